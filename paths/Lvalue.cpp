//===- Lvalue.cpp - The memory that expressions stand for -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Eval.h"

using namespace clang;

namespace epf {

const Region *Evaluator::region(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      return M.Pool.function(F);
    const auto *V = dyn_cast<VarDecl>(D);
    return V && V->hasLocalStorage() ? M.Pool.local(V, S.Top)
                                     : M.Pool.global(D);
  }
  if (const auto *Mem = dyn_cast<MemberExpr>(E)) {
    const Region *Base = Mem->isArrow() ? M.Pool.pointee(value(Mem->getBase()))
                                        : region(Mem->getBase());
    if (const auto *F = dyn_cast<FieldDecl>(Mem->getMemberDecl()))
      return M.Pool.field(Base, F);
    return Base;
  }
  if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Array = Sub->getBase();
    ValueRef Index = value(Sub->getIdx());
    if (const auto *Decay = dyn_cast<ImplicitCastExpr>(Array->IgnoreParens());
        Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      return M.Pool.element(region(Decay->getSubExpr()), Index);
    return M.Pool.element(M.Pool.pointee(value(Array)), Index);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return M.Pool.pointee(value(U->getSubExpr()));
    if (U->getOpcode() == UO_Extension)
      return region(U->getSubExpr());
  }
  // Equal strings are one: a line looked up by name twice is the same.
  if (const auto *Text = dyn_cast<StringLiteral>(E); Text && Text->isOrdinary())
    return M.Pool.constant(&M.Ctx.Idents.get(Text->getString()));
  if (const auto *Lit = dyn_cast<CompoundLiteralExpr>(E)) {
    const Region *R = M.Pool.constant(Lit);
    initialize(R, Lit->getInitializer());
    return R;
  }
  if (const auto *C = dyn_cast<ChooseExpr>(E))
    return region(C->getChosenSubExpr());
  if (const auto *G = dyn_cast<GenericSelectionExpr>(E))
    return region(G->getResultExpr());
  if (const auto *C = dyn_cast<CastExpr>(E); C && C->getSubExpr()->isLValue())
    return region(C->getSubExpr());
  // Members of structs that are no lvalue: f().x, (*p = s).x
  if (!E->isLValue() && E->getType()->isRecordType())
    if (ValueRef V = value(E); V->isOp(OpKind::Copy))
      return M.Pool.pointee(V->Args[0]);
  return M.Pool.constant(E);
}

void Evaluator::initialize(const Region *R, const Expr *Init) {
  const auto *List = dyn_cast<InitListExpr>(Init->IgnoreParens());
  if (!List) {
    ValueRef V = Init->getType()->isArrayType() ? nullptr : value(Init);
    if (V)
      store(R, V);
    return;
  }
  if (List->getSemanticForm())
    List = List->getSemanticForm();
  QualType T = List->getType();
  if (T->isScalarType()) {
    store(R, List->getNumInits() ? value(List->getInit(0)) : M.Pool.number(0));
    return;
  }
  zero(R);
  if (const auto *RT = T->getAs<RecordType>()) {
    if (RT->isUnionType()) {
      if (const FieldDecl *F = List->getInitializedFieldInUnion();
          F && List->getNumInits())
        initialize(M.Pool.field(R, F), List->getInit(0));
      return;
    }
    unsigned I = 0;
    for (const FieldDecl *F : RT->getDecl()->fields()) {
      if (F->isUnnamedBitField())
        continue;
      if (I >= List->getNumInits())
        break;
      const Expr *Part = List->getInit(I++);
      if (!isa<ImplicitValueInitExpr>(Part))
        initialize(M.Pool.field(R, F), Part);
    }
    return;
  }
  for (unsigned I = 0; I < List->getNumInits() && I < 64; ++I)
    if (!isa<ImplicitValueInitExpr>(List->getInit(I)))
      initialize(M.Pool.element(R, M.Pool.number(I)), List->getInit(I));
}

} // namespace epf
