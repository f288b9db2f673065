//===- Answer.cpp - What the code takes a call's answer for ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Answer.h"
#include "matchers/Calls.h"
#include "rules/Syntax.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

// Whether L says that the call gave an error: a number below 0, an error
// pointer, or no memory.
static bool isError(const Step &L, const CallExpr &Call) {
  ValueRef V = L.About;
  while (V->isOp(OpKind::Not))
    V = V->Args[0];
  if (L.Kind == StepKind::Fail || V->isOp(OpKind::Lt))
    return true;
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return false;
  if (callModel(*F))
    return true;
  Helper Kind = helperOf(*F);
  return Kind == Helper::Zeroed || Kind == Helper::Allocated ||
         Kind == Helper::AllocatedArray;
}

namespace {
/// The if that a condition decides, and which of its ways is taken.
struct Decision {
  const IfStmt *If = nullptr;
  bool Then = false;

  const Stmt *taken() const { return Then ? If->getThen() : If->getElse(); }
  const Stmt *other() const { return Then ? If->getElse() : If->getThen(); }
};
} // namespace

static Decision decisionOf(const Syntax &In, const Step &L) {
  Decision D;
  D.Then = L.True;
  const Stmt *Part = L.Where;
  for (const Stmt *Up = In.parent(Part); Up; Part = Up, Up = In.parent(Up)) {
    if (const auto *If = dyn_cast<IfStmt>(Up)) {
      D.If = Part == If->getCond() ? If : nullptr;
      return D;
    }
    if (!isa<Expr>(Up))
      return D;
    if (const auto *Op = dyn_cast<UnaryOperator>(Up);
        Op && Op->getOpcode() == UO_LNot)
      D.Then = !D.Then;
  }
  return D;
}

// The return, goto or break that ends a branch of an if, or null.
static const Stmt *exitOf(const Stmt *Branch) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = Block->body_empty() ? nullptr : Block->body_back();
  return isa_and_nonnull<ReturnStmt, GotoStmt, BreakStmt>(Branch) ? Branch
                                                                  : nullptr;
}

// Whether a function that is left by Exit says that it failed.
static bool leavesWithError(const Syntax &In, const Stmt *Exit) {
  const auto *Return = dyn_cast_or_null<ReturnStmt>(Exit);
  if (!Return || !Return->getRetValue())
    return Exit;
  QualType Type = In.function().getReturnType();
  Expr::EvalResult Known;
  if (Type->isPointerType() || !Return->getRetValue()->EvaluateAsInt(
                                   Known, In.function().getASTContext()))
    return true;
  return Type->isBooleanType() ? Known.Val.getInt().isZero()
                               : Known.Val.getInt().isNegative();
}

Answer answerOf(const Step &L) {
  const CallExpr *Call = failedCall(L);
  if (isError(L, *Call))
    return Answer::Failure;
  Syntax In(L.In->Of->function());
  Decision D = decisionOf(In, L);
  // What is kept in a variable first is an error code in most drivers.
  bool Direct = In.isWithin(Call, L.Where);
  if (!D.If)
    return Direct ? Answer::Open : Answer::Failure;
  const Stmt *Exit = exitOf(D.taken());
  bool Plain = isa_and_nonnull<ReturnStmt>(Exit) &&
               In.function().getReturnType()->isVoidType();
  if (leavesWithError(In, Exit) && !(Direct && Plain))
    return Answer::Failure;
  if (Direct && leavesWithError(In, exitOf(D.other())))
    return Answer::Wanted;
  return Direct || Exit ? Answer::Open : Answer::Failure;
}

} // namespace epf
