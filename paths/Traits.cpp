//===- Traits.cpp - What joined paths are told apart by -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Eval.h"

using namespace clang;

namespace epf {

void Traits::begin() {
  From.clear();
  Behind.clear();
  Lost.clear();
  AtBegin = Apart.size();
}

void Traits::differ(ValueRef V, Trait In) {
  auto &All = From[V];
  if (!llvm::is_contained(All, In))
    All.push_back(In);
}

void Traits::follows(ValueRef V, ValueRef Of) {
  auto &All = Behind[V];
  if (Of->Vague && Of != V && !llvm::is_contained(All, Of))
    All.push_back(Of);
}

void Traits::collect(ValueRef V, bool Exact, Depth Into) {
  if (!V || !Seen.insert(V).second)
    return;
  auto Add = [&](Trait T) {
    // What is known is compared as it is.
    T.Exact = Exact && T.Where != Trait::In::Fact;
    if (!llvm::is_contained(Apart, T))
      Apart.push_back(T);
  };
  // What is called by the walk that joined it is unknown to the next.
  auto IsLasting = [](const Trait &T) {
    return T.Where != Trait::In::Memory ||
           !static_cast<const Region *>(T.At)->Vague;
  };
  for (const Trait &T : From.lookup(V))
    if (IsLasting(T))
      Add(T);
  if (Into != Depth::Several && Lost.contains(V) && !V->Vague) {
    Add({Trait::In::Fact, V});
    if (Into == Depth::Known)
      return;
  }
  for (ValueRef Each : Behind.lookup(V))
    collect(Each, Exact, Into);
  collect(V->Args[0], Exact, Into);
  collect(V->Args[1], Exact, Into);
  collect(V->Mem, Into);
}

// Which element it is matters.
void Traits::collect(const Region *R, Depth Into) {
  for (; R; R = R->Super)
    collect(R->Of, true, Into);
}

// Each trait may double the classes: the most likely come first, and others
// only once those were not all.
bool Traits::blame(llvm::ArrayRef<ValueRef> Of, bool Exact) {
  static constexpr std::pair<Depth, bool> Tries[] = {{Depth::Several, false},
                                                     {Depth::Known, false},
                                                     {Depth::Several, true},
                                                     {Depth::Known, true},
                                                     {Depth::All, true}};
  size_t Before = Apart.size();
  for (auto [Into, Exactly] : Tries) {
    Seen.clear();
    for (ValueRef V : Of)
      collect(V, Exact || Exactly, Into);
    if (Apart.size() > Before)
      return true;
  }
  return false;
}

void Traits::ask(llvm::ArrayRef<ValueRef> Of, bool Exact) {
  bool IsFirst = OfCode == Apart.size() && !Exact;
  blame(Of, Exact);
  if (IsFirst)
    OfCode = Apart.size();
}

bool Traits::blamePath(const State &S) {
  for (const Step *L = S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Assume && blame(L->About, false))
      return true;
  return false;
}

bool Traits::isOfAll(Machine &M, const State &S, const Step &L) {
  bool News = blame(L.About, false);
  const Mark *Of = M.Make.trace(L);
  if (S.Marks.contains(Of))
    return !News;
  if (M.Make.watch(Of))
    Apart.push_back({Trait::In::Step, Of});
  return false;
}

// What R holds; 0 of a variable that is not set.
static ValueRef holds(Machine &M, State &S, const Region *R) {
  if (const ValueRef *V = S.Store.lookup(R))
    return *V;
  QualType T = M.Pool.typeOf(R);
  if (R->base()->Kind == RegionKind::Local || T.isNull())
    return M.Pool.number(0);
  return Evaluator(M, S).load(R, T.getUnqualifiedType());
}

unsigned Traits::classOf(Machine &M, const State &S) const {
  if (Apart.empty())
    return 0;
  llvm::FoldingSetNodeID ID;
  State Copy = S;
  auto Put = [&](const ValueRef *Held, bool Exact) {
    if (!Held)
      return ID.AddInteger(0);
    ValueRef V = M.Facts.resolve(S.Known, *Held);
    if (Exact || V->isInt() || V->isAddr())
      return ID.AddInteger(V->Id + 1);
    M.Facts.rangeOf(S.Known, V).Profile(ID);
  };
  for (const Trait &T : Apart)
    switch (T.Where) {
    case Trait::In::Memory: {
      auto *R = static_cast<const Region *>(T.At);
      ValueRef V = holds(M, Copy, R);
      Put(&V, T.Exact);
      break;
    }
    case Trait::In::Below:
      Put(S.Defaults.lookup(static_cast<const Region *>(T.At)), T.Exact);
      break;
    case Trait::In::Value:
      for (auto &[Key, V] : S.Env)
        if (Key.first == T.At)
          Put(&V, T.Exact);
      ID.AddInteger(0);
      break;
    case Trait::In::Result:
      Put(S.Result ? &S.Result : nullptr, T.Exact);
      break;
    case Trait::In::Step: // states that are joined bear the same marks
      break;
    case Trait::In::Fact: {
      auto V = static_cast<ValueRef>(T.At);
      Put(S.Known.Same.lookup(V), true);
      if (const Range *Of = S.Known.Ranges.lookup(V))
        Of->Profile(ID);
      ID.AddInteger(0);
      break;
    }
    }
  return ID.ComputeHash();
}

} // namespace epf
