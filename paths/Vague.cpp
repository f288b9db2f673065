//===- Vague.cpp - One of several values, or places -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a joined value may be is remembered, as long as that is little. A load
// from one of several places gives one of what they hold; a store to one of
// several may have gone to each.
//
//===----------------------------------------------------------------------===//

#include "paths/Eval.h"

using namespace clang;

namespace epf {

static constexpr unsigned MostParts = 12;

void Machine::addPart(ValueRef Joined, ValueRef V) {
  auto [It, New] = Parts.try_emplace(Joined);
  auto &All = It->second;
  if (!New && All.empty())
    return;
  llvm::SmallVector<ValueRef, 4> Add;
  if (auto Each = parts(V))
    Add = *Each;
  auto &To = Parts[Joined];
  for (ValueRef P : Add)
    if (!llvm::is_contained(To, P)) {
      To.push_back(P);
      ++NumParts;
    }
  if (Add.empty() || To.size() > MostParts) {
    To.clear();
    ++NumParts;
  }
}

ValueRef Machine::oneOf(State &S, llvm::ArrayRef<ValueRef> Each,
                        const void *Place, const void *Point, QualType Type) {
  if (llvm::all_equal(Each))
    return Each[0];
  bool Results = llvm::all_of(Each, [](ValueRef V) {
    return V->isResult() || (V->isInt() && V->Number <= 0);
  });
  ValueRef J = Pool.joined(Place, Point, Results, Type);
  Range Of = Facts.rangeOf(S.Known, Each[0]);
  for (ValueRef V : Each) {
    addPart(J, V);
    Apart.follows(J, V);
    Of = Range::hull(Of, Facts.rangeOf(S.Known, V));
  }
  S.Known = Facts.know(S.Known, J, Of);
  return J;
}

std::optional<llvm::SmallVector<ValueRef, 4>> Machine::parts(ValueRef V) {
  llvm::SmallVector<ValueRef, 4> All;
  auto Add = [&](ValueRef P) {
    if (!llvm::is_contained(All, P))
      All.push_back(P);
  };
  if (!V->Vague)
    return llvm::SmallVector<ValueRef, 4>{V};
  if (V->isJoined()) {
    auto It = Parts.find(V);
    if (It == Parts.end() || It->second.empty())
      return std::nullopt;
    return It->second;
  }
  if (V->isAddr()) {
    auto Places = parts(V->Mem);
    if (!Places)
      return std::nullopt;
    for (const Region *R : *Places)
      Add(Pool.address(R));
    return All;
  }
  if (V->Kind != ValueKind::Op || V->Op == OpKind::Copy)
    return std::nullopt;
  auto Left = parts(V->Args[0]);
  auto Right =
      V->Args[1] ? parts(V->Args[1]) : llvm::SmallVector<ValueRef, 4>{nullptr};
  if (!Left || !Right || Left->size() * Right->size() > MostParts)
    return std::nullopt;
  for (ValueRef L : *Left)
    for (ValueRef R : *Right)
      Add(V->Op == OpKind::Pure
              ? Pool.pure(static_cast<const FunctionDecl *>(V->Origin), L, R,
                          V->Type)
              : Pool.op(V->Op, L, R, V->Type));
  return All;
}

std::optional<llvm::SmallVector<const Region *, 4>>
Machine::parts(const Region *R) {
  llvm::SmallVector<const Region *, 4> All;
  if (!R->Vague)
    return llvm::SmallVector<const Region *, 4>{R};
  if (R->Kind == RegionKind::Pointee) {
    auto Each = parts(R->Of);
    if (!Each)
      return std::nullopt;
    // No memory is where NULL or an error leads.
    for (ValueRef P : *Each)
      if (!P->isInt())
        All.push_back(Pool.pointee(P));
  } else {
    auto Outer = parts(R->Super);
    auto Index = R->Kind == RegionKind::Element
                     ? parts(R->Of)
                     : llvm::SmallVector<ValueRef, 4>{nullptr};
    if (!Outer || !Index || Outer->size() * Index->size() > MostParts)
      return std::nullopt;
    for (const Region *O : *Outer)
      for (ValueRef I : *Index)
        All.push_back(I ? Pool.element(O, I)
                        : Pool.field(O, llvm::cast<FieldDecl>(R->Decl)));
  }
  if (All.empty())
    return std::nullopt;
  return All;
}

ValueRef Evaluator::loadVague(const Region *R, QualType T, const Expr *At) {
  Mark Here, Place;
  Here.Kind = S.Block;
  Here.What = M.instance(S);
  Here.Site = At;
  Place.Kind = M.Make.mark(Here);
  Place.What = reinterpret_cast<const void *>(uintptr_t(S.Index));
  Place.About = R;
  const void *Name = M.Make.mark(Place);
  T = T.getUnqualifiedType();
  auto Places = M.parts(R);
  llvm::SmallVector<ValueRef, 4> Each;
  if (Places)
    for (const Region *P : *Places)
      Each.push_back(load(P, T));
  ValueRef V = Places ? M.oneOf(S, Each, Name, &M, T)
                      : M.Pool.joined(Name, &M, false, T);
  M.Apart.follows(V, M.Pool.address(R));
  return V;
}

void Evaluator::storeVague(const Region *R, ValueRef V) {
  auto Places = M.parts(R);
  if (!Places)
    return spoil(R);
  for (const Region *P : *Places) {
    Mark Name;
    Name.Kind = M.instance(S);
    Name.What = S.Block;
    Name.Site = reinterpret_cast<const Stmt *>(uintptr_t(S.Index));
    Name.About = P;
    QualType T = M.Pool.typeOf(P);
    if (!T.isNull())
      T = T.getUnqualifiedType();
    ValueRef Old = load(P, T);
    if (Places->size() > 1) {
      ValueRef Either = M.oneOf(S, {Old, V}, M.Make.mark(Name), &M, T);
      M.Apart.follows(Either, M.Pool.address(R));
      store(P, Either);
    } else {
      store(P, V);
    }
  }
}

// Nobody knows where something is written to: what it may be is forgotten.
void Evaluator::spoil(const Region *R) {
  // An element of an array that is known.
  for (const Region *Outer = R; Outer; Outer = Outer->Super)
    if (!Outer->Vague)
      return forget(Outer, nullptr);
  QualType T = M.Pool.typeOf(R);
  if (const FieldDecl *F = R->field())
    return forgetDecl(F);
  if (const RecordDecl *Of = T.isNull() ? nullptr : T->getAsRecordDecl()) {
    for (const FieldDecl *F : Of->fields())
      forgetDecl(F);
    return;
  }
  for (const Decl *D : M.Addressed(T))
    forgetDecl(D);
  auto Before = S.Store;
  for (auto &[Known, V] : Before)
    if (!Known->field() && Known->base()->Kind != RegionKind::Global)
      if (QualType Of = M.Pool.typeOf(Known);
          Of.isNull() || T.isNull() ||
          (Of->isScalarType() &&
           M.Ctx.getTypeSize(Of) == M.Ctx.getTypeSize(T))) {
        Mark Name;
        Name.Kind = M.instance(S);
        Name.What = S.Block;
        Name.Site = reinterpret_cast<const Stmt *>(uintptr_t(S.Index));
        Name.About = Known;
        ValueRef V = M.Pool.joined(M.Make.mark(Name), &M, false, Of);
        M.Apart.follows(V, M.Pool.address(R));
        S.Store = M.Make.Store.add(S.Store, Known, V);
      }
}

} // namespace epf
