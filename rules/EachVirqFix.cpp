//===- EachVirqFix.cpp - Requests for doorbells that have none ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EachVirqFix.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

static const CallModel *modelOf(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F ? callModel(*F) : nullptr;
}

static bool isZero(const SourceView &View, const Expr *E) {
  Expr::EvalResult Number;
  return E->EvaluateAsInt(Number, View.context()) && Number.Val.getInt() == 0;
}

// The array of doorbells in `db->virq` or `db[0].virq`, or "".
static std::string arrayOfFirst(const SourceView &View, const Doorbell &Bell,
                                const Expr *E) {
  const auto *Mem = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  const auto *Field = Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
  if (!Field || !Bell.owns(Field))
    return "";
  const Expr *Base = Mem->getBase()->IgnoreParenImpCasts();
  if (Mem->isArrow())
    return View.wholeText(Base);
  const auto *Sub = dyn_cast<ArraySubscriptExpr>(Base);
  return Sub && isZero(View, Sub->getIdx())
             ? View.wholeText(Sub->getBase()->IgnoreParenImpCasts())
             : "";
}

// Writes those parts of S that are of the first doorbell as of number I.
static void countBy(const SourceView &View, const Doorbell &Bell,
                    const Syntax &In, const Stmt *S, const std::string &I,
                    Patch &P) {
  for (const MemberExpr *Mem : In.within<MemberExpr>(S))
    if (std::string Array = arrayOfFirst(View, Bell, Mem); !Array.empty())
      P.replace(Mem, Array + "[" + I + "]." +
                         Mem->getMemberDecl()->getNameAsString());
}

std::optional<Fix> requestEach(const SourceView &View, const Doorbell &Bell,
                               const FunctionDecl &Taker, const Expr *Count) {
  Syntax In(Taker);
  const CallExpr *Request = nullptr;
  std::vector<const CallExpr *> Frees;
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const CallModel *M = modelOf(Call);
    const Expr *Key = M && M->isIrq() ? argument(Call, M->Key) : nullptr;
    if (!Key || arrayOfFirst(View, Bell, Key).empty())
      continue;
    if (In.loop(Call) || (M->Acquires && Request))
      return std::nullopt;
    if (M->Acquires)
      Request = Call;
    else
      Frees.push_back(Call);
  }
  if (!Request || Frees.size() != 1 || !Count)
    return std::nullopt;
  const auto *Set = dyn_cast<BinaryOperator>(In.statement(Request));
  const auto *Check = Set ? dyn_cast_or_null<IfStmt>(In.next(Set)) : nullptr;
  const auto *Out = Check && !Check->getElse()
                        ? dyn_cast<GotoStmt>(Check->getThen())
                        : nullptr;
  const auto *Label = dyn_cast_or_null<LabelStmt>(In.parent(Frees[0]));
  if (!Out || !Label || !View.isBefore(Check, Label))
    return std::nullopt;
  std::string I = unusedName(Taker, "req");
  Patch P(View, "request all", Applicability::Review);
  P.declare(Taker, {"unsigned int " + I + ";"});
  P.wrap(Set, Check,
         "for (" + I + " = 0; " + I + " < " + View.wholeText(Count) + "; " + I +
             "++)");
  countBy(View, Bell, In, Set, I, P);
  P.replace(Out, std::string("goto ") + Label->getName());
  P.head(Frees[0], "while (" + I + "--)");
  countBy(View, Bell, In, Frees[0], I, P);
  return P.take();
}

std::optional<Fix> exceptFirst(const SourceView &View, const Doorbell &Bell) {
  for (const FunctionDecl *F : View.functions()) {
    const auto *Block = dyn_cast<CompoundStmt>(F->getBody());
    const auto *Return = Block && Block->size() == 1
                             ? dyn_cast<ReturnStmt>(Block->body_front())
                             : nullptr;
    const auto *Equal = Return && Return->getRetValue()
                            ? dyn_cast<BinaryOperator>(
                                  Return->getRetValue()->IgnoreParenImpCasts())
                            : nullptr;
    if (!Equal || Equal->getOpcode() != BO_EQ)
      continue;
    const auto *Mine =
        dyn_cast<MemberExpr>(Equal->getLHS()->IgnoreParenImpCasts());
    const VarDecl *I = Mine ? indexOf(Mine) : nullptr;
    if (!I || Mine->getMemberDecl() != Bell.Virq ||
        arrayOfFirst(View, Bell, Equal->getRHS()).empty())
      continue;
    Patch P(View, "request the first doorbell as well", Applicability::Review);
    P.replace(Equal, I->getNameAsString() + " && " + View.wholeText(Equal));
    return P.take();
  }
  return std::nullopt;
}

std::optional<Fix> requestIfOther(const SourceView &View,
                                  const FunctionDecl &Taker,
                                  const CallExpr *Again,
                                  const CallExpr *First) {
  Syntax In(Taker);
  const auto *Set = dyn_cast<BinaryOperator>(In.statement(Again));
  const auto *Check = Set ? dyn_cast_or_null<IfStmt>(In.next(Set)) : nullptr;
  if (In.loop(Again) || !In.parent(First) || !Check ||
      !View.isBefore(First, Again))
    return std::nullopt;
  const Expr *Key = argument(Again, modelOf(Again)->Key);
  const Expr *Other = argument(First, modelOf(First)->Key);
  if (!isSteady(Key) || !isSteady(Other))
    return std::nullopt;
  std::string Differs = View.wholeText(Key) + " != " + View.wholeText(Other);
  Patch P(View, "request it only if it is another virq", Applicability::Review);
  P.wrap(Set, Check, "if (" + Differs + ")");
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const CallModel *M = modelOf(Call);
    if (M && M->isIrq() && !M->Acquires && !In.isWithin(Call, Check) &&
        In.statement(Call) == Call && !In.loop(Call) &&
        View.folded(argument(Call, M->Key)) == View.folded(Key))
      P.guard(In, Call, Differs);
  }
  return P.take();
}

} // namespace epf
