//===- Rounds.cpp - How often loops go round ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

// A loop that counts down from a number that is not known is run for each
// small number: its body must see which element is which.
bool Explorer::instantiate(State &S, const CFGBlock *B, const Expr *Condition,
                           ValueRef V) {
  while (V->isOp(OpKind::Not) || V->isOp(OpKind::Add) || V->isOp(OpKind::Eq) ||
         V->isOp(OpKind::Lt)) {
    if (V->Args[1] && !V->Args[1]->isInt() && !V->Args[0]->isInt())
      return false;
    V = V->Args[0]->isInt() ? V->Args[1] : V->Args[0];
  }
  if ((V->Kind != ValueKind::Init && V->Kind != ValueKind::Fresh) ||
      V->Type.isNull() || !V->Type->isIntegerType())
    return false;
  const Body &Of = *S.Top->Of;
  bool LeavesLoop = llvm::any_of(Of.loops(), [&](const Loop &L) {
    return L.Blocks.test(B->getBlockID()) &&
           llvm::any_of(B->succs(), [&](const CFGBlock *To) {
             return To && !L.Blocks.test(To->getBlockID());
           });
  });
  if (!LeavesLoop || !Of.countsDown(Condition))
    return false;
  const Summary *Sum = Unit.summary(&Of.function());
  unsigned Most = Sum && Sum->Watched ? Max.ComparedRounds : Max.OpenRounds;
  for (unsigned N = 0; N <= Most; ++N) {
    ValueRef Is = M.Pool.op(OpKind::Eq, V, M.Pool.number(N), M.Ctx.IntTy);
    auto Known = M.Facts.assume(S.Known, Is, true);
    if (!Known)
      continue;
    State Next = S;
    Next.Known = *Known;
    Work.push_back(std::move(Next));
  }
  return true;
}

// What L writes may be anything: so many rounds more it may have gone.
void Explorer::loseCount(State &S, const Loop &L) {
  const QuietLoop &Of = Quiet.of(*S.Top->Of, L);
  Evaluator Eval(M, S);
  for (const VarDecl *V : Of.Locals)
    Eval.forget(M.Pool.local(V, S.Top), L.Head->getTerminatorStmt());
  for (const Decl *D : Of.Others)
    if (view(S).Matters.isRelevant(D))
      Eval.forgetDecl(D);
}

// The condition that ends L, or null if only its body does.
static const Expr *conditionOf(const Loop &L) {
  const Stmt *Term = L.Head->getTerminatorStmt();
  if (const auto *For = dyn_cast_or_null<ForStmt>(Term))
    return For->getCond();
  if (const auto *While = dyn_cast_or_null<WhileStmt>(Term))
    return isa<IntegerLiteral>(While->getCond()->IgnoreParenImpCasts())
               ? nullptr
               : While->getCond();
  return nullptr;
}

// Counts rounds. False if the path ends here: the loop went round often enough.
bool Explorer::goRound(State &S, const CFGBlock *From, const CFGBlock *To,
                       bool Open) {
  constexpr unsigned OpenFlag = 1u << 16;
  const Body &Of = *S.Top->Of;
  for (const Loop &L : Of.loops()) {
    if (!L.Blocks.test(From->getBlockID()))
      continue;
    // Ways out of a loop that has an end of its own are taken in few rounds,
    // and do not tell that the end is open.
    const Expr *Ends = conditionOf(L);
    const Stmt *Term = From->getTerminatorStmt();
    bool Early = Open && Ends && From != L.Head &&
                 !isa_and_nonnull<ForStmt, WhileStmt, DoStmt>(Term);
    if (!L.Blocks.test(To->getBlockID())) {
      const unsigned *Gone = S.Rounds.lookup({L.Head, S.Top});
      if (Early && Gone && (*Gone & ~OpenFlag) > Max.OpenRounds)
        return false;
      S.Rounds = M.Make.Rounds.remove(S.Rounds, {L.Head, S.Top});
      continue;
    }
    const unsigned *Before = S.Rounds.lookup({L.Head, S.Top});
    unsigned Count = Before ? *Before : 0;
    // A branch that could have left the loop and was free to do so.
    if (Open && !Early &&
        llvm::any_of(From->succs(), [&](const CFGBlock *Other) {
          return Other && !L.Blocks.test(Other->getBlockID());
        }))
      Count |= OpenFlag;
    if (To == L.Head) {
      ++Count;
      const Summary *Sum = Unit.summary(&Of.function());
      unsigned OpenRounds =
          Sum && Sum->Watched ? Max.ComparedRounds : Max.OpenRounds;
      if ((Count & OpenFlag) && (Count & ~OpenFlag) > OpenRounds)
        return false;
      if ((Count & ~OpenFlag) >= Max.QuietRounds && Quiet.of(Of, L).IsQuiet)
        loseCount(S, L);
      if ((Count & ~OpenFlag) > Max.KnownRounds) {
        drop("loop of more than 40 rounds");
        return false;
      }
    }
    if (Count != (Before ? *Before : 0))
      S.Rounds = M.Make.Rounds.add(S.Rounds, {L.Head, S.Top}, Count);
  }
  return true;
}

} // namespace epf
