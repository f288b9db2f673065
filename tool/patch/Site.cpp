//===- Site.cpp - A place that a hunk may have ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Site.h"
#include "tool/patch/Lines.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace epf::patch {

int lostLines(const Hunk &H) {
  int Lost = H.OldCount;
  for (const Line &L : H.Lines)
    Lost -= L.Kind != LineKind::Added;
  return std::max(0, Lost);
}

int rawOffset(const Candidate &C, const Hunk &H) {
  int Old = 0;
  size_t I = 0;
  for (Step S : C.Steps) {
    if (S == Step::Match || S == Step::Join || S == Step::Change)
      break;
    for (unsigned K = 0; K < hunkLines(S); ++K)
      Old += H.Lines[I + K].Kind != LineKind::Added;
    I += hunkLines(S);
    Old -= baseLines(S);
  }
  int First = H.OldCount ? int(H.OldStart) - 1 : int(H.OldStart);
  return int(C.Begin) - Old - First;
}

int offsetOf(const Candidate &C, const Hunk &H) {
  int Offset = rawOffset(C, H);
  // Blank lines may be lost at the front.
  return Offset > 0 && Offset <= lostLines(H) ? 0 : Offset;
}

bool isAtWrongEnd(const Hunk &H, const Candidate &C, size_t Length) {
  auto IsChange = [](const Line &L) { return L.Kind != LineKind::Context; };
  auto Front = find_if(H.Lines, IsChange) - H.Lines.begin();
  auto Back = find_if(reverse(H.Lines), IsChange) - H.Lines.rbegin();
  return !lostLines(H) &&
         ((Back < Front && C.End != Length) || (Front < Back && C.Begin != 0));
}

bool mayHaveLostNext(const Hunk &H, const Candidate &C, size_t Length) {
  return lostLines(H) &&
         ((H.Lines.back().Kind == LineKind::Added && C.End != Length) ||
          (H.Lines.front().Kind == LineKind::Added && C.Begin != 0));
}

bool isWhiteSpaceOnly(const Hunk &H) {
  std::string Old, New;
  for (const Line &L : H.Lines)
    if (L.Kind != LineKind::Context)
      (L.Kind == LineKind::Added ? New : Old) += squeeze(L.Text);
  return Old == New;
}

std::optional<unsigned> alreadyApplied(const Hunk &H, BaseFile &Base) {
  if (isWhiteSpaceOnly(H))
    return std::nullopt;
  std::vector<unsigned> New;
  bool Adds = false;
  for (const Line &L : H.Lines)
    if (unsigned Key = Base.Numbers.of(L.Text);
        Key && L.Kind != LineKind::Removed) {
      New.push_back(Key);
      Adds |= L.Kind == LineKind::Added;
    }
  if (!Adds || New.size() < 3)
    return std::nullopt;
  std::vector<unsigned> Solid, Where;
  for (size_t J = 0; J < Base.Key.size(); ++J)
    if (Base.Key[J]) {
      Solid.push_back(Base.Key[J]);
      Where.push_back(J);
    }
  auto It = std::search(Solid.begin(), Solid.end(), New.begin(), New.end());
  if (It == Solid.end())
    return std::nullopt;
  return Where[It - Solid.begin()] + 1;
}

} // namespace epf::patch
