//===- Rounds.cpp - How often loops go round ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

/// Set in the count of a loop that was free to end, and of one that goes on
/// though one path by itself may know whether it does.
static constexpr unsigned OpenFlag = 1u << 16, GuessFlag = 1u << 17;
/// Set where what the loop counts has been lost, and where the path knows that
/// one of the ways out is not taken yet.
static constexpr unsigned LostFlag = 1u << 18, YetFlag = 1u << 19;
/// Set where the body of a loop that has no other end asks what it counts, and
/// the path knows the answer.
static constexpr unsigned EndFlag = 1u << 20;
static constexpr unsigned CountMask = OpenFlag - 1;

// How often a loop of this function goes round when its end is not known.
unsigned Explorer::openRounds(const Body &Of) {
  const Summary *Sum = Unit.summary(&Of.function());
  return Sum && Sum->Watched ? Max.ComparedRounds : Max.OpenRounds;
}

// Whether a loop around At with a known end, in this function or one that
// called it, went round as often, or Less, as a loop does whose end is not
// known.
bool Explorer::isRepeating(const State &S, const CFGBlock *At, unsigned Less) {
  for (const Frame *F = S.Top; F; At = F->Back, F = F->Parent)
    for (const Loop &L : F->Of->loops())
      if (L.Blocks.test(At->getBlockID()))
        if (const unsigned *Gone = S.Rounds.lookup({L.Head, F});
            Gone && !(*Gone & OpenFlag) &&
            (*Gone & CountMask) + Less >= openRounds(*F->Of))
          return true;
  return false;
}

// A loop with a known end goes all the way, but what is open in it is open in
// the first rounds only: later, paths go At the Way they went the round before.
// It is the small scope of a loop whose end is not known. False if this path
// went another way.
bool Explorer::turns(State &S, const void *At, const void *Way) {
  if (!isRepeating(S, S.Block, 1))
    return true;
  if (isRepeating(S, S.Block, 0))
    if (const void *const *Last = S.Turns.lookup({At, S.Top}))
      return *Last == Way;
  S.Turns = M.Make.Turns.add(S.Turns, {At, S.Top}, Way);
  return true;
}

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
  bool LeavesLoop =
      llvm::any_of(Of.loops(), [&](const Loop &L) { return L.isLeftFrom(*B); });
  if (!LeavesLoop || !Of.countsDown(Condition))
    return false;
  Range Is = M.Facts.rangeOf(S.Known, V);
  int64_t First = std::max<int64_t>(Is.Lo, 0);
  // Of numbers that are all greater there is no small one.
  if (First > openRounds(Of))
    return false;
  M.ask(V->Vague && Is.Hi > openRounds(Of), "how often a loop goes round", V);
  for (int64_t N = First; N <= openRounds(Of); ++N) {
    ValueRef Same = M.Pool.op(OpKind::Eq, V, M.Pool.number(N), M.Ctx.IntTy);
    auto Known = M.Facts.assume(S.Known, Same, true);
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
  for (const VarDecl *V : Of.Locals) {
    const Region *R = M.Pool.local(V, S.Top);
    const ValueRef *Old = S.Store.lookup(R);
    int Way = Old && V->getType()->isIntegerType() ? Of.Ways.lookup(V) : 0;
    Range Was;
    if (Way)
      Was = M.Facts.rangeOf(S.Known, *Old);
    Eval.forget(R, L.Head->getTerminatorStmt());
    if (!Way)
      continue;
    ValueRef Now = *S.Store.lookup(R),
             Bound = M.Pool.number(Way > 0 ? Was.Lo : Was.Hi);
    ValueRef Beyond = Way > 0 ? M.Pool.op(OpKind::Lt, Now, Bound, M.Ctx.IntTy)
                              : M.Pool.op(OpKind::Lt, Bound, Now, M.Ctx.IntTy);
    if (auto Known = M.Facts.assume(S.Known, Beyond, false))
      S.Known = *Known;
  }
  for (const Decl *D : Of.Others)
    if (view(S).Matters.isRelevant(D))
      Eval.forgetDecl(D);
}

