//===- Vain.cpp - Mistakes that are none ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/Vain.h"
#include "matchers/Calls.h"
#include "rules/Release.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace epf {

bool comesTo(const FunctionDecl &F, const Stmt *From, const Stmt *To) {
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  const FunctionDecl *Def = F.getDefinition();
  auto Graph =
      CFG::buildCFG(Def, Def->getBody(), &Def->getASTContext(), Options);
  if (!Graph)
    return true;
  std::vector<const CFGBlock *> Work;
  llvm::DenseSet<const CFGBlock *> Ends, Seen;
  for (const CFGBlock *B : *Graph) {
    bool Begun = false;
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>()) {
        if (S->getStmt() == To && Begun)
          return true;
        if (S->getStmt() == To)
          Ends.insert(B);
        Begun |= S->getStmt() == From;
      }
    if (Begun)
      Work.push_back(B);
  }
  if (Work.empty() || Ends.empty())
    return true;
  while (!Work.empty()) {
    const CFGBlock *B = Work.back();
    Work.pop_back();
    for (const CFGBlock *Next : B->succs())
      if (Next && Seen.insert(Next).second) {
        if (Ends.count(Next))
          return true;
        Work.push_back(Next);
      }
  }
  return false;
}

static bool isZero(const Expr *E, const ASTContext &Ctx) {
  Expr::EvalResult Known;
  return E && E->EvaluateAsInt(Known, Ctx) && Known.Val.getInt().isZero();
}

static bool neverFails(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F || !F->getReturnType()->isIntegerType())
    return false;
  if (helperOf(*F) == Helper::AlwaysZero)
    return true;
  const FunctionDecl *Def = F->getDefinition();
  if (!Def || !Def->hasBody())
    return false;
  auto Returns = Syntax(*Def).all<ReturnStmt>();
  return !Returns.empty() && llvm::all_of(Returns, [&](const ReturnStmt *R) {
    return isZero(R->getRetValue(), F->getASTContext());
  });
}

// E without what the kernel puts around conditions.
static const Expr *bare(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    const auto *Not = dyn_cast<UnaryOperator>(E);
    const auto *Inner =
        Not && Not->getOpcode() == UO_LNot
            ? dyn_cast<UnaryOperator>(Not->getSubExpr()->IgnoreParenCasts())
            : nullptr;
    if (F && helperOf(*F) == Helper::SameValue && Call->getNumArgs())
      E = Call->getArg(0);
    else if (Inner && Inner->getOpcode() == UO_LNot)
      E = Inner->getSubExpr();
    else
      return E;
  }
}

// What Condition takes to have failed: "x" of `x`, `x != 0` and `x < 0`.
static const Expr *failing(const Expr *Condition) {
  const Expr *E = bare(Condition);
  const auto *Compare = dyn_cast<BinaryOperator>(E);
  if (!Compare)
    return E;
  const auto *Zero =
      dyn_cast<IntegerLiteral>(Compare->getRHS()->IgnoreParenImpCasts());
  bool Asks = Compare->getOpcode() == BO_NE || Compare->getOpcode() == BO_LT;
  return Asks && Zero && Zero->getValue() == 0 ? bare(Compare->getLHS())
                                               : nullptr;
}

// The call that set V last, in front of S in the same block, or null.
static const CallExpr *setBefore(const Syntax &In, const Stmt *S,
                                 const VarDecl *V) {
  const Stmt *Before = In.previous(S);
  const auto *Set = dyn_cast_or_null<BinaryOperator>(Before);
  if (!Set || Set->getOpcode() != BO_Assign)
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParens());
  return Ref && Ref->getDecl() == V
             ? dyn_cast<CallExpr>(Set->getRHS()->IgnoreParenCasts())
             : nullptr;
}

bool isNeverCome(const Syntax &In, const Stmt *S) {
  const IfStmt *If = In.branch(S);
  if (!If || !If->getThen() || !In.isWithin(S, If->getThen()))
    return false;
  const Expr *Asked = failing(If->getCond());
  const CallExpr *Call = dyn_cast_or_null<CallExpr>(Asked);
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Asked))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Call = setBefore(In, If, V);
  return Call && neverFails(*Call);
}

bool isBehindNever(const Syntax &In, const Stmt *S, const Stmt *After) {
  // From the label that the ways meet at to S, one behind the other.
  llvm::DenseSet<const Stmt *> Labels;
  const Stmt *At = In.statement(S);
  while (At && isa_and_nonnull<LabelStmt>(In.parent(At)))
    At = In.parent(At);
  for (; At && !isa<ReturnStmt, GotoStmt>(unlabelled(At)); At = In.previous(At))
    for (const Stmt *L = At; isa<LabelStmt>(L);
         L = cast<LabelStmt>(L)->getSubStmt())
      Labels.insert(L);
  if (!At || Labels.empty() ||
      (After && At->getBeginLoc() < After->getBeginLoc()))
    return false;
  bool Any = false;
  for (const GotoStmt *Jump : In.all<GotoStmt>()) {
    if (!Labels.count(Jump->getLabel()->getStmt()) ||
        (After && Jump->getBeginLoc() < After->getEndLoc()))
      continue;
    Any = true;
    if (!isNeverCome(In, Jump))
      return false;
  }
  return Any;
}

bool isFalseBelowZero(const SourceView &View, const Expr *Condition,
                      const Expr *Key) {
  const auto *Compare = dyn_cast<BinaryOperator>(bare(Condition));
  Expr::EvalResult Known;
  if (!Compare || !Compare->getRHS()->EvaluateAsInt(Known, View.context()) ||
      !sameWords(View, Compare->getLHS(), Key))
    return false;
  int64_t Bound = Known.Val.getInt().getExtValue();
  switch (Compare->getOpcode()) {
  case BO_GT:
  case BO_NE:
    return Bound == -1;
  case BO_GE:
    return Bound == 0;
  default:
    return false;
  }
}

} // namespace epf
