//===- Epochs.cpp - How often is not worth knowing ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (maybe())  update(p);      writes p->count, is not looked into
//   update(p);
//
// The epoch of a field tells what it holds now from what it held before. Behind
// these lines it is 1 on one path and 2 on the other, and no path has kept a
// value of either: then both can have the same, and become one path. An epoch
// that is known to be behind a kept one goes down to the next after that.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

namespace {

/// The latest epoch of each field and global that values speak of.
class Epochs {
public:
  explicit Epochs(ValueSet &Seen) : Seen(Seen) { Seen.clear(); }
  void add(ValueRef V) {
    if (!V || !Seen.insert(V))
      return;
    add(V->Args[0]);
    add(V->Args[1]);
    if (V->Kind == ValueKind::Init)
      for (const Region *R = V->Mem; R; R = R->Super)
        if (R->Decl) {
          unsigned &Last = Latest[R->Decl];
          Last = std::max(Last, unsigned(V->Number) + 1);
        }
    add(V->Mem);
  }
  void add(const Region *R) {
    for (; R; R = R->Super)
      add(R->Of);
  }
  /// The first epoch of D that no value speaks of.
  unsigned next(const Decl *D) const { return Latest.lookup(D); }
  bool mentions(const Decl *D) const { return Latest.contains(D); }

private:
  ValueSet &Seen;
  llvm::DenseMap<const Decl *, unsigned> Latest;
};

} // namespace

// What names a resource is compared with what came before, on this path: its
// epochs stay.
void Explorer::pin(ValueRef V) {
  if (!V)
    return;
  pin(V->Args[0]);
  pin(V->Args[1]);
  for (const Region *R = V->Mem; R; R = R->Super) {
    if (R->Decl)
      Pinned.insert(R->Decl);
    pin(R->Of);
  }
}

void Explorer::settleEpochs(State &S) {
  if (S.Epochs.isEmpty())
    return;
  Epochs Of(Spoken);
  for (auto &[R, V] : S.Store) {
    Of.add(R);
    Of.add(V);
  }
  for (auto &[R, V] : S.Defaults) {
    Of.add(R);
    Of.add(V);
  }
  for (auto &[Key, V] : S.Env)
    Of.add(V);
  for (auto &[V, Range] : S.Known.Ranges)
    Of.add(V);
  for (auto &[V, Stand] : S.Known.Same) {
    Of.add(V);
    Of.add(Stand);
  }
  for (auto &[H, Times] : S.Held)
    for (ValueRef V : {H->Key, H->Cookie, H->Owner, H->Extra})
      Of.add(V);
  for (const Mark *Each : S.Marks)
    Of.add(Each->About);
  Of.add(S.Result);
  auto Epochs = S.Epochs;
  for (auto &[D, Now] : Epochs) {
    const auto *F = dyn_cast<FieldDecl>(D);
    if (Pinned.contains(D) || Now >= JoinedEpoch ||
        (F && (Bell.owns(F) || F == Bell.Array || F == Bell.Count)))
      continue;
    if (F && !Of.mentions(D) && !isReadLater(S, F))
      S.Epochs = M.Make.Epochs.remove(S.Epochs, D);
    else if (unsigned Next = std::max(1u, Of.next(D)); Next < Now)
      S.Epochs = M.Make.Epochs.add(S.Epochs, D, Next);
  }
}

} // namespace epf
