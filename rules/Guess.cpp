//===- Guess.cpp - Scenarios that rest on a guess -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Guess.h"
#include "matchers/Calls.h"
#include "rules/Syntax.h"
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

// Whether A and B are spelled alike.
static bool isSame(const ASTContext &Ctx, const Stmt &A, const Stmt &B) {
  llvm::FoldingSetNodeID Left, Right;
  A.Profile(Left, Ctx, true);
  B.Profile(Right, Ctx, true);
  return Left == Right;
}

// How the branch of B was decided by what was asked right before L and at L:
// `if (a && b) ... else if (a) ... else`.
static std::optional<bool> answered(const Step &L, const CFGBlock &B) {
  const auto *Asked = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  if (!Asked || B.succ_size() != 2)
    return std::nullopt;
  const ASTContext &Ctx = L.In->Of->function().getASTContext();
  for (const Step *Each = L.Before; Each; Each = Each->Before) {
    if (Each->Kind != StepKind::Assume || Each->In != L.In)
      return std::nullopt;
    const auto *Known = dyn_cast_or_null<Expr>(Each->Where);
    if (Known && Each->Block->succ_size() == 2 &&
        isSame(Ctx, *Known->IgnoreParenImpCasts(),
               *Asked->IgnoreParenImpCasts()))
      return Each->True;
  }
  return std::nullopt;
}

// The calls that are come to from the block From, which the branch of L leads
// to. What was asked right before L is not asked again.
static void collect(const Step &L, const CFGBlock *From, IsSite Is,
                    Sites &Into) {
  const Body &Of = *L.In->Of;
  llvm::DenseSet<const CFGBlock *> Seen = {L.Block};
  for (const Loop &Each : Of.loops())
    if (Each.Blocks.test(L.Block->getBlockID()))
      Seen.insert(Each.Head);
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
    if (std::optional<bool> Known = answered(L, *B))
      Next.push_back(B->succ_begin()[*Known ? 0 : 1]);
    else
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
    collect(L, To, Is, Taken ? W.Taken : W.Other);
  }
  return W;
}

static bool leadsPast(const Step &L, IsSite Is) {
  Ways W = waysOf(L, Is);
  return llvm::any_of(W.Other,
                      [&](const CallExpr *C) { return !W.Taken.contains(C); });
}

static bool leadsPastAll(const Step &L, IsSite Is) {
  Ways W = waysOf(L, Is);
  return !W.Other.empty() && W.Taken.empty();
}

static bool leadsTo(const Step &L, const Stmt *Site) {
  Ways W = waysOf(L, [&](const CallExpr &C) { return &C == Site; });
  return !W.Taken.empty() && W.Other.empty();
}

// The field that E names, or null.
static const FieldDecl *namedBy(const Expr *E) {
  const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  return M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
}

// Whether Call may give back H, by itself or through a function of the file. A
// field that is requested by its name is freed by it, too.
static bool mayRelease(const Path &P, const Holding &H, const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return false;
  const FieldDecl *Named = namedBy(H.Site->getArg(H.Model->Key));
  const FieldDecl *Holds =
      H.Key->Kind == ValueKind::Init ? H.Key->Mem->field() : nullptr;
  if (const CallModel *M = callModel(*F)) {
    if (M->Acquires || M->Kind != H.Model->Kind)
      return false;
    const FieldDecl *Freed = namedBy(Call.getArg(M->Key));
    return !Freed || Freed == Named || Freed == Holds ||
           !P.Unit.isRequested(Freed);
  }
  // The last reference may be the driver's own.
  Helper Meaning = helperOf(*F);
  if (Meaning == Helper::LetsGo || Meaning == Helper::LastPut)
    return true;
  const Summary *Of = P.Unit.summary(F);
  return Of && Of->Releases &&
         ((!Named && !Holds) || (Named && P.Unit.releases(F, Named)) ||
          (Holds && P.Unit.releases(F, Holds)));
}

