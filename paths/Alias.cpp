//===- Alias.cpp - Whether two values are the same ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A release is matched with what is held by comparing values. The answer No
// must be certain, since it makes a finding; Maybe makes none.
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "paths/Facts.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace epf {

// Whether an Outer object may begin with an Inner one, so that pointers to
// both can be equal.
static bool beginsWith(ASTContext &Ctx, const RecordDecl *Outer,
                       const RecordDecl *Inner) {
  Outer = Outer->getDefinition();
  while (Outer) {
    if (Outer->getCanonicalDecl() == Inner->getCanonicalDecl())
      return true;
    if (Outer->field_empty())
      return false;
    QualType First = Outer->field_begin()->getType();
    const auto *RT = Ctx.getBaseElementType(First)->getAs<RecordType>();
    Outer = RT ? RT->getDecl()->getDefinition() : nullptr;
  }
  return false;
}

bool mayBeginAlike(ASTContext &Ctx, const RecordDecl *A, const RecordDecl *B) {
  return !A->getDefinition() || !B->getDefinition() || beginsWith(Ctx, A, B) ||
         beginsWith(Ctx, B, A);
}

static const RecordDecl *pointeeRecord(ValuePool &Pool, ValueRef V) {
  QualType T;
  if (V->isAddr())
    T = Pool.typeOf(V->Mem);
  else if (!V->Type.isNull() && !V->isOp(OpKind::Add))
    T = V->Type->getPointeeType();
  if (T.isNull())
    return nullptr;
  const auto *RT = T->getAs<RecordType>();
  return RT ? RT->getDecl()->getDefinition() : nullptr;
}

static bool typesExclude(ValuePool &Pool, ValueRef A, ValueRef B) {
  const RecordDecl *RA = pointeeRecord(Pool, A), *RB = pointeeRecord(Pool, B);
  return RA && RB && !mayBeginAlike(Pool.context(), RA, RB);
}

static bool samePlace(const Facts &F, Solver &S, const Region *A,
                      const Region *B) {
  for (; A != B; A = A->Super, B = B->Super) {
    if (!A || !B || A->Kind != B->Kind || A->Decl != B->Decl ||
        A->Owner != B->Owner || A->Origin != B->Origin)
      return false;
    if (A->Of != B->Of &&
        (!A->Of || !B->Of || S.alias(F, A->Of, B->Of) != Alias::Yes))
      return false;
  }
  return true;
}

// Two regions with the same fields on the way that differ in an index only.
static bool differInIndex(ValuePool &Pool, const Facts &F, Solver &S,
                          const Region *A, const Region *B) {
  bool Differs = false;
  auto IndexOf = [](const Region *R) {
    return R->Kind == RegionKind::Element ? R->Of : nullptr;
  };
  while (A && B) {
    if (A == B)
      return Differs;
    ValueRef IA = IndexOf(A), IB = IndexOf(B);
    if (IA || IB) {
      // Element 0 of memory that is no array is that memory itself.
      ValueRef Zero = Pool.number(0);
      Alias Same = S.alias(F, IA ? IA : Zero, IB ? IB : Zero);
      if (Same == Alias::Maybe)
        return false;
      Differs |= Same != Alias::Yes;
      A = IA ? A->Super : A;
      B = IB ? B->Super : B;
      continue;
    }
    if (A->Kind == RegionKind::Pointee && B->Kind == RegionKind::Pointee &&
        S.alias(F, A->Of, B->Of) == Alias::Sibling)
      return true;
    if (A->Kind != B->Kind || A->Decl != B->Decl || A->Of != B->Of ||
        A->Kind != RegionKind::Field)
      return false;
    A = A->Super;
    B = B->Super;
  }
  return false;
}

static bool isOwnObject(const Region *R) {
  return R->Kind == RegionKind::Local || R->Kind == RegionKind::Global ||
         R->Kind == RegionKind::Function;
}

// Whether V is memory that a call has allocated, or NULL.
static bool isNew(ValueRef V) {
  const FunctionDecl *F = V->call() ? V->call()->getDirectCallee() : nullptr;
  Helper Kind = F ? helperOf(*F) : Helper::None;
  return Kind == Helper::Zeroed || Kind == Helper::Allocated ||
         Kind == Helper::AllocatedArray;
}

