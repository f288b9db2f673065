//===- Lines.h - Text in numbered lines ----------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was read, whatever it was wrapped in, as lines that still know where
// in the input they stood. Quoted text has layers: the mail itself is layer 0,
// what it quotes is layer 1, and so on. A layer is read as if it were a mail of
// its own; where other text stands between its lines there is a gap:
//
//   > +       cnt = 1;
//   I suggest check irq, instead of type.      layer 1 has a gap here
//   > +
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_LINES_H
#define EPFLINT_TOOL_PATCH_LINES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace epf::patch {

struct TextLine {
  std::string Text;   ///< without the line's end
  unsigned Input = 0; ///< line of the input
  bool Gap = false;   ///< lines of other layers stand before this one
  /// The first of them: it may be this layer's after all, cut off from the line
  /// before by a mailer.
  std::string Between = {};
};

using Lines = std::vector<TextLine>;

/// The lines of Text, the first of which is line First of the input.
Lines splitLines(llvm::StringRef Text, unsigned First = 1);

/// How many `>` a line begins with, as replies quote.
unsigned quoteDepth(llvm::StringRef Line);

/// The lines of quote depth Depth, without their `> `. Some mailers quote with
/// a bare `>`: a hunk's header shows which.
Lines layer(llvm::ArrayRef<TextLine> All, unsigned Depth);

/// Text without its white space: what is equal under damage that touches only
/// white space.
std::string squeeze(llvm::StringRef Text);

/// True if diff takes Line for the head of a function or the like: it begins
/// with a letter.
bool isHead(llvm::StringRef Line);

/// "foo" of "static int foo(struct bar *b)"; empty if there is none.
llvm::StringRef functionName(llvm::StringRef Head);

/// True if Line is what replies say above the text that they quote.
bool isAttribution(llvm::StringRef Line);

/// True if a mailer that fills lines would have broken Line before Next: it is
/// too long to take the first word of Next too.
bool wouldWrap(llvm::StringRef Line, llvm::StringRef Next);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_LINES_H
