//===- Lines.cpp - Which lines edits change -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each run of edits that touch the same or adjoining lines becomes a change: so
// many old lines, and the new lines in their place. Within it, lines that stay
// are looked for, since an edit may put back part of what it took.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Lines.h"
#include <algorithm>

using namespace llvm;

namespace epf {

/// No more is spent on finding the lines that stay.
static constexpr size_t MostCells = 1 << 22;

Lines::Lines(StringRef Text) : Text(Text) {
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    All.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
}

size_t Lines::at(size_t Offset) const {
  auto Behind = std::upper_bound(
      All.begin(), All.end(), Offset, [&](size_t Offset, StringRef Line) {
        return Offset < size_t(Line.data() - Text.data());
      });
  return Behind - All.begin() - (All.empty() ? 0 : 1);
}

/// Appends what a change comes down to when the lines that stay, those of a
/// longest common subsequence, are taken out of it.
static void refine(const LineChange &C, const Lines &Old,
                   std::vector<LineChange> &Result) {
  size_t OldCount = C.Last - C.First, NewCount = C.New.size();
  if (OldCount * NewCount > MostCells) {
    Result.push_back(C);
    return;
  }
  // Common[I][J]: how many lines stay from I and J on.
  std::vector<std::vector<unsigned>> Common(
      OldCount + 1, std::vector<unsigned>(NewCount + 1));
  for (size_t I = OldCount; I-- > 0;)
    for (size_t J = NewCount; J-- > 0;)
      Common[I][J] = Old[C.First + I] == C.New[J]
                         ? Common[I + 1][J + 1] + 1
                         : std::max(Common[I + 1][J], Common[I][J + 1]);
  LineChange Open{C.First, C.First, {}};
  auto Close = [&](size_t Next) {
    if (Open.First != Open.Last || !Open.New.empty())
      Result.push_back(std::move(Open));
    Open = {Next, Next, {}};
  };
  size_t I = 0, J = 0;
  while (I < OldCount || J < NewCount) {
    if (I < OldCount && J < NewCount && Old[C.First + I] == C.New[J]) {
      ++I, ++J;
      Close(C.First + I);
    } else if (J == NewCount ||
               (I < OldCount && Common[I + 1][J] >= Common[I][J + 1])) {
      Open.Last = C.First + ++I;
    } else {
      Open.New.push_back(C.New[J++]);
    }
  }
  Close(C.Last);
}

std::vector<LineChange> lineChanges(StringRef Before, ArrayRef<Edit> Edits) {
  Lines Old(Before);
  std::vector<LineChange> Changes;
  while (!Edits.empty()) {
    size_t First = Old.at(Edits.front().Offset);
    size_t Last = First;
    size_t Done = Old.start(First);
    std::string Text;
    while (!Edits.empty() &&
           (Last == First || Edits.front().Offset <= Old.start(Last))) {
      const Edit &E = Edits.front();
      Text += Before.slice(Done, E.Offset);
      Text += E.Replacement;
      Done = E.Offset + E.Length;
      Last = std::min(Old.at(Done) + 1, Old.size());
      Edits = Edits.drop_front();
    }
    Text += Before.slice(Done, Old.start(Last));
    LineChange C{First, Last, {}};
    Lines New(Text);
    for (size_t I = 0; I < New.size(); ++I)
      C.New.push_back(New[I].str());
    refine(C, Old, Changes);
  }
  return Changes;
}

} // namespace epf
