//===- StandIn.cpp - One unknown error is as good as another --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ret = a();  if (ret) goto out;
//   ret = b();  if (ret) goto out;
//
// At `out` two paths hold two unknown results that nothing else refers to. All
// that either will ever say is its range: where that is equal, the later one is
// replaced by the earlier, and the paths can become one. Error numbers that are
// constants are left alone: later they may be asked for by name.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

namespace {

/// Counts how often values are held as such, and which are part of others.
class References {
public:
  void direct(ValueRef V) {
    if (!V)
      return;
    ++Direct[V];
    inside(V);
  }
  void inside(ValueRef V) {
    part(V->Args[0]);
    part(V->Args[1]);
    region(V->Mem);
  }
  void region(const Region *R) {
    for (; R; R = R->Super)
      part(R->Of);
  }
  bool mentions(ValueRef V) const {
    return Direct.contains(V) || Parts.contains(V);
  }
  bool isSingle(ValueRef V) const {
    return Direct.lookup(V) == 1 && !Parts.contains(V);
  }

private:
  void part(ValueRef V) {
    if (V && Parts.insert(V).second)
      inside(V);
  }
  llvm::DenseMap<ValueRef, unsigned> Direct;
  llvm::DenseSet<ValueRef> Parts;
};

} // namespace

// One that is known to be a number, or the same as another, is none.
bool Explorer::isUnknownResult(const State &S, ValueRef V) {
  return V && V->Kind == ValueKind::Fresh && V->call() && !V->Type.isNull() &&
         V->Type->isIntegerType() && M.Facts.resolve(S.Known, V) == V;
}

// The first unknown that was held at this place with this range, by any path.
ValueRef Explorer::standIn(const State &S, const Region *At, ValueRef V) {
  // In the same round: what another path got in a later one, this path is to
  // get as well.
  llvm::FoldingSetNodeID ID;
  for (const void *P :
       {(const void *)S.Top, (const void *)S.Block, (const void *)At,
        (const void *)V->Type.getAsOpaquePtr(), M.instance(S)})
    ID.AddPointer(P);
  M.Facts.rangeOf(S.Known, V).Profile(ID);
  auto &Alike = StandIns[ID.ComputeHash()];
  for (auto &[Key, First] : Alike)
    if (Key == ID)
      return First;
  Alike.push_back({ID, V});
  return V;
}

void Explorer::standIn(State &S) {
  std::vector<std::pair<const Region *, ValueRef>> Candidates;
  if (isUnknownResult(S, S.Result))
    Candidates.push_back({nullptr, S.Result});
  for (auto &[R, V] : S.Store)
    if (R->Kind == RegionKind::Local && isUnknownResult(S, V))
      Candidates.push_back({R, V});
  if (Candidates.empty())
    return;
  References Used;
  for (auto &[R, V] : S.Store) {
    Used.direct(V);
    Used.region(R);
  }
  for (auto &[R, V] : S.Defaults) {
    Used.direct(V);
    Used.region(R);
  }
  for (auto &[Key, V] : S.Env)
    Used.direct(V);
  for (auto &[H, Times] : S.Held)
    for (ValueRef V : {H->Key, H->Cookie, H->Owner, H->Extra})
      if (V) {
        Used.direct(V);
        Used.direct(V);
      }
  for (auto &[V, Of] : S.Known.Ranges)
    Used.inside(V);
  for (auto &[V, Stand] : S.Known.Same) {
    Used.direct(Stand);
    Used.direct(Stand);
    Used.inside(V);
  }
  Used.direct(S.Result);
  for (auto &[At, V] : Candidates) {
    if (!Used.isSingle(V))
      continue;
    // Where the path has the other as well, they are two.
    ValueRef Other = standIn(S, At, V);
    if (Other == V || Used.mentions(Other))
      continue;
    S.Known = M.Facts.transfer(S.Known, V, Other);
    Used.direct(Other);
    if (At)
      S.Store = M.Make.Store.add(S.Store, At, Other);
    else
      S.Result = Other;
  }
}

} // namespace epf
