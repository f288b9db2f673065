//===- Subject.cpp - What a subject says of a patch -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Subject.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf::patch {

/// Nobody sends more patches than this at once.
static constexpr unsigned LongestSeries = 9999;

/// Mail programs write "Re:" in the language of their user, say in Chinese.
static bool dropReply(StringRef &Text) {
  for (StringRef Mark :
       {"re:", "aw:", "sv:", "antw:", "odp:", "fwd:", "fw:", "\u56de\u590d:",
        "\u56de\u590d\uff1a", "\u7b54\u590d:", "\u7b54\u590d\uff1a",
        "\u56de\u8986:", "\u56de\u8986\uff1a"})
    if (Text.consume_front_insensitive(Mark)) {
      Text = Text.ltrim();
      return true;
    }
  return false;
}

/// A word of a tag: "PATCH", "v2", "1/3", "PATCHv2", "RFC".
static void readWord(StringRef Word, Subject &S) {
  if (Word.consume_front_insensitive("PATCH"))
    S.Tagged = true;
  unsigned Version;
  StringRef Digits = Word;
  if (Digits.consume_front_insensitive("v") &&
      !Digits.getAsInteger(10, Version) && Version > 0 && Version < 1000) {
    S.Version = Version;
    return;
  }
  auto [Number, Total] = Word.split('/');
  unsigned K, N;
  if (!Number.getAsInteger(10, K) && !Total.getAsInteger(10, N) && K <= N &&
      N > 0 && N <= LongestSeries) {
    S.Number = K;
    S.Total = N;
    S.Numbered = S.Tagged = true;
  }
}

Subject readSubject(StringRef Text) {
  Subject S;
  Text = Text.trim();
  while (dropReply(Text))
    S.Reply = true;
  while (Text.starts_with("[") && Text.contains(']')) {
    auto [Tag, Rest] = Text.drop_front().split(']');
    SmallVector<StringRef> Words;
    SplitString(Tag, Words, " ,\t");
    for (StringRef Word : Words)
      readWord(Word, S);
    Text = Rest.ltrim();
    while (dropReply(Text))
      S.Reply = true;
  }
  S.Title = Text.str();
  return S;
}

} // namespace epf::patch
