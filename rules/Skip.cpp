//===- Skip.cpp - Where a loop leaves a request out -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Skip.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

namespace {
/// A call in a loop: the request, or what leads to it.
struct Round {
  const Frame *In = nullptr;
  const CFGBlock *Site = nullptr;
  const Loop *Of = nullptr;
};
} // namespace

static bool isWithin(const Stmt &Part, const Stmt &Whole) {
  return &Part == &Whole ||
         llvm::any_of(Whole.children(), [&](const Stmt *Each) {
           return Each && isWithin(Part, *Each);
         });
}

static const CFGBlock *blockOf(const Body &Of, const Stmt &Site) {
  for (const CFGBlock *B : Of.graph())
    for (const CFGElement &E : *B)
      if (auto Holder = E.getAs<CFGStmt>();
          Holder && isWithin(Site, *Holder->getStmt()))
        return B;
  return nullptr;
}

// The innermost loop that requests, in the function that does or a caller.
static Round roundOf(const CallExpr *Request, const Frame *In) {
  const Stmt *Site = Request;
  for (const Frame *F = In; F && Site; Site = F->Site, F = F->Parent) {
    Round R = {F, blockOf(*F->Of, *Site), nullptr};
    for (const Loop &Each : F->Of->loops())
      if (R.Site && Each.Blocks.test(R.Site->getBlockID()) &&
          (!R.Of || Each.Blocks.count() < R.Of->Blocks.count()))
        R.Of = &Each;
    if (R.Of)
      return R;
  }
  return {};
}

// Whether the rest of the round that begins at From comes to the request, and
// whether it comes to the next round without.
static std::pair<bool, bool> goesOn(const Round &R, const CFGBlock *From) {
  bool Requests = false, Skips = false;
  llvm::DenseSet<const CFGBlock *> Seen;
  std::vector<const CFGBlock *> Next = {From};
  while (!Next.empty()) {
    const CFGBlock *B = Next.back();
    Next.pop_back();
    if (!B || !R.Of->Blocks.test(B->getBlockID()) || !Seen.insert(B).second)
      continue;
    Requests |= B == R.Site;
    Skips |= B == R.Of->Head;
    if (B != R.Site && B != R.Of->Head)
      Next.insert(Next.end(), B->succ_begin(), B->succ_end());
  }
  return {Requests, Skips};
}

static bool mentions(ValueRef V, const Entry &E) {
  return V && ((V->Mem && V->Mem->isWithin(E.Message)) ||
               mentions(V->Args[0], E) || mentions(V->Args[1], E));
}

// Whether L, or what it was called for, decided B.
static bool decided(const Step &L, const Round &R, const CFGBlock &B) {
  if (L.Kind != StepKind::Assume)
    return false;
  if (L.In == R.In)
    return L.Block == &B;
  for (const Frame *F = L.In; F; F = F->Parent)
    if (F->Parent == R.In)
      return F->Site && isWithin(*F->Site, *B.getTerminatorCondition());
  return false;
}

Skip skipOf(const Path &P, const CallExpr *Request, const Frame *In,
            const Entry &E) {
  Round R = roundOf(Request, In);
  if (!R.Of)
    return {};
  llvm::SmallVector<std::pair<const CFGBlock *, Skip>, 4> All;
  for (const CFGBlock *B : R.In->Of->graph()) {
    const auto *Asks = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
    if (!Asks || B->succ_size() != 2 || !R.Of->Blocks.test(B->getBlockID()))
      continue;
    auto Yes = goesOn(R, B->succ_begin()[0]);
    auto No = goesOn(R, B->succ_begin()[1]);
    for (bool True : {true, false})
      if ((True ? Yes : No) == std::make_pair(false, true) &&
          (True ? No : Yes).first)
        All.push_back({B, {Asks, True}});
  }
  for (const Step *L = P.S.Last; L; L = L->Before)
    for (auto &[B, Each] : All)
      if (decided(*L, R, *B) && (L->In != R.In || L->True == Each.True) &&
          mentions(L->About, E))
        return Each;
  return {};
}

