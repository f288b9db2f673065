//===- GitFiles.h - The files of a commit, for clang ------------ -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A patch whose base is an old commit wants the headers of that commit. They
// are read from git's objects when clang asks for them; nothing is checked out.
// What the commit has not, as what a build generates, comes from below: this is
// a layer of an overlay.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_GITFILES_H
#define EPFLINT_TOOL_PATCH_GITFILES_H

#include "tool/patch/Git.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace epf::patch {

/// The files of Commit, as if they were checked out at Root, an absolute path.
/// For one thread. Null if the repository cannot be opened.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
gitFiles(llvm::StringRef Root, llvm::StringRef Commit);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_GITFILES_H
