//===- NoLint.h - NOLINT comments of a file ------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding that is no mistake can be dismissed where it stands, in the forms
// that clang-tidy has:
//
//   NOLINT                    all rules, on this line
//   NOLINT(epf-irq-leak, x-*) these rules; () is none
//   NOLINTNEXTLINE            on the next line
//   NOLINTBEGIN ... NOLINTEND from one to the other, each with the same rules
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SUPPRESS_NOLINT_H
#define EPFLINT_TOOL_SUPPRESS_NOLINT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace epf {

class NoLint {
public:
  /// A NOLINTBEGIN without its NOLINTEND, or the reverse. It dismisses nothing.
  struct Unmatched {
    unsigned Line;
    std::string Message;
  };

  /// Reads the comments of a file's text, which must outlive this.
  explicit NoLint(llvm::StringRef Text);

  /// True if what Rule finds in a line, counted from 1, is dismissed.
  bool covers(unsigned Line, llvm::StringRef Rule) const;

  llvm::ArrayRef<Unmatched> unmatched() const { return Alone; }

private:
  /// Lines [First, Last], and the rules in parentheses; "*" without any.
  struct Range {
    unsigned First;
    unsigned Last;
    llvm::StringRef Rules;
  };

  std::vector<Range> Ranges;
  std::vector<Unmatched> Alone;
};

} // namespace epf

#endif // EPFLINT_TOOL_SUPPRESS_NOLINT_H