Alias Solver::aliasAddr(const Facts &F, ValueRef A, ValueRef B) {
  if (A == B)
    return Alias::Yes;
  if (A->isAddr() && B->isAddr()) {
    const Region *BaseA = A->Mem->base(), *BaseB = B->Mem->base();
    if (BaseA == BaseB) {
      auto OA = Pool.offset(A->Mem), OB = Pool.offset(B->Mem);
      if (OA && OB)
        return *OA == *OB ? Alias::Yes : Alias::No;
      return Alias::Maybe;
    }
    if (isOwnObject(BaseA) && isOwnObject(BaseB))
      return Alias::No;
  }
  // What was there before points to no local variable.
  auto IsLocal = [](ValueRef V) {
    return V->isAddr() && V->Mem->base()->Kind == RegionKind::Local;
  };
  auto WasBefore = [](ValueRef V) {
    return V->Kind == ValueKind::Init ||
           (V->Kind == ValueKind::Fresh && !V->Instance);
  };
  if ((IsLocal(A) && WasBefore(B)) || (IsLocal(B) && WasBefore(A)))
    return Alias::No;
  // Nor does new memory lie where a variable is, or other new memory.
  auto IsVariable = [](ValueRef V) {
    return V->isAddr() && isOwnObject(V->Mem->base());
  };
  if ((IsVariable(A) && isNew(B)) || (IsVariable(B) && isNew(A)))
    return Alias::No;
  if (isNew(A) && isNew(B) &&
      !(rangeOf(F, A).contains(0) && rangeOf(F, B).contains(0)))
    return Alias::No;
  // The object itself against a part of it that does not begin it.
  if (A->isAddr() != B->isAddr()) {
    ValueRef Part = A->isAddr() ? A : B, Whole = A->isAddr() ? B : A;
    const Region *Base = Part->Mem->base();
    if (Base->Kind == RegionKind::Pointee && Base->Of == Whole) {
      auto Off = Pool.offset(Part->Mem);
      if (Off)
        return *Off == 0 ? Alias::Yes : Alias::No;
    }
  }
  return Alias::Maybe;
}

Alias Solver::alias(const Facts &F, ValueRef A, ValueRef B) {
  A = resolve(F, A);
  B = resolve(F, B);
  if (A == B)
    return Alias::Yes;
  if (A->isInt() && B->isInt())
    return Alias::No;
  ValueRef Eq = Pool.op(OpKind::Eq, A, B, Pool.context().IntTy);
  if (auto Known = truth(F, Eq))
    return *Known ? Alias::Yes : Alias::No;
  if (A->isOp(OpKind::Add) && B->isOp(OpKind::Add) && A->Args[0] == B->Args[0])
    return alias(F, A->Args[1], B->Args[1]);
  if (A->isOp(OpKind::Add) && A->Args[0] == B && A->Args[1]->isInt())
    return Alias::No;
  if (B->isOp(OpKind::Add) && B->Args[0] == A && B->Args[1]->isInt())
    return Alias::No;
  if (typesExclude(Pool, A, B))
    return Alias::No;
  if (A->isOp(OpKind::Pure) && B->isOp(OpKind::Pure) &&
      A->Origin == B->Origin) {
    for (int I = 0; I < 2; ++I)
      if (A->Args[I] && B->Args[I]) {
        Alias Arg = alias(F, A->Args[I], B->Args[I]);
        if (Arg == Alias::No || Arg == Alias::Sibling)
          return Alias::Sibling;
      }
    return Alias::Maybe;
  }
  // The same place, spelled with an index that is known to be the same.
  if (A->Kind == B->Kind && !A->isAddr() && A->Mem && B->Mem &&
      A->Number == B->Number && A->Instance == B->Instance &&
      samePlace(F, *this, A->Mem, B->Mem))
    return Alias::Yes;
  // Where there may be different things, of elements that are not the same one.
  if (A->Mem && B->Mem && A->Kind == B->Kind && A->Instance == B->Instance &&
      differInIndex(Pool, F, *this, A->Mem, B->Mem))
    return Alias::Sibling;
  return Alias::Maybe;
}

} // namespace epf
