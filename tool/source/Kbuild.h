//===- Kbuild.h - What a directory's Makefile says of its objects  -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that was never built has no saved command. Its directory's Makefile
// then tells what sets it apart from other objects of the tree: `ccflags-y` and
// its kin, and whether it becomes a module:
//
//   obj-$(CONFIG_PCI_EPF_VNTB) += pci-epf-vntb.o
//   ccflags-y += -I$(srctree)/drivers/pci
//
// This reads the plain part of make's language that such files are written in:
// assignments, references, ifeq, ifdef and include. Functions expand to
// nothing, but for `$(shell pwd)`.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_KBUILD_H
#define EPFLINT_TOOL_SOURCE_KBUILD_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <string>
#include <vector>

namespace epf {

class Kbuild {
public:
  using Variables = llvm::StringMap<std::string>;

  /// The text of the file that an `include` names; empty if there is none.
  using Reader = std::function<std::string(llvm::StringRef)>;

  /// Config holds CONFIG_*, srctree and objtree, and outlives this object;
  /// Place holds src and obj, which differ from directory to directory.
  Kbuild(const Variables &Config, Variables Place, Reader Included = {})
      : Config(&Config), Values(std::move(Place)),
        Included(std::move(Included)) {}

  /// Reads a Makefile's text on top of what is known.
  void read(llvm::StringRef Text);

  /// The words of a variable, split as a shell would, quotes removed.
  std::vector<std::string> words(llvm::StringRef Name) const;

  /// True if the Makefile says what is to be built at all. One that does not is
  /// part of another.
  bool listsObjects() const;

  /// True if the object, "pci-epf-vntb.o", is built into the kernel, by itself
  /// or as a part of another object of the directory. What no line mentions is
  /// taken for a module's.
  bool isBuiltIn(llvm::StringRef Object) const;

private:
  llvm::StringRef valueOf(llvm::StringRef Name) const;
  std::string expand(llvm::StringRef Text, unsigned Depth = 0) const;
  void assign(llvm::StringRef Line);
  void include(llvm::StringRef Names);
  bool holds(llvm::StringRef Condition) const;
  bool lists(llvm::StringRef Name, llvm::StringRef Object) const;

  const Variables *Config;
  Variables Values;
  Reader Included;
  unsigned Nesting = 0; ///< of the files that are being included
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_KBUILD_H
