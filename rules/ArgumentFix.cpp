//===- ArgumentFix.cpp - Repairs that change what a call is given ---------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ArgumentFix.h"
#include "rules/DriverData.h"
#include "rules/Guards.h"
#include "rules/Rounds.h"

using namespace clang;

namespace epf {

// What each round of the request loop sets is named by the round's number, as
// the free's key Given has it. A free in another loop has a counter of its own.
static void nameRound(const SourceView &View, const Holding &Request,
                      const FunctionDecl &In, const Expr *Given,
                      Translation &T) {
  const FunctionDecl &Taker = Request.Where->Of->function();
  Syntax There(Taker);
  const VarDecl *I = indexOf(Given);
  auto R = I && &Taker == &In && There.loop(Request.Site)
               ? roundsOf(View, There, Request.Site,
                          argument(Request.Site, Request.Model->Key))
               : std::nullopt;
  if (!R)
    return;
  std::string Own = I->getNameAsString();
  if (R->Counter == I)
    T.Names.insert(R->Names.begin(), R->Names.end());
  else if (spell(View, argument(Request.Site, Request.Model->Key),
                 {{R->Counter, Own}}) == View.text(Given))
    T.Names[R->Counter] = Own;
}

std::vector<Fix> freeWithCookie(const SourceView &View, const CallExpr *Free,
                                const FunctionDecl &In,
                                const Holding &Request) {
  const FunctionDecl *Callee = Free->getDirectCallee();
  const CallModel *M = Callee ? callModel(*Callee) : nullptr;
  if (!M)
    return {};
  const Expr *Right = argument(Request.Site, Request.Model->Cookie);
  const Expr *Wrong = argument(Free, M->Cookie);
  if (!Right || !Wrong)
    return {};
  auto T = translate(View, Request.Where->Of->function(), In, {Right});
  if (!T)
    return only(keepInDriverData(View, Request, In, Wrong));
  nameRound(View, Request, In, argument(Free, M->Key), *T);
  std::string Cookie = spell(View, Right, T->Names);
  Patch P(View, "free with the dev_id of the request, '" + Cookie + "'",
          Applicability::Safe);
  P.declare(In, T->Declarations);
  P.replace(Wrong, Cookie);
  return only(P.take());
}

std::vector<Fix> requestWithCookie(const SourceView &View,
                                   const Holding &Request) {
  const Expr *Key = argument(Request.Site, Request.Model->Key);
  const Expr *Wrong = argument(Request.Site, Request.Model->Cookie);
  const FunctionDecl &F = Request.Where->Of->function();
  const VarDecl *Object = nullptr;
  for (const VarDecl *V : localsOf(Key))
    if (V->getType()->isPointerType())
      Object = V;
  for (const ParmVarDecl *P : F.parameters())
    if (!Object && P->getType()->isPointerType())
      Object = P;
  if (!Object || !Wrong)
    return {};
  // The frees of the same irq must name it as well.
  Patch P(View, "pass '" + Object->getNameAsString() + "' as the dev_id",
          Applicability::Review);
  P.replace(Wrong, Object->getNameAsString());
  Syntax In(F);
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (!M || M->Acquires || M->Cookie < 0 ||
        View.text(argument(Call, M->Key)) != View.text(Key))
      continue;
    P.replace(argument(Call, M->Cookie), Object->getNameAsString());
  }
  return only(P.take());
}

// The condition under which Site is called, and another request of the same
// irq where it does not hold. Nothing if there is none.
static std::optional<Guard> either(const Syntax &In, const CallExpr *Site) {
  for (const Stmt *Up = In.parent(Site); Up; Up = In.parent(Up)) {
    const auto *Choice = dyn_cast<ConditionalOperator>(Up);
    if (!Choice)
      continue;
    bool True = In.isWithin(Site, Choice->getTrueExpr());
    const Expr *Arm = True ? Choice->getFalseExpr() : Choice->getTrueExpr();
    const auto *Other = dyn_cast<CallExpr>(Arm->IgnoreParenImpCasts());
    const FunctionDecl *F = Other ? Other->getDirectCallee() : nullptr;
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (M && M->Acquires)
      return Guard{Choice->getCond(), True};
  }
  return std::nullopt;
}