// Whether E compares what L counts with a number: where it does, the path will
// come to its end.
static bool asksCounter(const Expr &E, const QuietLoop &L,
                        const ASTContext &Ctx) {
  const Expr *Asked = E.IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Asked)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && V->getType()->isIntegerType() && L.Ways.lookup(V) != 0;
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(Asked))
    return Op->getOpcode() != UO_Deref &&
           asksCounter(*Op->getSubExpr(), L, Ctx);
  const auto *Op = dyn_cast<BinaryOperator>(Asked);
  return Op && Op->isComparisonOp() &&
         ((asksCounter(*Op->getLHS(), L, Ctx) &&
           Op->getRHS()->isEvaluatable(Ctx)) ||
          (asksCounter(*Op->getRHS(), L, Ctx) &&
           Op->getLHS()->isEvaluatable(Ctx)));
}

// Counts rounds. False if the path ends here: the loop went round often enough.
bool Explorer::goRound(State &S, const CFGBlock *From, const CFGBlock *To,
                       bool Open) {
  const Body &Of = *S.Top->Of;
  for (const Loop &L : Of.loops()) {
    if (!L.Blocks.test(From->getBlockID()))
      continue;
    const unsigned *Before = S.Rounds.lookup({L.Head, S.Top});
    // Ways out of a loop that has an end of its own are taken in few rounds,
    // and do not tell that the end is open.
    const Stmt *Term = From->getTerminatorStmt();
    const auto *Asked = dyn_cast_or_null<Expr>(From->getTerminatorCondition());
    bool Counts = !L.Ends && Asked && L.isLeftFrom(*From) &&
                  asksCounter(*Asked, Quiet.of(Of, L), M.Ctx);
    bool Early =
        Open &&
        (L.Ends ? From != L.Head && !isa_and_nonnull<ForStmt, WhileStmt>(Term)
                : !Counts && Before && (*Before & EndFlag));
    if (!L.Blocks.test(To->getBlockID())) {
      if (Early && Before && (*Before & CountMask) > Max.OpenRounds) {
        M.ask(Guess, "how often a loop goes round", Guess);
        return false;
      }
      S.Rounds = M.Make.Rounds.remove(S.Rounds, {L.Head, S.Top});
      if (!S.Turns.isEmpty() && !isRepeating(S, To, 1))
        S.Turns = M.Make.Turns.getEmptyMap();
      continue;
    }
    unsigned Count = Before ? *Before : 0;
    // A branch that could have left the loop, and whether it was free to.
    bool CouldLeave = L.isLeftFrom(*From);
    if (CouldLeave && !Open)
      Count |= YetFlag;
    if (CouldLeave && Counts)
      Count = Open ? Count & ~EndFlag : Count | EndFlag;
    if (CouldLeave && Open && !Early) {
      Count |= OpenFlag | (Guess ? GuessFlag : 0);
      if (Guess)
        M.Guessed[L.Head].insert(Guess);
    }
    if (To == L.Head) {
      ++Count;
      if (Count & EndFlag)
        Count &= ~(OpenFlag | GuessFlag);
      // What waits may run out of time, however many rounds that takes.
      bool Waits = (Count & OpenFlag) && (Count & YetFlag) &&
                   !(Count & LostFlag) &&
                   (Count & CountMask) > openRounds(Of) &&
                   Quiet.of(Of, L).IsQuiet && !Quiet.of(Of, L).Walks;
      if (Waits) {
        Count |= LostFlag;
        loseCount(S, L);
      } else if ((Count & OpenFlag) && (Count & CountMask) > openRounds(Of)) {
        M.ask(Count & GuessFlag, "how often a loop goes round",
              M.Guessed[L.Head].getArrayRef());
        return false;
      }
      if ((Count & CountMask) >= Max.QuietRounds && Quiet.of(Of, L).IsQuiet) {
        Count &= ~EndFlag;
        loseCount(S, L);
      }
      if ((Count & CountMask) > Max.KnownRounds) {
        drop(EndlessLoop);
        return false;
      }
    }
    if (Count != (Before ? *Before : 0))
      S.Rounds = M.Make.Rounds.add(S.Rounds, {L.Head, S.Top}, Count);
  }
  return true;
}

} // namespace epf
