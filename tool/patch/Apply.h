//===- Apply.h - A series, patch by patch ----------------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The base of a series' second patch is what its first one leaves. So a series
// of N patches makes N + 1 versions of the files that it touches, and version 0
// is the base:
//
//   version       0 --patch 1--> 1 --patch 2--> 2
//   drivers/x.c   "..."          "..."          "..."
//   drivers/y.c   none           "..."          "..."
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_APPLY_H
#define EPFLINT_TOOL_PATCH_APPLY_H

#include "tool/patch/Place.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace epf::patch {

/// Texts of files by path; none if there is no such file.
using Texts = std::map<std::string, std::optional<std::string>>;

/// What one patch did to one file.
struct AppliedFile {
  const FilePatch *Patch; ///< of the series
  Placed Place;
};

struct Applied {
  /// Version 0 holds the base of all files that are touched, version k what
  /// they are after k patches. All have the same paths.
  std::vector<Texts> Versions;
  /// Files[k - 1] is what patch k did, in its order.
  std::vector<std::vector<AppliedFile>> Files;
};

/// The text of a file of the base, none if there is no such file. An error is
/// one line.
using ReadFile = llvm::function_ref<llvm::Expected<std::optional<std::string>>(
    llvm::StringRef Path)>;

/// Applies All, which must outlive the result, to what Read gives. The error
/// names the patch, if there are several, and the file. A file that is no code
/// and does not fit is left out: it has no hunks placed, and a damage says why.
llvm::Expected<Applied> apply(const Series &All, ReadFile Read);

/// The paths that All reads of its base, and the blob ids, perhaps short or
/// empty, that it names for them.
std::map<std::string, std::string> wantedBlobs(const Series &All);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_APPLY_H
