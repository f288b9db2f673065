//===- RoundFix.cpp - Loops that free some rounds too many ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loop may do more in each round than to free, and that has to be done for
// all of them: only the free is kept from the rounds that requested nothing.
//
//===----------------------------------------------------------------------===//

#include "rules/RoundFix.h"

using namespace clang;

namespace epf {

// Whether the loop does more than to free: it calls what is no accessor.
bool doesMore(const Syntax &In, const Stmt *Loop) {
  return llvm::any_of(
      In.within<CallExpr>(bodyOf(Loop)), [&](const CallExpr *Call) {
        const FunctionDecl *F = Call->getDirectCallee();
        return !F || (!callModel(*F) && In.statement(Call) == Call);
      });
}

bool countsDown(const Stmt *Loop) {
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *Step =
      For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
  return Step && Step->isDecrementOp();
}

// `while (i--)` and `--i >= 0` go down to 0, and `for (j = 0; j < i; j++)` up
// from it: the requests begin with another.
std::optional<Fix> fromFirst(const SourceView &View, const Syntax &In,
                             const Stmt *Loop, const Rounds &R) {
  if (R.First.empty() || !R.Loop || In.isWithin(Loop, R.Loop))
    return std::nullopt;
  Patch P(View, "free from the first that was requested", Applicability::Safe);
  auto IsZero = [&](const Expr *E) {
    Expr::EvalResult Number;
    return E && E->EvaluateAsInt(Number, View.context()) &&
           Number.Val.getInt() == 0;
  };
  const Expr *Cond = conditionOf(Loop);
  if (const Expr *Start = startOf(Loop, counterOf(Loop))) {
    if (!IsZero(Start))
      return std::nullopt;
    P.replace(Start, R.First);
    return P.take();
  }
  if (!Cond || !llvm::is_contained(localsOf(Cond), R.Counter))
    return std::nullopt;
  const auto *Step = dyn_cast<UnaryOperator>(Cond->IgnoreParenImpCasts());
  const auto *Than = dyn_cast<BinaryOperator>(Cond->IgnoreParenImpCasts());
  if (Step && Step->getOpcode() == UO_PostDec)
    P.replace(Cond, View.wholeText(Cond) + " > " + R.First);
  else if (Than && (Than->getOpcode() == BO_GT || Than->getOpcode() == BO_GE) &&
           IsZero(Than->getRHS()))
    P.replace(Than->getRHS(), R.First);
  else
    return std::nullopt;
  return P.take();
}

// The unwinding goes over all rounds, and does more in each than to free: it
// frees only in those that requested.
std::optional<Fix> freeOfRounds(const SourceView &View, const Syntax &In,
                                const Stmt *Loop, const CallExpr *Free,
                                const Rounds &R) {
  const VarDecl *I = counterOf(Loop);
  if (!I || I != R.Counter || !doesMore(In, Loop) || !R.Loop ||
      In.isWithin(Loop, R.Loop) || In.loop(Free) != Loop ||
      In.statement(Free) != Free)
    return std::nullopt;
  std::string Name = unusedName(In.function(), "j");
  Patch P(View, "free just what the rounds before have requested",
          Applicability::Safe);
  P.declareBeside(I, Name);
  for (const DeclRefExpr *Ref : In.within<DeclRefExpr>(Loop))
    if (Ref->getDecl() == I)
      P.replace(Ref, Name);
  P.guard(In, Free, Name + " < " + I->getNameAsString());
  return P.take();
}

// The unwinding counts down from the number that the request has failed for:
// the jump to it first goes one back.
std::optional<Fix> stepBack(const SourceView &View, const Syntax &In,
                            const Stmt *Loop, const CallExpr *Site,
                            const Rounds &R) {
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *Start =
      For ? dyn_cast_or_null<BinaryOperator>(For->getInit()) : nullptr;
  const auto *From =
      Start ? dyn_cast<DeclRefExpr>(Start->getRHS()->IgnoreParenImpCasts())
            : nullptr;
  if (!From || From->getDecl() != R.Counter || !R.Loop || !countsDown(Loop) ||
      In.isWithin(Loop, R.Loop))
    return std::nullopt;
  const GotoStmt *Out = nullptr;
  for (const GotoStmt *G : In.within<GotoStmt>(R.Loop)) {
    if (!View.isBefore(Site, G))
      continue;
    if (Out)
      return std::nullopt;
    Out = G;
  }
  if (!Out)
    return std::nullopt;
  Patch P(View, "begin with the round before the one that failed",
          Applicability::Safe);
  P.insertBefore(In, Out, {R.Counter->getNameAsString() + "--;"});
  return P.take();
}

// The requests end with the first round that has none: so do the frees.
std::optional<Fix> stopAlike(const SourceView &View, const Syntax &In,
                             const CallExpr *Free, const Holding &Request) {
  Syntax There(Request.Where->Of->function());
  const IfStmt *Theirs = There.branch(Request.Site), *Mine = In.branch(Free);
  while (Theirs && There.branch(Theirs) &&
         There.loop(There.branch(Theirs)) == There.loop(Request.Site))
    Theirs = There.branch(Theirs);
  auto Only = [](const Stmt *S) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(S);
    return Block && Block->size() == 1 ? Block->body_front() : S;
  };
  if (!Theirs || !Mine || Mine->getElse() ||
      !isa_and_nonnull<BreakStmt>(Only(Theirs->getElse())) ||
      There.loop(Theirs) != There.loop(Request.Site) ||
      In.loop(Mine) != In.loop(Free) || !counterOf(In.loop(Free)) ||
      View.folded(Theirs->getCond()) != View.folded(Mine->getCond()))
    return std::nullopt;
  Patch P(View, "stop where the requests stop", Applicability::Safe);
  P.addElse(In, Mine, {"break;"});
  return P.take();
}

} // namespace epf
