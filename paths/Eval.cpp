//===- Eval.cpp - Values of expressions -----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Eval.h"
#include "clang/AST/StmtVisitor.h"

using namespace clang;

namespace epf {

ValueRef Evaluator::fresh(const Expr *E) {
  return M.Pool.freshOf(E, M.instance(S));
}

ValueRef Evaluator::kept(const Expr *E) {
  const ValueRef *V = S.Env.lookup({E, S.Top});
  return V ? M.Facts.resolve(S.Known, *V) : nullptr;
}

void Evaluator::keep(const Expr *E, ValueRef V) {
  S.Env = M.Make.Env.add(S.Env, {E, S.Top}, V);
}

ValueRef Evaluator::truthOf(ValueRef V) {
  QualType Int = M.Ctx.IntTy;
  return M.Pool.op(OpKind::Not, M.Pool.op(OpKind::Not, V, nullptr, Int),
                   nullptr, Int);
}

ValueRef Evaluator::value(const Expr *E) {
  E = E->IgnoreParens();
  if (S.Top->Of->isElement(E))
    if (ValueRef V = kept(E))
      return V;
  return M.Facts.resolve(S.Known, valueOf(E));
}

ValueRef Evaluator::valueOf(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass: {
    const llvm::APInt &N = llvm::cast<IntegerLiteral>(E)->getValue();
    return M.Pool.number(E->getType()->isSignedIntegerType()
                             ? N.getSExtValue()
                             : int64_t(N.getZExtValue()));
  }
  case Stmt::CharacterLiteralClass:
    return M.Pool.number(llvm::cast<CharacterLiteral>(E)->getValue());
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::GNUNullExprClass:
    return M.Pool.number(0);
  case Stmt::ConstantExprClass:
    return value(llvm::cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::GenericSelectionExprClass:
    return value(llvm::cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::ChooseExprClass:
    return value(llvm::cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::OpaqueValueExprClass:
    if (const Expr *Source = llvm::cast<OpaqueValueExpr>(E)->getSourceExpr())
      return value(Source);
    return fresh(E);
  case Stmt::ImplicitCastExprClass:
  case Stmt::CStyleCastExprClass:
    return cast(llvm::cast<CastExpr>(E));
  case Stmt::UnaryOperatorClass:
    return unary(llvm::cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(llvm::cast<BinaryOperator>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return choice(llvm::cast<AbstractConditionalOperator>(E));
  case Stmt::StmtExprClass:
    return statement(llvm::cast<StmtExpr>(E));
  case Stmt::DeclRefExprClass:
    if (const auto *C =
            dyn_cast<EnumConstantDecl>(llvm::cast<DeclRefExpr>(E)->getDecl()))
      return M.Pool.number(C->getInitVal().getExtValue());
    break;
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::OffsetOfExprClass: {
    Expr::EvalResult Known;
    if (!E->isValueDependent() && E->EvaluateAsInt(Known, M.Ctx))
      return M.Pool.number(Known.Val.getInt().getExtValue());
    return fresh(E);
  }
  default:
    break;
  }
  if (!E->isLValue())
    return fresh(E);
  const Region *R = region(E);
  return load(R, E->getType(), E);
}

ValueRef Evaluator::cast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    return load(region(Sub), E->getType(), Sub);
  case CK_ArrayToPointerDecay:
    return M.Pool.address(M.Pool.element(region(Sub), M.Pool.number(0)));
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens()))
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        return M.Pool.address(M.Pool.function(F));
    return value(Sub);
  case CK_NullToPointer:
    return M.Pool.number(0);
  case CK_IntegralToBoolean:
  case CK_PointerToBoolean:
    return truthOf(value(Sub));
  case CK_IntegralCast: {
    ValueRef V = value(Sub);
    return V->isInt() ? M.Pool.number(truncate(V->Number, E->getType(), M.Ctx))
                      : V;
  }
  case CK_ToVoid:
    value(Sub);
    return M.Pool.number(0);
  case CK_BitCast:
  case CK_NoOp:
  case CK_IntegralToPointer:
  case CK_PointerToIntegral:
    return value(Sub);
  default:
    value(Sub);
    return fresh(E);
  }
}

ValueRef Evaluator::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf:
    return M.Pool.address(region(Sub));
  case UO_Deref:
    return load(region(E), E->getType(), E);
  case UO_LNot: {
    // What is known of it is a number to sum up: `good += !ret`.
    ValueRef V = M.Pool.op(OpKind::Not, value(Sub), nullptr, M.Ctx.IntTy);
    auto Known = V->Vague ? std::nullopt : M.Facts.truth(S.Known, V);
    return Known ? M.Pool.number(*Known) : V;
  }
  case UO_Minus:
  case UO_Not: {
    OpKind K = E->getOpcode() == UO_Minus ? OpKind::Neg : OpKind::BitNot;
    ValueRef V = M.Pool.op(K, value(Sub), nullptr, E->getType());
    return V->isInt() ? M.Pool.number(truncate(V->Number, E->getType(), M.Ctx))
                      : V;
  }
  case UO_PreInc:
  case UO_PostInc:
  case UO_PreDec:
  case UO_PostDec: {
    const Region *R = region(Sub);
    ValueRef Old = load(R, Sub->getType(), Sub);
    ValueRef One = M.Pool.number(1);
    // What is counted up in an object counts something.
    if (E->isIncrementOp() && Old->Kind == ValueKind::Init &&
        Old->Mem->field() && Sub->getType()->isIntegerType())
      if (auto Known = M.Facts.assume(
              S.Known,
              M.Pool.op(OpKind::Lt, Old, M.Pool.number(0), M.Ctx.IntTy), false))
        S.Known = *Known;
    ValueRef New =
        Sub->getType()->isPointerType()
            ? pointerStep(Old, One, Sub->getType(), E->isDecrementOp())
            : M.Pool.op(E->isDecrementOp() ? OpKind::Sub : OpKind::Add, Old,
                        One, Sub->getType());
    store(R, New);
    return E->isPostfix() ? Old : load(R, Sub->getType());
  }
  default:
    return value(Sub);
  }
}

