//===- State.cpp - One point of one path ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/State.h"

namespace epf {

bool runsWithin(const Frame *Inner, const Frame *Outer) {
  while (Inner && Inner != Outer)
    Inner = Inner->Parent;
  return Inner;
}

const Frame *rootOf(const Frame *F) {
  while (F->Parent)
    F = F->Parent;
  return F;
}

template <typename T>
const T *StateFactory::intern(llvm::FoldingSet<T> &Set, const T &N) {
  llvm::FoldingSetNodeID ID;
  N.Profile(ID);
  void *Pos;
  if (T *Known = Set.FindNodeOrInsertPos(ID, Pos))
    return Known;
  T *New = new (Alloc) T(N);
  Set.InsertNode(New, Pos);
  return New;
}

const Frame *StateFactory::entry(const Body *Of, unsigned Stage) {
  Frame F;
  F.Of = Of;
  F.Stage = Stage;
  return intern(Frames, F);
}

const Frame *StateFactory::callee(const State &S, const clang::CallExpr *Site,
                                  const Body *Of) {
  Frame F;
  F.Parent = S.Top;
  F.Site = Site;
  F.Back = S.Block;
  F.BackIndex = S.Index;
  F.Of = Of;
  F.Stage = S.Top->Stage;
  F.Depth = S.Top->Depth + 1;
  return intern(Frames, F);
}

const Holding *StateFactory::holding(const Holding &H) {
  return intern(Holdings, H);
}

const Mark *StateFactory::mark(const Mark &M) { return intern(AllMarks, M); }

void StateFactory::step(State &S, Step New) {
  New.Before = S.Last;
  New.Length = S.Last ? S.Last->Length + 1 : 0;
  New.LeftFile = New.Kind == StepKind::Outside || (S.Last && S.Last->LeftFile);
  New.In = S.Top;
  New.Block = S.Block;
  S.Last = new (Alloc) Step(New);
  if (!Watched.empty())
    if (const Mark *Trace = trace(New); Watched.contains(Trace))
      S.Marks = Marks.add(S.Marks, Trace);
}

const Mark *StateFactory::trace(const Step &L) {
  static const char Kinds[4 * (unsigned(StepKind::Stage) + 1)] = {};
  Mark Trace;
  Trace.Kind = &Kinds[4 * unsigned(L.Kind) + 2 * L.True + L.OnInitial];
  Trace.What = L.What;
  Trace.Site = L.Where;
  Trace.Where = L.In;
  return mark(Trace);
}

StateKey StateKey::of(const State &S) {
  return {{S.Block, S.Top, S.Store.getRootWithoutRetain(),
           S.Defaults.getRootWithoutRetain(), S.Env.getRootWithoutRetain(),
           S.Known.Ranges.getRootWithoutRetain(),
           S.Known.Same.getRootWithoutRetain(), S.Rounds.getRootWithoutRetain(),
           S.Turns.getRootWithoutRetain(), S.Epochs.getRootWithoutRetain(),
           S.Held.getRootWithoutRetain(), S.Marks.getRootWithoutRetain(),
           S.Blurred, S.Result,
           reinterpret_cast<const void *>(uintptr_t(S.Index))}};
}

} // namespace epf
