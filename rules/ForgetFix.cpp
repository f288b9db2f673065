//===- ForgetFix.cpp - What a failed set-up has to forget -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ForgetFix.h"

using namespace clang;

namespace epf {

// Whether S is `Text = ...`.
static bool sets(const SourceView &View, const Stmt *S,
                 const std::string &Text) {
  const auto *Set = dyn_cast<BinaryOperator>(S);
  return Set && Set->getOpcode() == BO_Assign &&
         View.folded(Set->getLHS()) == Text;
}

// The first statement of the block that ends in Return, behind what it says.
static const Stmt *startOf(const Syntax &In, const Stmt *Return) {
  const Stmt *First = Return;
  for (const Stmt *S = In.previous(Return); S; S = In.previous(S)) {
    if (S->getBeginLoc().isMacroID() || !isa<CallExpr, BinaryOperator>(S))
      break;
    First = S;
  }
  return First;
}

// An object is stored before its irq is requested, and is left there by those
// ways out that do not come to the request.
static std::optional<Fix> object(const SourceView &View, const StrayFree &S) {
  const CallExpr *Site = S.Request->Site;
  Syntax There(S.Request->Where->Of->function());
  const Expr *Cookie = argument(Site, S.Request->Model->Cookie);
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Cookie);
  if (!Ref || !isa<VarDecl>(Ref->getDecl()) || There.loop(Site))
    return std::nullopt;
  const BinaryOperator *Stored = nullptr;
  for (const BinaryOperator *Set : There.all<BinaryOperator>()) {
    const auto *Value =
        dyn_cast<DeclRefExpr>(Set->getRHS()->IgnoreParenImpCasts());
    if (Set->getOpcode() == BO_Assign && Value &&
        Value->getDecl() == Ref->getDecl() && View.isBefore(Set, Site) &&
        isa<MemberExpr, ArraySubscriptExpr>(
            Set->getLHS()->IgnoreParenImpCasts()) &&
        !There.branch(Set))
      Stored = Set;
  }
  if (!Stored)
    return std::nullopt;
  std::string Field = View.folded(Stored->getLHS());
  Patch P(View, "forget '" + Field + "' where its set-up fails",
          Applicability::Review);
  for (const ReturnStmt *Return : There.all<ReturnStmt>()) {
    auto Fails = failureOf(View, There, Return);
    if (!View.isBefore(Stored, Return) || !Fails || !Fails->empty() ||
        !There.branch(Return))
      continue;
    bool Forgets = false;
    for (const Stmt *Each = There.previous(Return); Each;
         Each = There.previous(Each))
      Forgets |= sets(View, Each, Field);
    if (!Forgets)
      P.insertBefore(There, startOf(There, Return),
                     {View.wholeText(Stored->getLHS()) + " = NULL;"});
  }
  return P.take();
}

// The element of the same array that E is one of, if its number is written out.
static const ArraySubscriptExpr *element(const Expr *E) {
  const auto *Sub =
      dyn_cast_or_null<ArraySubscriptExpr>(E ? E->IgnoreParenImpCasts() : E);
  return Sub && isa<IntegerLiteral>(Sub->getIdx()->IgnoreParenImpCasts())
             ? Sub
             : nullptr;
}

// Where the request of one line fails, its number is set to 0; those that were
// to be requested behind it are not.
static std::optional<Fix> others(const SourceView &View, const StrayFree &S) {
  Syntax There(S.Request->Where->Of->function());
  std::vector<const ArraySubscriptExpr *> Lines;
  for (const CallExpr *Site : There.all<CallExpr>()) {
    const FunctionDecl *F = Site->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (const auto *Line =
            M && M->Acquires ? element(argument(Site, M->Key)) : nullptr)
      Lines.push_back(Line);
  }
  if (Lines.size() < 2)
    return std::nullopt;
  Patch P(View, "forget the lines that were not come to",
          Applicability::Review);
  const ArraySubscriptExpr *Last = Lines.back();
  std::string Other = View.folded(Last);
  for (const BinaryOperator *Set : There.all<BinaryOperator>()) {
    const ArraySubscriptExpr *Line = element(Set->getLHS());
    Expr::EvalResult Number;
    if (Set->getOpcode() != BO_Assign || !Line || View.folded(Line) == Other ||
        View.folded(Line->getBase()) != View.folded(Last->getBase()) ||
        !Set->getRHS()->EvaluateAsInt(Number, View.context()) ||
        Number.Val.getInt() != 0 || !There.branch(Set))
      continue;
    // With what is done to the line in front of it.
    std::vector<std::string> Same = {View.wholeText(Set)};
    for (const Stmt *Each = There.previous(Set); Each;
         Each = There.previous(Each)) {
      std::string Text = View.wholeText(Each);
      if (!isa<CallExpr>(Each) || llvm::StringRef(Text).find(View.wholeText(
                                      Line)) == llvm::StringRef::npos)
        break;
      Same.insert(Same.begin(), Text);
    }
    for (std::string &Text : Same) {
      size_t At = Text.find(View.wholeText(Line));
      Text.replace(At, View.wholeText(Line).size(), View.wholeText(Last));
      Text += ";";
    }
    P.insertAfter(There, Set, Same);
  }
  return P.take();
}