ValueRef Evaluator::pointerStep(ValueRef P, ValueRef N, QualType PointerType,
                                bool Backwards) {
  if (Backwards)
    N = M.Pool.op(OpKind::Sub, M.Pool.number(0), N, M.Ctx.LongTy);
  QualType Pointee = PointerType->getPointeeType();
  if (!Pointee.isNull())
    return M.Pool.moveElements(P, N, Pointee);
  return M.Pool.op(OpKind::Add, P, N, PointerType);
}

// P as a place in an array: where that begins, and the index.
static std::pair<const Region *, ValueRef> placeOf(ValuePool &Pool,
                                                   ValueRef P) {
  const Region *R = Pool.pointee(P);
  if (R->Kind == RegionKind::Element)
    return {R->Super, R->Of};
  return {R, Pool.number(0)};
}

ValueRef Evaluator::compare(BinaryOperatorKind Op, ValueRef L, ValueRef R,
                            QualType Operands) {
  QualType Int = M.Ctx.IntTy;
  // Pointers into one array compare as their indices do.
  if (Operands->isPointerType() && (L->isAddr() || R->isAddr()) &&
      !L->isInt() && !R->isInt()) {
    auto [LBase, LIndex] = placeOf(M.Pool, L);
    auto [RBase, RIndex] = placeOf(M.Pool, R);
    if (LBase == RBase)
      return compare(Op, LIndex, RIndex, M.Ctx.LongTy);
  }
  auto Less = [&](ValueRef A, ValueRef B) -> ValueRef {
    bool Unsigned = isUnsigned(Operands) || Operands->isPointerType();
    if (Unsigned && B->isInt(0) && !Operands->isPointerType())
      return M.Pool.number(0);
    // Above all error codes seen as unsigned: A is no error code.
    if (Unsigned && B->isInt() && B->Number < 0 && !A->isInt())
      return M.Pool.op(OpKind::Not,
                       M.Pool.op(OpKind::Lt, A, M.Pool.number(0), Int), nullptr,
                       Int);
    // Nothing is above the greatest number; of others so large, who knows.
    if (Unsigned && A->isInt() && A->Number < 0 && !B->isInt())
      return A->Number == -1
                 ? M.Pool.number(0)
                 : M.Pool.op(OpKind::Lt,
                             M.Pool.op(OpKind::BitNot, B, nullptr, Operands),
                             M.Pool.number(0), Int);
    if (Unsigned && A->isInt() && B->isInt())
      return M.Pool.number(uint64_t(A->Number) < uint64_t(B->Number));
    return M.Pool.op(OpKind::Lt, A, B, Int);
  };
  auto Not = [&](ValueRef V) {
    return M.Pool.op(OpKind::Not, V, nullptr, Int);
  };
  switch (Op) {
  case BO_EQ:
    return M.Pool.op(OpKind::Eq, L, R, Int);
  case BO_NE:
    return Not(M.Pool.op(OpKind::Eq, L, R, Int));
  case BO_LT:
    return Less(L, R);
  case BO_GT:
    return Less(R, L);
  case BO_LE:
    return Not(Less(R, L));
  default:
    return Not(Less(L, R));
  }
}

