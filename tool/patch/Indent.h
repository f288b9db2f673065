//===- Indent.h - White space that was lost, found again ------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Context tells what happened to the white space of a patch: its lines are
// compared with those of the base that they match. If tabs became so many
// spaces, they become tabs again; if nothing can be said, clang-format indents
// the added lines among those of the base.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_INDENT_H
#define EPFLINT_TOOL_PATCH_INDENT_H

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace epf::patch {

/// What became of the white space that lines begin with.
class WhiteSpace {
public:
  /// Takes note of a line of the patch and of the same line in the base.
  void compare(llvm::StringRef Patch, llvm::StringRef Base);

  /// True if none of the lines has changed.
  bool isIntact() const { return !Changed; }
  /// True if every tab became the same number of spaces.
  bool isExpanded() const { return Changed && (Widths || Shifted); }
  /// A line of the patch with its tabs.
  std::string restore(llvm::StringRef Line) const;

private:
  bool Changed = false;
  unsigned Widths = (1u << 9) - 2; ///< bit N: tabs may be N spaces
  /// Bit N: tabs may reach to columns of N as a terminal counts them, where the
  /// marker takes one of the first tab's.
  unsigned Shifted = Widths;
};

/// Gives those of Lines that are in Which the indentation that clang-format
/// would give them; nothing else is changed. Style is the text of a
/// .clang-format, the kernel's if empty or if the lines around are in that
/// rather; Path tells the language.
void reindent(std::vector<std::string> &Lines, const llvm::BitVector &Which,
              llvm::StringRef Style, llvm::StringRef Path);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_INDENT_H
