//===- Paths.h - The paths that patches name ------------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A patch comes from anyone, and its paths are opened. What leaves the tree, or
// may, is refused here; symbolic links of the tree are for the caller to see.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_PATHS_H
#define EPFLINT_TOOL_PATCH_PATHS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>

namespace epf::patch {

/// The path of a `--- ` or `+++ ` line, without its mark and time, not yet
/// checked; empty for /dev/null.
std::string pathOfLine(llvm::StringRef Line);

/// The two paths of a `diff --git` line; empty if it cannot be told where one
/// ends and the other begins.
std::pair<std::string, std::string> pathsOfGitLine(llvm::StringRef Line);

/// Takes off what stands before paths that are relative to the tree's root:
/// `a/` and `b/`, or the names of two trees that were compared.
void stripPrefixes(std::string &Old, std::string &New);

/// An error that says what is wrong with Path if it is absolute, leaves the
/// tree, is git's own or has characters that no source file's name has.
llvm::Error checkPath(llvm::StringRef Path);

/// True if a compiler may read the file: what rules can speak of.
bool isCode(llvm::StringRef Path);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_PATHS_H