// One of two forms was requested, and the free is that of the other: it is left
// to the condition that tells them apart.
static std::optional<Fix> freeOnlyPlain(const SourceView &View,
                                        const CallExpr *Free,
                                        const Syntax &Here,
                                        const Holding &Request) {
  Syntax There(Request.Where->Of->function());
  auto Which = either(There, Request.Site);
  if (!Which)
    return std::nullopt;
  auto T =
      translate(View, There.function(), Here.function(), {Which->Condition});
  auto Text =
      T ? spellGuards(View, {{Which->Condition, !Which->True}}, T->Names)
        : std::nullopt;
  if (!Text)
    return std::nullopt;
  Patch P(View, "leave it to the device core where that frees it",
          Applicability::Review);
  P.declare(Here.function(), T->Declarations);
  P.guard(Here, Free, *Text);
  return P.take();
}

std::vector<Fix> releaseInForm(const SourceView &View, const CallExpr *Free,
                               const FunctionDecl &In, const Holding &Request) {
  const FunctionDecl *Callee = Free->getDirectCallee();
  const CallModel *M = Callee ? callModel(*Callee) : nullptr;
  if (!M)
    return {};
  std::string Key = View.wholeText(argument(Free, M->Key));
  std::string Cookie = View.wholeText(argument(Free, M->Cookie));
  std::vector<Fix> Found;
  Syntax Here(In);
  if (Request.Model->Managed)
    if (auto Plain = freeOnlyPlain(View, Free, Here, Request))
      return only(Plain);
  if (!Request.Model->Managed) {
    Patch P(View, "free it with free_irq(), as it was requested",
            Applicability::Safe);
    P.replace(Free, "free_irq(" + Key + ", " + Cookie + ")");
    return only(P.take());
  }
  const Expr *Device = argument(Request.Site, Request.Model->Owner);
  auto T = translate(View, Request.Where->Of->function(), In, {Device});
  if (T) {
    Patch P(View, "release it with devm_free_irq(), in the same place",
            Applicability::Safe);
    P.declare(In, T->Declarations);
    P.replace(Free, "devm_free_irq(" + spell(View, Device, T->Names) + ", " +
                        Key + ", " + Cookie + ")");
    add(Found, P.take());
  }
  Patch P(View, "leave it to the device core to free", Applicability::Review);
  P.remove(Here, Free);
  add(Found, P.take());
  return Found;
}

// The doorbell that a virq is read from: the expression itself, or what the
// variable that holds it was set from.
static const MemberExpr *doorbellOf(const Expr *Key) {
  if (const auto *Mem = dyn_cast<MemberExpr>(Key))
    return Mem;
  const auto *Ref = dyn_cast<DeclRefExpr>(Key);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasInit()
             ? dyn_cast<MemberExpr>(V->getInit()->IgnoreParenImpCasts())
             : nullptr;
}

// The one irq_flags that Flags has or-ed in, or is: another doorbell's.
static const Expr *flagsOfOther(const Expr *Flags, const MemberExpr *Bell) {
  Flags = Flags->IgnoreParenImpCasts();
  if (const auto *Or = dyn_cast<BinaryOperator>(Flags);
      Or && Or->getOpcode() == BO_Or) {
    const Expr *Left = flagsOfOther(Or->getLHS(), Bell);
    return Left ? Left : flagsOfOther(Or->getRHS(), Bell);
  }
  const auto *Mem = dyn_cast<MemberExpr>(Flags);
  const auto *F = Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
  const auto *Virq = dyn_cast<FieldDecl>(Bell->getMemberDecl());
  return F && Virq && F != Virq && F->getParent() == Virq->getParent()
             ? Mem
             : nullptr;
}

std::vector<Fix> requestWithFlags(const SourceView &View,
                                  const Holding &Request) {
  const Expr *Key = argument(Request.Site, Request.Model->Key);
  const Expr *Flags = argument(Request.Site, Request.Model->Flags);
  const MemberExpr *Bell = Key ? doorbellOf(Key) : nullptr;
  if (!Bell || !Flags)
    return {};
  std::string Right = View.wholeText(Bell->getBase()->IgnoreImpCasts()) +
                      (Bell->isArrow() ? "->" : ".") + "irq_flags";
  Expr::EvalResult Number;
  bool Constant = Flags->EvaluateAsInt(Number, View.context());
  const Expr *Others = flagsOfOther(Flags, Bell);
  // Whatever else is asked for stays; only a mask goes.
  Patch P(View, "request it with its own irq_flags",
          Constant || Others ? Applicability::Safe : Applicability::Review);
  if (Others)
    P.replace(Others, Right);
  else if (Constant && Number.Val.getInt() != 0)
    P.replace(Flags, View.wholeText(Flags) + " | " + Right);
  else
    P.replace(Flags, Right);
  return only(P.take());
}

} // namespace epf