static bool isVirq(const Expr *E, const Doorbell &Bell) {
  const auto *Mem = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  return Mem && Mem->getMemberDecl() == Bell.Virq;
}

static const Decl *named(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Each = dyn_cast<ArraySubscriptExpr>(E))
    E = Each->getBase()->IgnoreParenCasts();
  if (const auto *Mem = dyn_cast<MemberExpr>(E))
    return Mem->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

// Whether E is a virq, or what the function keeps one in.
static bool holdsVirq(const FunctionDecl &F, const Expr *E,
                      const Doorbell &Bell) {
  if (isVirq(E, Bell))
    return true;
  const Decl *Place = named(E);
  if (const auto *V = dyn_cast_or_null<VarDecl>(Place);
      V && V->hasInit() && isVirq(V->getInit(), Bell))
    return true;
  Syntax In(F);
  return Place && llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Op) {
           return Op->getOpcode() == BO_Assign &&
                  named(Op->getLHS()) == Place && isVirq(Op->getRHS(), Bell);
         });
}

// The request of a doorbell's irq in Of, or null.
static const CallExpr *requestIn(const Body &In, const Loop &Of,
                                 const Doorbell &Bell) {
  for (const CFGBlock *B : In.graph()) {
    if (!Of.Blocks.test(B->getBlockID()))
      continue;
    for (const CFGElement &E : *B) {
      auto Holder = E.getAs<CFGStmt>();
      const auto *Call =
          Holder ? dyn_cast<CallExpr>(Holder->getStmt()) : nullptr;
      const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
      const CallModel *M = F ? callModel(*F) : nullptr;
      if (!M || !M->Acquires || !M->isIrq())
        continue;
      if (holdsVirq(In.function(), Call->getArg(M->Key), Bell))
        return Call;
    }
  }
  return nullptr;
}

static bool asksDoorbells(ValueRef V, const Messages &Bells) {
  return V &&
         ((V->Mem && Bells.entryAt(V->Mem)) ||
          asksDoorbells(V->Args[0], Bells) || asksDoorbells(V->Args[1], Bells));
}

// Whether what was asked in Of was asked of doorbells, or ends the loop.
static bool asksOnlyDoorbells(const Path &P, const Messages &Bells,
                              const Frame *In, const Loop &Of) {
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind != StepKind::Assume || !runsWithin(L->In, In))
      continue;
    const Frame *F = L->In;
    while (F != In && F->Parent != In)
      F = F->Parent;
    const CFGBlock *B = F == In ? L->Block : F->Back;
    bool Ends = F == In && llvm::any_of(B->succs(), [&](const CFGBlock *To) {
                  return To && !Of.Blocks.test(To->getBlockID());
                });
    if (B && Of.Blocks.test(B->getBlockID()) && !Ends &&
        !asksDoorbells(L->About, Bells))
      return false;
  }
  return true;
}

Passed passedBy(const Path &P, const Messages &Bells, const Doorbell &Bell,
                const Mark &Asked) {
  for (const Step *L = P.S.Last; L; L = L->Before)
    if ((L->Kind == StepKind::Acquire || L->Kind == StepKind::Fail) &&
        L->What && L->What->Model->isIrq())
      return {};
  const Stmt *Site = Asked.Site;
  for (const Frame *F = Asked.Where; F && Site; Site = F->Site, F = F->Parent) {
    const CFGBlock *B = blockOf(*F->Of, *Site);
    for (const Loop &Each : F->Of->loops())
      if (B && Each.Blocks.test(B->getBlockID()))
        if (const CallExpr *Request = requestIn(*F->Of, Each, Bell))
          return asksOnlyDoorbells(P, Bells, F, Each) ? Passed{Request, F}
                                                      : Passed();
  }
  return {};
}

} // namespace epf
