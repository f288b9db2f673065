//===- SourceRoot.h - The directory that reports count from --- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports name files relative to the root of the tree, so that the same finding
// has the same name on every machine. Of a kernel that is the source root; of
// anything else the enclosing git work tree, the current directory or, failing
// both, the directory that the files have in common.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_SOURCEROOT_H
#define EPFLINT_TOOL_SOURCE_SOURCEROOT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace epf {

/// Path made absolute against Base (itself absolute), without `.` and `..`.
/// Symbolic links are kept: a path is reported as the user spelled it.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Base);

/// Path made absolute against the current directory of the process.
std::string absolutePath(llvm::StringRef Path);

/// True if Path is Dir or lies below it. Compares spellings, reads no disk.
bool isBelow(llvm::StringRef Path, llvm::StringRef Dir);

class SourceRoot {
public:
  explicit SourceRoot(llvm::StringRef Dir) : Dir(absolutePath(Dir)) {}

  /// The root that files outside a kernel tree have in common. Files are
  /// absolute.
  static SourceRoot enclosing(llvm::ArrayRef<std::string> Files);

  llvm::StringRef path() const { return Dir; }

  /// Path as reports spell it: relative if it lies below the root, even by
  /// way of a symbolic link; else unchanged.
  std::string relative(llvm::StringRef Path) const;

  /// The inverse of relative().
  std::string absolute(llvm::StringRef Path) const {
    return absolutePath(Path, Dir);
  }

private:
  std::string Dir;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_SOURCEROOT_H
