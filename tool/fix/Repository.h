//===- Repository.h - Opens a git repository --------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libgit2 opens whatever has the name of a file of git's. A pipe among them, as
// an archive of a tree may bring along, would have it wait for ever.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_REPOSITORY_H
#define EPFLINT_TOOL_FIX_REPOSITORY_H

#include "llvm/ADT/StringRef.h"

struct git_repository;

namespace epf {

/// Opens the repository whose work tree Dir is in, for the caller to free.
/// Gives libgit2's code, with its message: an error too if a file of the
/// repository is neither a regular one nor a directory.
int openRepository(git_repository *&Opened, llvm::StringRef Dir);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_REPOSITORY_H
