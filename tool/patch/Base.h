//===- Base.h - What a series was made on ----------------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A patch says what it changes, but mostly not in what. The base is looked for
// where the patch itself leads, and what it was found by is told:
//
//   --base REV      the user says
//   index lines     the files in the tree have the blob ids that the patch
//                   names; or a commit has; or at least the blobs are there
//   base-commit:    the author said
//   the tree        as it stands, if all hunks fit
//   history         the newest commit that all hunks fit, of the 20,000 newest
//                   and of 200 different versions of the files
//
// What the patch does not touch comes from the same commit, by way of a file
// system that reads git's objects. A plain tree, without git, is taken as it
// stands.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_BASE_H
#define EPFLINT_TOOL_PATCH_BASE_H

#include "tool/patch/Apply.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace epf::patch {

/// The series on its base: each version of the files that it touches.
struct BasedSeries {
  Applied Result;
  std::string Commit; ///< 40 digits; empty if the tree as it stands
  std::string Why;    ///< "commit 1234567890ab: it has the blobs that ..."
};

/// Finds the base of All below Root, an absolute path, and applies it there in
/// memory. Revision is the user's choice; empty if there is none. The error is
/// one line and says, of the base that was most likely, what did not fit.
llvm::Expected<BasedSeries> findBase(const Series &All, llvm::StringRef Root,
                                     llvm::StringRef Revision);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_BASE_H
