//===- Lines.cpp - Text in numbered lines ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Lines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf::patch {

/// No mailer fills lines to less than this. Tabs count eight.
static constexpr unsigned LeastFill = 62;

Lines splitLines(StringRef Text, unsigned First) {
  Lines Result;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Result.push_back({Line.str(), First++});
    Text = Rest;
  }
  return Result;
}

/// Takes the quotation marks of at most Depth levels off Line; returns of how
/// many. The first is in the first column, others may follow a space.
static unsigned unquote(StringRef &Line, unsigned Depth) {
  unsigned Level = 0;
  for (; Level < Depth; ++Level) {
    StringRef Rest = Line;
    if (Level)
      Rest.consume_front(" ");
    if (!Rest.consume_front(">"))
      break;
    Line = Rest;
  }
  return Level;
}

unsigned quoteDepth(StringRef Line) { return unquote(Line, UINT_MAX); }

Lines layer(ArrayRef<TextLine> All, unsigned Depth) {
  Lines Result;
  SmallVector<StringRef> Other;
  bool Spaced = false, Bare = false;
  for (const TextLine &Line : All) {
    if (quoteDepth(Line.Text) != Depth) {
      Other.push_back(Line.Text);
      continue;
    }
    StringRef Text = Line.Text;
    unquote(Text, Depth);
    Spaced |= Text.starts_with(" @@ -");
    Bare |= Text.starts_with("@@ -");
    Result.push_back({Text.str(), Line.Input, !Other.empty(),
                      Other.empty() ? "" : Other.front().str()});
    Other.clear();
  }
  if (Depth && (Spaced || !Bare))
    for (TextLine &Line : Result)
      if (StringRef(Line.Text).starts_with(" "))
        Line.Text.erase(0, 1);
  return Result;
}

std::string squeeze(StringRef Text) {
  std::string Result;
  Result.reserve(Text.size());
  copy_if(Text, std::back_inserter(Result), [](char C) { return !isSpace(C); });
  return Result;
}

bool isHead(StringRef Line) {
  return !Line.empty() &&
         (isAlpha(Line[0]) || Line[0] == '_' || Line[0] == '$');
}

StringRef functionName(StringRef Head) {
  StringRef Name = Head.split('(').first.rtrim();
  size_t Begin = Name.find_last_not_of("abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
  return Head.contains('(') ? Name.substr(Begin + 1) : "";
}

bool isAttribution(StringRef Line) {
  if (Line.empty() || StringRef("+-* \t").contains(Line.front()))
    return false;
  Line = Line.rtrim();
  return Line.ends_with("wrote:") || Line.ends_with("writes:") ||
         Line.contains("Original Message---");
}

bool wouldWrap(StringRef Line, StringRef Next) {
  size_t Width = Line.size() + 7 * Line.count('\t');
  StringRef Word = Next.ltrim().take_until([](char C) { return isSpace(C); });
  return Width + 1 + Word.size() >= LeastFill;
}

} // namespace epf::patch
