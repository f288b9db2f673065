//===- VariableFix.cpp - A variable for what was requested ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/VariableFix.h"

using namespace clang;

namespace epf {

// Whether a jump past Site leads on in the function.
static bool isPassedBy(const SourceView &View, const Syntax &In,
                       const CallExpr *Site) {
  return llvm::any_of(In.all<GotoStmt>(), [&](const GotoStmt *G) {
    return View.isBefore(G, Site) &&
           View.isBefore(Site, G->getLabel()->getStmt());
  });
}

// The check behind the request, `ret = request(); if (ret ...) leave;`.
static const IfStmt *checkOf(const SourceView &View, const Syntax &In,
                             const BinaryOperator *Set) {
  const auto *If = dyn_cast_or_null<IfStmt>(In.next(Set));
  return If && !If->getElse() && leaves(If->getThen()) &&
                 llvm::StringRef(View.folded(If->getCond()))
                     .contains(View.folded(Set->getLHS()))
             ? If
             : nullptr;
}

// Whether Loop steps I no further than the bits of a long go, which are 32 on
// some machines.
static bool hasFewRounds(const SourceView &View, const ForStmt &Loop,
                         const VarDecl *I) {
  const auto *Less = dyn_cast_or_null<BinaryOperator>(Loop.getCond());
  Expr::EvalResult Bound;
  return Less && Less->getOpcode() == BO_LT &&
         llvm::is_contained(localsOf(Less->getLHS()), I) &&
         Less->getRHS()->EvaluateAsInt(Bound, View.context()) &&
         Bound.Val.getInt() <= 32;
}

std::optional<Fix> rememberInVariable(const SourceView &View,
                                      const StrayFree &S) {
  const CallExpr *Site = S.Request->Site;
  const FunctionDecl &F = *S.Function;
  Syntax In(F);
  const FunctionDecl *Callee = S.Free->getDirectCallee();
  if (&S.Request->Where->Of->function() != &F || S.FreeIn != &F || !Callee ||
      In.statement(S.Free) != S.Free)
    return std::nullopt;
  const auto *Set = dyn_cast<BinaryOperator>(In.statement(Site));
  if (!Set || Set->getOpcode() != BO_Assign ||
      Set->getRHS()->IgnoreParenImpCasts() != Site)
    return std::nullopt;
  const IfStmt *Check = checkOf(View, In, Set);
  const Stmt *Loop = In.loop(Site);
  std::string Name = unusedName(F, "requested");
  Patch P(View, "remember in '" + Name + "' what is requested",
          Applicability::Review);
  if (!Loop) {
    if (In.loop(S.Free) || S.Request->Model->On != Success::Zero)
      return std::nullopt;
    bool Init = isPassedBy(View, In, Site) || In.branch(Set);
    P.declare(F, {"bool " + Name + (Init ? " = false;" : ";")});
    const Stmt *After = Check ? static_cast<const Stmt *>(Check) : Set;
    // Where all failures have left, it is.
    std::string Result = View.wholeText(Set->getLHS());
    bool Sure = Check && View.wholeText(Check->getCond()) == Result;
    P.insertAfter(In, After,
                  {Name + (Sure ? " = true;" : " = !" + Result + ";")});
    P.guard(In, S.Free, Name);
    return P.take();
  }
  // A bit for each round, by the number that the free goes by.
  const VarDecl *I = indexOf(argument(S.Free, callModel(*Callee)->Key));
  const auto *For = dyn_cast<ForStmt>(Loop);
  if (!I || !For || !For->getInc() || !In.loop(S.Free) ||
      In.isWithin(S.Free, Loop) || !Check || !hasFewRounds(View, *For, I) ||
      !llvm::is_contained(localsOf(For->getInc()), I))
    return std::nullopt;
  std::string Bit = "BIT(" + I->getNameAsString() + ")";
  P.declare(F, {"unsigned long " + Name + " = 0;"});
  P.insertAfter(In, Check, {Name + " |= " + Bit + ";"});
  P.guard(In, S.Free, Name + " & " + Bit);
  return P.take();
}

} // namespace epf