ValueRef Evaluator::arithmetic(BinaryOperatorKind Op, ValueRef L, ValueRef R,
                               const Expr *LE, QualType Type) {
  static const llvm::DenseMap<int, OpKind> Kinds = {
      {BO_Add, OpKind::Add}, {BO_Sub, OpKind::Sub}, {BO_Mul, OpKind::Mul},
      {BO_Div, OpKind::Div}, {BO_Rem, OpKind::Rem}, {BO_Shl, OpKind::Shl},
      {BO_Shr, OpKind::Shr}, {BO_And, OpKind::And}, {BO_Or, OpKind::Or},
      {BO_Xor, OpKind::Xor}};
  auto Kind = Kinds.find(Op);
  if (Kind == Kinds.end())
    return fresh(LE);
  ValueRef V = M.Pool.op(Kind->second, L, R, Type.getUnqualifiedType());
  return V->isInt() ? M.Pool.number(truncate(V->Number, Type, M.Ctx)) : V;
}

ValueRef Evaluator::binary(const BinaryOperator *E) {
  const Expr *LHS = E->getLHS(), *RHS = E->getRHS();
  BinaryOperatorKind Op = E->getOpcode();
  if (E->isLogicalOp())
    return logical(E);
  if (Op == BO_Comma) {
    value(LHS);
    return value(RHS);
  }
  if (Op == BO_Assign) {
    ValueRef V = value(RHS);
    const Region *R = region(LHS);
    store(R, V);
    return V->isOp(OpKind::Copy) ? V : load(R, LHS->getType());
  }
  if (E->isCompoundAssignmentOp()) {
    ValueRef V = value(RHS);
    const Region *R = region(LHS);
    ValueRef Old = load(R, LHS->getType(), LHS);
    Op = BinaryOperator::getOpForCompoundAssignment(Op);
    store(R, LHS->getType()->isPointerType()
                 ? pointerStep(Old, V, LHS->getType(), Op == BO_Sub)
                 : arithmetic(Op, Old, V, E, LHS->getType()));
    return load(R, LHS->getType());
  }
  ValueRef L = value(LHS), R = value(RHS);
  if (E->isComparisonOp())
    return compare(Op, L, R, LHS->getType());
  if (Op == BO_Add || Op == BO_Sub) {
    bool PL = LHS->getType()->isPointerType();
    bool PR = RHS->getType()->isPointerType();
    if (PL && PR) {
      auto [LBase, LIndex] = placeOf(M.Pool, L);
      auto [RBase, RIndex] = placeOf(M.Pool, R);
      if (LBase == RBase)
        return M.Pool.op(OpKind::Sub, LIndex, RIndex, E->getType());
      return M.Pool.op(OpKind::Sub, L, R, E->getType());
    }
    if (PL)
      return pointerStep(L, R, LHS->getType(), Op == BO_Sub);
    if (PR)
      return pointerStep(R, L, RHS->getType(), false);
  }
  return arithmetic(Op, L, R, E, E->getType());
}

// What the branches taken say of E without its right side: set by the edge
// that skipped that side.
ValueRef Evaluator::shortCircuit(const Expr *E, bool &Known) {
  E = E->IgnoreParens();
  Known = false;
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || !B->isLogicalOp())
    return nullptr;
  if (ValueRef V = kept(B)) {
    Known = true;
    return V;
  }
  bool Inner = false;
  ValueRef L = shortCircuit(B->getLHS(), Inner);
  bool IsAnd = B->getOpcode() == BO_LAnd;
  if (Inner && L->isInt() && (L->Number != 0) != IsAnd) {
    Known = true;
    return L;
  }
  return nullptr;
}

ValueRef Evaluator::logical(const BinaryOperator *E) {
  bool Known;
  if (ValueRef V = shortCircuit(E, Known); Known)
    return V;
  return truthOf(value(E->getRHS()));
}

// Only the side that was taken has a value by now.
ValueRef Evaluator::choice(const AbstractConditionalOperator *E) {
  // Neither, where paths went round it.
  if (ValueRef V = kept(E))
    return V;
  const Expr *True = E->getTrueExpr()->IgnoreParens();
  const Expr *False = E->getFalseExpr()->IgnoreParens();
  ValueRef WhenTrue = kept(True), WhenFalse = kept(False);
  if (!WhenTrue != !WhenFalse)
    return WhenTrue ? WhenTrue : WhenFalse;
  auto Known = M.Facts.truth(S.Known, value(E->getCond()));
  if (!Known)
    return fresh(E);
  return value(*Known ? True : False);
}

ValueRef Evaluator::statement(const StmtExpr *E) {
  const CompoundStmt *Block = E->getSubStmt();
  if (!Block->body_empty())
    if (const auto *Last = dyn_cast<Expr>(Block->body_back()))
      return value(Last);
  return fresh(E);
}

} // namespace epf
