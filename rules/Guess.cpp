//===- Guess.cpp - Scenarios that rest on a guess -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Guess.h"
#include "matchers/Calls.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

namespace {

using IsSite = llvm::function_ref<bool(const CallExpr &)>;
using Sites = llvm::DenseSet<const CallExpr *>;

/// The calls that the two ways of a branch come to in this round of its loops.
struct Ways {
  Sites Taken, Other;
};

} // namespace

static void collect(const Body &Of, const CFGBlock *From,
                    const CFGBlock *Branch, IsSite Is, Sites &Into) {
  llvm::DenseSet<const CFGBlock *> Seen = {Branch};
  for (const Loop &L : Of.loops())
    if (L.Blocks.test(Branch->getBlockID()))
      Seen.insert(L.Head);
  std::vector<const CFGBlock *> Next = {From};
  while (!Next.empty()) {
    const CFGBlock *B = Next.back();
    Next.pop_back();
    if (!B || !Seen.insert(B).second)
      continue;
    for (const CFGElement &E : *B)
      if (auto Holder = E.getAs<CFGStmt>())
        if (const auto *Call = dyn_cast<CallExpr>(Holder->getStmt());
            Call && Is(*Call))
          Into.insert(Call);
    Next.insert(Next.end(), B->succ_begin(), B->succ_end());
  }
}

static Ways waysOf(const Step &L, IsSite Is) {
  Ways W;
  const CFGBlock *B = L.Block;
  unsigned Edge = 0;
  for (const CFGBlock *To : B->succs()) {
    bool Taken = (Edge++ == 0) == L.True;
    // A case is told by its label, which the step names.
    if (isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()))
      Taken = To && (To->getLabel() ? To->getLabel() == L.Where
                                    : isa<SwitchStmt>(L.Where));
    collect(*L.In->Of, To, B, Is, Taken ? W.Taken : W.Other);
  }
  return W;
}

static bool leadsPast(const Step &L, IsSite Is) {
  Ways W = waysOf(L, Is);
  return llvm::any_of(W.Other,
                      [&](const CallExpr *C) { return !W.Taken.contains(C); });
}

static bool leadsTo(const Step &L, const Stmt *Site) {
  Ways W = waysOf(L, [&](const CallExpr &C) { return &C == Site; });
  return !W.Taken.empty() && W.Other.empty();
}

// Whether Call may give back H, by itself or through a function of the file. A
// field that is requested by its name is freed by it, too.
static bool mayRelease(const Path &P, const Holding &H, const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return false;
  auto Field = [](const Expr *E) {
    const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
    return M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  };
  const FieldDecl *Named = Field(H.Site->getArg(H.Model->Key));
  const FieldDecl *Holds =
      H.Key->Kind == ValueKind::Init ? H.Key->Mem->field() : nullptr;
  if (const CallModel *M = callModel(*F)) {
    if (M->Acquires || M->Kind != H.Model->Kind)
      return false;
    const FieldDecl *Freed = Field(Call.getArg(M->Key));
    return !Freed || Freed == Named || Freed == Holds ||
           !P.Unit.isRequested(Freed);
  }
  const Summary *Of = P.Unit.summary(F);
  return Of && Of->Releases &&
         ((!Named && !Holds) || (Named && P.Unit.releases(F, Named)) ||
          (Holds && P.Unit.releases(F, Holds)));
}

// Whether V is, or is made of, what a call gave or wrote; not of the
// vocabulary.
static bool isLost(ValueRef V) {
  if (!V || V->Kind != ValueKind::Fresh)
    return V && V->Kind == ValueKind::Op &&
           (isLost(V->Args[0]) || isLost(V->Args[1]));
  const CallExpr *Call = V->call();
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return !F || !callModel(*F);
}

// Whether L was decided by nothing that the path knows. What a call returned to
// say how it went may be either.
static bool isGuess(const Step &L) {
  Step Opposite = L;
  Opposite.True = !L.True;
  return L.Kind == StepKind::Assume && !failedCall(L) &&
         !failedCall(Opposite) && (L.OnInitial || isLost(L.About));
}

// Whether the way that L took leaves a loop.
static bool endsLoop(const Step &L) {
  return llvm::any_of(L.In->Of->loops(), [&](const Loop &Each) {
    const CFGBlock *Taken = L.Block->succ_begin()[L.True ? 0 : 1];
    return Each.Blocks.test(L.Block->getBlockID()) && Taken &&
           !Each.Blocks.test(Taken->getBlockID());
  });
}

// Whether About asks the irq itself, or another of its array, for its number.
static bool isAboutKey(ValueRef About, ValueRef Key) {
  while (About->Kind == ValueKind::Op && About != Key)
    About = About->Args[0]->isInt() && About->Args[1] ? About->Args[1]
                                                      : About->Args[0];
  return About == Key ||
         (About->Kind == ValueKind::Init && Key->Kind == ValueKind::Init &&
          About->Mem->field() && About->Mem->field() == Key->Mem->field());
}

bool isReleaseSkippedByGuess(const Path &P, const Holding &H, End How) {
  bool Found = false, Skips = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    // Only what comes after the failure, or in the teardown, is cleaning up.
    if (How == End::TornDown ? L->In->Stage <= P.Of.setupStage()
                             : failedCall(*L) != nullptr)
      return Found | Skips;
    // Where nothing failed, it is the first condition that made it give up.
    if (L->Kind == StepKind::Acquire && L->What == &H)
      return Found;
    Found |= Skips;
    // An irq that is requested does not have the number that stands for none.
    bool Denied = L->Kind == StepKind::Assume && isAboutKey(L->About, H.Key);
    Skips = (isGuess(*L) || Denied) && leadsPast(*L, [&](const CallExpr &C) {
              return mayRelease(P, H, C);
            });
  }
  return Found;
}

// The call of Given, as seen from the function of In; null if it is not
// below it.
static const Stmt *siteIn(const Path &P, const Holding &Given,
                          const Frame *In) {
  const Stmt *Site = Given.Site;
  for (const Frame *F = P.S.Top; F; F = F->Parent) {
    if (F == In)
      return Site;
    Site = F->Site;
  }
  return nullptr;
}

bool isReachedByGuess(const Path &P, const Holding &Given,
                      const Holding *Request) {
  bool Behind = false; // of the step that settled what happened to the irq
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Behind |= L->Kind == StepKind::Stage || L->Kind == StepKind::Fail ||
              L->Kind == StepKind::Acquire || L->Kind == StepKind::Release;
    // That the irq is a number says nothing of whether it is requested.
    if (!isGuess(*L) || isAboutKey(L->About, Given.Key))
      continue;
    if (!Behind)
      if (const Stmt *Site = siteIn(P, Given, L->In); Site && leadsTo(*L, Site))
        return true;
    if (Request && L->OnInitial && L->Block->succ_size() == 2 &&
        !endsLoop(*L) &&
        &L->In->Of->function() == &Request->Where->Of->function() &&
        leadsPast(*L, [&](const CallExpr &C) { return &C == Request->Site; }))
      return true;
  }
  return false;
}

} // namespace epf
