//===- Focus.cpp - One line at a time -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A dozen requests that each may fail are thousands of sets of what is held.
// Since a free fits a request by its line, one line can be looked at without
// the others: what is taken of those is not held, and what is given back of
// those was held. Such a walk may do all that the whole one does, and more. If
// those of all lines show nothing, the whole one has nothing to show.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

// Whether A and B may be of one line, as far as one path by itself may know.
bool Explorer::isOfOneLine(const State &S, const Holding &A, const Holding &B) {
  if (A.Model->Kind != B.Model->Kind)
    return false;
  auto Key = aliasOfAll(S, A.Key, B.Key);
  return !Key || *Key == Alias::Yes;
}

bool Explorer::isInFocus(const State &S, const Holding &H) {
  return !Focus || llvm::is_contained(*Focus, &H) ||
         llvm::any_of(*Focus, [&](const Holding *Each) {
           return isOfOneLine(S, *Each, H);
         });
}

// What is not looked at, and may be what is given back.
const Holding *Explorer::outOfFocus(const State &S, const Holding &Given) {
  if (Focus)
    for (const Holding *H : Lines)
      if (isOfOneLine(S, *H, Given) && !isInFocus(S, *H))
        return H;
  return nullptr;
}

std::vector<const Holding *> Explorer::nextLine() {
  State Nothing(M.Facts.empty());
  for (const Holding *H : Lines) {
    if (Walked.contains(H))
      continue;
    std::vector<const Holding *> Line = {H};
    for (size_t I = 0; I < Line.size(); ++I)
      for (const Holding *Each : Lines)
        if (!llvm::is_contained(Line, Each) &&
            isOfOneLine(Nothing, *Line[I], *Each))
          Line.push_back(Each);
    Walked.insert(Line.begin(), Line.end());
    return Line;
  }
  return {};
}

unsigned Explorer::countLines() {
  auto Kept = Walked;
  unsigned Count = 0;
  while (!nextLine().empty())
    ++Count;
  Walked = std::move(Kept);
  return Count;
}

} // namespace epf
