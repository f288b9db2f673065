//===- Junctions.cpp - Where paths are joined -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Junctions.h"

using namespace clang;

namespace epf {

void Junctions::clear() {
  Waiting.clear();
  Meeting.clear();
  Count.clear();
  All.clear();
}

// Ids of blocks count down from the entry, and a loop's are above those of what
// follows it: all rounds of a loop are walked before what is behind it.
Junctions::Place Junctions::placeOf(const State &S) {
  Place At;
  const CFGBlock *B = S.Block;
  unsigned Index = S.Index;
  for (const Frame *F = S.Top; F; F = F->Parent) {
    At.push_back(Index);
    At.push_back(F->Of->graph().getNumBlockIDs() - B->getBlockID());
    B = F->Back;
    Index = F->BackIndex;
  }
  std::reverse(At.begin(), At.end());
  return At;
}

void Junctions::push(State S) {
  Place At = placeOf(S);
  Waiting[At].push_back({std::move(S), nullptr});
}

// By where it is and how many were there before it, as it was in the last walk.
const Mark *Junctions::nameNext(const State &S) {
  static const char Kind = 0;
  Mark Name;
  Name.Kind = &Kind;
  Name.What = S.Block;
  Name.Where = S.Top;
  Name.Site =
      reinterpret_cast<const Stmt *>(uintptr_t(++Count[{S.Block, S.Top}]));
  return M.Make.mark(Name);
}

void Junctions::meet(State S, unsigned Class,
                     llvm::function_ref<void(State &)> Tidy) {
  StateKey Key = {{S.Block, S.Top, nullptr, nullptr, nullptr, nullptr, nullptr,
                   S.Rounds.getRootWithoutRetain(), nullptr, nullptr,
                   S.Held.getRootWithoutRetain(),
                   S.Marks.getRootWithoutRetain(), S.Blurred, nullptr,
                   reinterpret_cast<const void *>(uintptr_t(Class))}};
  std::vector<Junction *> &Here = Meeting[Key];
  auto Wait = [&](Junction &J) {
    if (!J.IsWaiting)
      Waiting[placeOf(J.Whole)].push_back({std::nullopt, &J});
    J.IsWaiting = true;
  };
  for (Junction *J : Here)
    if (StateKey::of(J->Whole) == StateKey::of(S))
      return;
  if (Here.size() >= Apart) {
    std::vector<std::pair<unsigned, Junction *>> Nearest;
    for (Junction *J : Here)
      Nearest.push_back({difference(J->Whole, S), J});
    llvm::sort(Nearest, [](const auto &L, const auto &R) {
      return std::pair(L.first, L.second->Number) <
             std::pair(R.first, R.second->Number);
    });
    for (auto &[Distance, J] : Nearest) {
      unsigned Before = M.NumParts;
      if (auto Joined = join(M, *J, S)) {
        Tidy(*Joined);
        if (M.NumParts == Before &&
            StateKey::of(*Joined) == StateKey::of(J->Whole))
          return;
        J->Whole = std::move(*Joined);
        return Wait(*J);
      }
    }
  }
  const Mark *Name = nameNext(S);
  unsigned Number = Numbers.try_emplace(Name, Numbers.size()).first->second;
  All.push_back({std::move(S), Name, Number});
  Here.push_back(&All.back());
  Wait(All.back());
}

State Junctions::pop() {
  auto First = Waiting.begin();
  Item Next = std::move(First->second.front());
  First->second.pop_front();
  if (First->second.empty())
    Waiting.erase(First);
  if (!Next.Joined)
    return std::move(*Next.Alone);
  Next.Joined->IsWaiting = false;
  return Next.Joined->Whole;
}

} // namespace epf