// Whether V is, or is made of, what a call gave or wrote that is not of the
// vocabulary, or what the function was given.
static bool isLost(ValueRef V) {
  if (V && V->Kind == ValueKind::Init)
    return V->Mem->Kind == RegionKind::Local;
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

// Whether L leaves a loop by its condition: of two bounds that are not the
// same, either may be the higher.
static bool leavesLoop(const Step &L) {
  return L.Kind == StepKind::Assume && L.Block->succ_size() == 2 &&
         !failedCall(L) &&
         llvm::any_of(L.In->Of->loops(), [&](const Loop &Each) {
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
  auto Releases = [&](const CallExpr &C) { return mayRelease(P, H, C); };
  bool Found = false, Skips = false, Failed = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    // Only what comes after a failure, or in the teardown, is cleaning up.
    if (How == End::TornDown && L->In->Stage <= P.Of.setupStage())
      return Found | Skips;
    if (How != End::TornDown && failedCall(*L)) {
      if (Found | Skips)
        return true;
      Failed = true;
      continue;
    }
    // Where nothing failed, it is the first condition that made it give up.
    if (L->Kind == StepKind::Acquire && L->What == &H)
      return Found && !Failed;
    Found |= Skips;
    // An irq that is requested does not have the number that stands for none.
    bool Denied = L->Kind == StepKind::Assume && isAboutKey(L->About, H.Key);
    Skips =
        (isGuess(*L) || Denied || leavesLoop(*L)) && leadsPast(*L, Releases);
    // What only gives back is cleaning up wherever it is called.
    const Summary *Of = P.Unit.summary(&L->In->Of->function());
    if (Skips && Of && !Of->Acquires && L->In != H.Where)
      return true;
  }
  return Found;
}

bool wasHeldBefore(const Path &P, const Holding &H) {
  auto Releases = [&](const CallExpr &C) { return mayRelease(P, H, C); };
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (!Taken || L->In->Stage != H.Where->Stage)
      continue;
    if (L->Kind == StepKind::Release && !L->What->Model->Acquires &&
        L->What->Model->Kind == H.Model->Kind)
      return true;
    // A function that requests as well frees what it took itself.
    const Summary *Of = P.Unit.summary(&L->In->Of->function());
    if (Of && !Of->Acquires && isGuess(*L) && L->OnInitial &&
        leadsPast(*L, Releases))
      return true;
  }
  return false;
}

// The fields that V reads as they were before.
static void fieldsOf(ValueRef V,
                     llvm::SmallPtrSetImpl<const FieldDecl *> &All) {
  if (V && V->Kind == ValueKind::Init && V->Mem->field())
    All.insert(V->Mem->field());
  if (V && V->Kind == ValueKind::Op)
    for (ValueRef Part : V->Args)
      fieldsOf(Part, All);
}

// The conditions of the branches and loops around Site, from the inside.
static llvm::SmallVector<const Expr *, 4> conditionsAround(const Syntax &In,
                                                           const Stmt *Site) {
  llvm::SmallVector<const Expr *, 4> Found;
  for (const Stmt *Up = In.parent(Site); Up; Up = In.parent(Up)) {
    const Expr *Condition = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Up))
      Condition = If->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(Up))
      Condition = While->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(Up))
      Condition = For->getCond();
    if (Condition)
      Found.push_back(Condition);
  }
  return Found;
}

static bool isWithinAny(const Syntax &In, const Stmt *Part,
                        llvm::ArrayRef<const Expr *> Conditions) {
  return llvm::any_of(Conditions,
                      [&](const Expr *E) { return In.isWithin(Part, E); });
}

// The field that a call sets a bit of, or null.
static const FieldDecl *bitSetBy(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  Helper Meaning = F ? helperOf(*F) : Helper::None;
  if ((Meaning != Helper::SetBit && Meaning != Helper::TestSetBit) ||
      Call.getNumArgs() < 2)
    return nullptr;
  const auto *Of =
      dyn_cast<UnaryOperator>(Call.getArg(1)->IgnoreParenImpCasts());
  return namedBy(Of ? Of->getSubExpr() : Call.getArg(1));
}

bool isTakenByFlagSetBefore(const Path &P, const Holding &H) {
  llvm::SmallPtrSet<const FieldDecl *, 4> Asked;
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (Taken && L->In->Stage == H.Where->Stage && isGuess(*L))
      fieldsOf(L->About, Asked);
  }
  for (const Frame *F = H.Where; F->Parent && !Asked.empty(); F = F->Parent) {
    Syntax In(F->Parent->Of->function());
    for (const CallExpr *Call : In.all<CallExpr>())
      if (F->Site && Call->getBeginLoc() < F->Site->getBeginLoc() &&
          Asked.contains(bitSetBy(*Call)))
        return true;
  }
  return false;
}

bool isReleaseDeniedBefore(const Path &P, const Holding &H) {
  Syntax Request(H.Where->Of->function());
  auto Around = conditionsAround(Request, H.Site);
  llvm::SmallPtrSet<const FieldDecl *, 4> Assumed;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Acquire && L->What == &H)
      break;
    // The loop of the request is left when all are requested.
    bool Own = L->In == H.Where && isWithinAny(Request, L->Where, Around);
    if (L->In->Stage <= P.Of.setupStage() && !Own && isGuess(*L))
      fieldsOf(L->About, Assumed);
  }
  if (Assumed.empty())
    return false;
  llvm::DenseSet<const FunctionDecl *> Frees;
  for (const FunctionDecl *F : P.Of.Teardown)
    P.Unit.closure(F, Frees);
  return llvm::any_of(Frees, [&](const FunctionDecl *F) {
    const Summary *Of = P.Unit.summary(F);
    if (!Of || !Of->Releases)
      return false;
    Syntax In(*F);
    return llvm::any_of(In.all<CallExpr>(), [&](const CallExpr *Call) {
      if (!mayRelease(P, H, *Call))
        return false;
      auto Asked = conditionsAround(In, Call);
      return llvm::any_of(In.all<MemberExpr>(), [&](const MemberExpr *Mem) {
        const auto *Field = dyn_cast<FieldDecl>(Mem->getMemberDecl());
        return Field && Assumed.contains(Field) && isWithinAny(In, Mem, Asked);
      });
    });
  });
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
  const FieldDecl *Freed = namedBy(Given.Site->getArg(Given.Model->Key));
  auto Takes = [&](const CallExpr &C) {
    const FunctionDecl *F = C.getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    return &C == Request->Site ||
           (Freed && M && M->Acquires && M->Kind == Given.Model->Kind &&
            namedBy(C.getArg(M->Key)) == Freed);
  };
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
        !leavesLoop(*L) &&
        &L->In->Of->function() == &Request->Where->Of->function() &&
        leadsPastAll(*L, Takes))
      return true;
  }
  return false;
}

} // namespace epf