// What holds the number is set to 0 where it is given back first, and is asked
// for where it would be again.
static std::optional<Fix> whereItIsFreed(const SourceView &View,
                                         const StrayFree &S) {
  const CallExpr *Free = freeAt(S);
  if (!Free || !S.Before || S.BeforeIn == S.FreeIn || S.Sibling)
    return std::nullopt;
  auto Number = [](const CallExpr *Call) {
    const Expr *Key = argument(Call, callModel(*Call->getDirectCallee())->Key);
    return dyn_cast_or_null<MemberExpr>(Key ? Key->IgnoreParenImpCasts() : Key);
  };
  const MemberExpr *First = Number(S.Before), *Again = Number(Free);
  Syntax There(*S.BeforeIn), Here(*S.FreeIn);
  if (!First || !Again || First->getMemberDecl() != Again->getMemberDecl() ||
      !First->getType()->isIntegerType() ||
      There.statement(S.Before) != S.Before || There.loop(S.Before))
    return std::nullopt;
  // Else it is the bus that tells the number, and goes on to.
  Syntax Taker(S.Request->Where->Of->function());
  if (llvm::none_of(Taker.all<BinaryOperator>(), [&](auto *Set) {
        return sets(View, Set, View.folded(First));
      }))
    return std::nullopt;
  Patch P(View, "forget the irq where it is freed", Applicability::Review);
  P.insertAfter(There, S.Before, {View.wholeText(First) + " = 0;"});
  P.guard(Here, Free, View.wholeText(Again));
  return P.take();
}

// The call whose result Key holds at At, or null.
static const CallExpr *giverOf(const SourceView &View, const Syntax &In,
                               const Stmt *At, const Expr *Key) {
  const BinaryOperator *Last = nullptr;
  for (const BinaryOperator *Set : In.all<BinaryOperator>())
    if (View.isBefore(Set, At) && sets(View, Set, View.folded(Key)))
      Last = Set;
  const Expr *Given = Last ? Last->getRHS()->IgnoreParenImpCasts() : nullptr;
  // By way of a local.
  return isa_and_nonnull<DeclRefExpr>(Given)
             ? giverOf(View, In, Last, Given)
             : dyn_cast_or_null<CallExpr>(Given);
}

std::vector<std::string> forgetNumber(const SourceView &View, const Syntax &In,
                                      const CallExpr *Site, const Expr *Key,
                                      const std::string &None) {
  std::vector<std::string> Lines;
  const CallExpr *Giver = giverOf(View, In, Site, Key);
  const FunctionDecl *F = Giver ? Giver->getDirectCallee() : nullptr;
  const NumberModel *M = F ? numberModel(*F) : nullptr;
  if (M && M->Argument < Giver->getNumArgs())
    Lines.push_back(M->Undo.str() + "(" +
                    View.wholeText(Giver->getArg(M->Argument)) + ");");
  Lines.push_back(View.wholeText(Key->IgnoreParenImpCasts()) + " = " + None +
                  ";");
  return Lines;
}

std::vector<Fix> forgetWhereItFails(const SourceView &View,
                                    const StrayFree &S) {
  std::vector<Fix> Found;
  add(Found, object(View, S));
  add(Found, others(View, S));
  add(Found, whereItIsFreed(View, S));
  return Found;
}

} // namespace epf
