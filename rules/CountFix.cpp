//===- CountFix.cpp - How many there are to free --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CountFix.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

// The field that E is, or is an element of; or null.
static const FieldDecl *fieldOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    E = Element->getBase()->IgnoreParenImpCasts();
  const auto *M = dyn_cast<MemberExpr>(E);
  return M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
}

// The fields that tell how often the loop goes round: in its condition, or put
// in front of it into a local that the condition asks.
static std::vector<const FieldDecl *>
boundsOf(const SourceView &View, const Syntax &In, const Stmt *Loop) {
  std::vector<const FieldDecl *> Found;
  auto Collect = [&](const Expr *E) {
    for (const MemberExpr *M : In.within<MemberExpr>(E))
      if (const FieldDecl *F = fieldOf(M); F && F->getType()->isIntegerType())
        Found.push_back(F);
  };
  const Expr *Cond = conditionOf(Loop);
  if (!Cond)
    return Found;
  Collect(Cond);
  std::vector<const VarDecl *> Asked = localsOf(Cond);
  for (const BinaryOperator *Set : In.all<BinaryOperator>())
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
        Ref && Set->getOpcode() == BO_Assign && View.isBefore(Set, Loop) &&
        llvm::is_contained(Asked, Ref->getDecl()))
      Collect(Set->getRHS());
  return Found;
}

// The number that the loop around Site, a request, counts up to.
static const Expr *roundsOf(const Syntax &In, const CallExpr *Site) {
  const auto *For = dyn_cast_or_null<ForStmt>(In.loop(Site));
  const auto *Less =
      For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
  const VarDecl *I = counterOf(For);
  return I && Less && Less->getOpcode() == BO_LT &&
                 llvm::is_contained(localsOf(Less->getLHS()), I)
             ? Less->getRHS()
             : nullptr;
}

std::optional<Fix> rememberCount(const SourceView &View, const StrayFree &S) {
  Syntax In(*S.FreeIn);
  const Stmt *Loop = In.loop(S.Free);
  const CallModel *Frees = callModel(*S.Free->getDirectCallee());
  const FieldDecl *Key = fieldOf(argument(S.Free, Frees->Key));
  if (!Loop || !Key)
    return std::nullopt;
  std::vector<const FieldDecl *> Bounds = boundsOf(View, In, Loop);
  for (const FunctionDecl *F : View.functions()) {
    Syntax There(*F);
    for (const CallExpr *Site : There.all<CallExpr>()) {
      const FunctionDecl *Callee = Site->getDirectCallee();
      const CallModel *M = Callee ? callModel(*Callee) : nullptr;
      if (!M || !M->Acquires || M->Kind != Frees->Kind ||
          fieldOf(argument(Site, M->Key)) != Key)
        continue;
      const Expr *Rounds = roundsOf(There, Site);
      const Stmt *Takes = There.loop(Site);
      for (const BinaryOperator *Set : There.all<BinaryOperator>()) {
        if (!Rounds || Set->getOpcode() != BO_Assign ||
            !View.isBefore(Takes, Set) || There.isWithin(Set, Takes) ||
            !llvm::is_contained(Bounds, fieldOf(Set->getLHS())) ||
            View.folded(Set->getRHS()) == View.folded(Rounds))
          continue;
        Patch P(View, "remember how many are requested", Applicability::Review);
        P.replace(Set->getRHS(), View.wholeText(Rounds));
        return P.take();
      }
    }
  }
  return std::nullopt;
}

} // namespace epf
