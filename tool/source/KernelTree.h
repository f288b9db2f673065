//===- KernelTree.h - A configured kernel and the flags of its files  -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel tree is a build directory and a source directory, which are the same
// unless the kernel was configured with O=. After `make defconfig prepare` the
// build directory knows the flags of at least one object; those of a driver
// follow from the nearest saved command and the Makefiles on the way:
//
//   drivers/pci/.x.o.cmd               the file's own: taken as it is
//   drivers/pci/.y.o.cmd, drivers/...  a neighbour's, or one of a directory
//                                      above
//   scripts/mod/.empty.o.cmd           any prepared tree has this
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_KERNELTREE_H
#define EPFLINT_TOOL_SOURCE_KERNELTREE_H

#include "tool/source/FlagSource.h"
#include "tool/source/Kbuild.h"

namespace epf {

class KernelTree : public FlagSource {
public:
  /// Opens the tree that was built in Dir. The error of a tree that is not
  /// configured or not prepared prints the commands to run.
  static llvm::Expected<KernelTree> open(llvm::StringRef Dir);

  /// Absolute paths.
  llvm::StringRef source() const { return Source; }
  llvm::StringRef build() const { return Build; }

  /// True if File, an absolute path, is part of the source or of the build.
  bool holds(llvm::StringRef File) const;

  llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const override;

private:
  KernelTree(std::string Build, std::string Source);

  std::vector<std::string> nearestCommand(llvm::StringRef Directory) const;
  std::vector<std::string> makefileFlags(llvm::StringRef File) const;
  Kbuild makefileOf(llvm::StringRef Dir, llvm::StringRef Module) const;

  std::string Build;
  std::string Source;
  Kbuild::Variables Config; ///< CONFIG_*, KERNELRELEASE and the two trees
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_KERNELTREE_H
