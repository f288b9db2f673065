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
#include "rules/Ways.h"

using namespace clang;

namespace epf {

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
  if (Meaning == Helper::LetsGo || Meaning == Helper::Destroys ||
      Meaning == Helper::DestroysOnError || Meaning == Helper::LastPut)
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

const Step *guessPastRelease(const Path &P, const Holding &H, End How) {
  auto Releases = [&](const CallExpr &C) { return mayRelease(P, H, C); };
  const Step *Found = nullptr, *Skips = nullptr;
  bool Failed = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    // Only what comes after a failure, or in the teardown, is cleaning up.
    if (How == End::TornDown && L->In->Stage <= P.Of.setupStage())
      return Found ? Found : Skips;
    if (How != End::TornDown && failedCall(*L)) {
      if (Found || Skips)
        return Found ? Found : Skips;
      Failed = true;
      continue;
    }
    // Where nothing failed, it is the first condition that made it give up.
    if (L->Kind == StepKind::Acquire && L->What == &H)
      return Failed ? nullptr : Found;
    if (!Found)
      Found = Skips;
    // An irq that is requested does not have the number that stands for none.
    bool Denied = L->Kind == StepKind::Assume && isAboutKey(L->About, H.Key);
    bool Open = isGuess(*L) || Denied || leavesLoop(*L);
    Skips = Open && leadsPast(*L, Releases) ? L : nullptr;
    // A question that the teardown asks of what it gives back.
    if (Open && How == End::TornDown && decidesInCaller(*L, Releases))
      return L;
    // What only gives back is cleaning up wherever it is called.
    const Summary *Of = P.Unit.summary(&L->In->Of->function());
    if (Skips && Of && !Of->Acquires && L->In != H.Where)
      return Skips;
  }
  return Found;
}

const Step *whyHeldBefore(const Path &P, const Holding &H) {
  auto Releases = [&](const CallExpr &C) { return mayRelease(P, H, C); };
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (!Taken || L->In->Stage != H.Where->Stage)
      continue;
    if (L->Kind == StepKind::Release && !L->What->Model->Acquires &&
        L->What->Model->Kind == H.Model->Kind)
      return L;
    // A function that requests as well frees what it took itself.
    const Summary *Of = P.Unit.summary(&L->In->Of->function());
    if (Of && !Of->Acquires && isGuess(*L) && L->OnInitial &&
        leadsPast(*L, Releases))
      return L;
  }
  return nullptr;
}

/// Fields, and the last step that asked for each.
using AskedFields = llvm::DenseMap<const FieldDecl *, const Step *>;

// The fields that V, which By asks for, reads as they were before.
static void fieldsOf(ValueRef V, const Step &By, AskedFields &All) {
  if (V && V->Kind == ValueKind::Init && V->Mem->field())
    All.try_emplace(V->Mem->field(), &By);
  if (V && V->Kind == ValueKind::Op)
    for (ValueRef Part : V->Args)
      fieldsOf(Part, By, All);
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

const Step *guessOfFlagSetBefore(const Path &P, const Holding &H) {
  AskedFields Asked;
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (Taken && L->In->Stage == H.Where->Stage && isGuess(*L))
      fieldsOf(L->About, *L, Asked);
  }
  for (const Frame *F = H.Where; F->Parent && !Asked.empty(); F = F->Parent) {
    Syntax In(F->Parent->Of->function());
    for (const CallExpr *Call : In.all<CallExpr>())
      if (F->Site && Call->getBeginLoc() < F->Site->getBeginLoc())
        if (const FieldDecl *Set = bitSetBy(*Call))
          if (const Step *L = Asked.lookup(Set))
            return L;
  }
  return nullptr;
}

// A call Site of the function of From, as seen from the function of In; null if
// it is not below it.
static const Stmt *siteIn(const Frame *From, const Stmt *Site,
                          const Frame *In) {
  for (const Frame *F = From; F; F = F->Parent) {
    if (F == In)
      return Site;
    Site = F->Site;
  }
  return nullptr;
}

// What the function of Site sets Field to behind it, if that is a constant and
// the teardown lets it be. Paths forget what they do not read again.
static std::optional<int64_t> setBehind(const Path &P, const FunctionDecl &F,
                                        const Stmt *Site,
                                        const FieldDecl *Field) {
  for (const FunctionDecl *Ends : P.Of.Teardown)
    if (const Summary *Of = P.Unit.summary(Ends);
        Of && Of->Writes.contains(Field))
      return std::nullopt;
  Syntax In(F);
  for (const BinaryOperator *Op : In.all<BinaryOperator>()) {
    Expr::EvalResult Known;
    if (Op->getOpcode() == BO_Assign && namedBy(Op->getLHS()) == Field &&
        Site->getBeginLoc() < Op->getBeginLoc() &&
        Op->getRHS()->EvaluateAsInt(Known, P.M.Ctx))
      return Known.Val.getInt().getExtValue();
  }
  return std::nullopt;
}

// V, with what was stored since in the places that it was read from.
static ValueRef asOfNow(const Path &P, ValueRef V, const FunctionDecl &F,
                        const Stmt *Site) {
  if (V->Kind == ValueKind::Init) {
    if (const ValueRef *Stored = P.S.Store.lookup(V->Mem))
      return *Stored;
    auto Set =
        V->Mem->field() ? setBehind(P, F, Site, V->Mem->field()) : std::nullopt;
    return Set ? P.M.Pool.number(*Set) : V;
  }
  if (V->Kind != ValueKind::Op || !V->Args[0])
    return V;
  auto Now = [&](ValueRef Part) {
    return Part ? asOfNow(P, Part, F, Site) : nullptr;
  };
  return P.M.Pool.op(V->Op, Now(V->Args[0]), Now(V->Args[1]), V->Type);
}

const Step *guessOfTakenOnce(const Path &P, const Holding &H) {
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (!Taken || L->Kind != StepKind::Assume || !L->OnInitial || !isGuess(*L))
      continue;
    const Stmt *Site = siteIn(H.Where, H.Site, L->In);
    if (!Site || !leadsTo(*L, Site))
      continue;
    ValueRef Now = asOfNow(P, L->About, L->In->Of->function(), Site);
    if (P.M.Facts.truth(P.S.Known, Now) == !L->True)
      return L;
  }
  return nullptr;
}

const Step *guessAgainstRelease(const Path &P, const Holding &H) {
  Syntax Request(H.Where->Of->function());
  auto Around = conditionsAround(Request, H.Site);
  AskedFields Assumed;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Acquire && L->What == &H)
      break;
    // The loop of the request is left when all are requested.
    bool Own = L->In == H.Where && isWithinAny(Request, L->Where, Around);
    if (L->In->Stage <= P.Of.setupStage() && !Own && isGuess(*L))
      fieldsOf(L->About, *L, Assumed);
  }
  if (Assumed.empty())
    return nullptr;
  llvm::DenseSet<const FunctionDecl *> Frees;
  for (const FunctionDecl *F : P.Of.Teardown)
    P.Unit.closure(F, Frees);
  for (const FunctionDecl *F : Frees) {
    const Summary *Of = P.Unit.summary(F);
    if (!Of || !Of->Releases)
      continue;
    Syntax In(*F);
    for (const CallExpr *Call : In.all<CallExpr>()) {
      if (!mayRelease(P, H, *Call))
        continue;
      auto Asked = conditionsAround(In, Call);
      for (const MemberExpr *Mem : In.all<MemberExpr>())
        if (const auto *Field = dyn_cast<FieldDecl>(Mem->getMemberDecl()))
          if (const Step *L = Assumed.lookup(Field);
              L && isWithinAny(In, Mem, Asked))
            return L;
    }
  }
  return nullptr;
}

bool isOfDoorbells(const Path &P, ValueRef V) {
  if (V->Kind == ValueKind::Op)
    return isOfDoorbells(P, V->Args[0]) &&
           (!V->Args[1] || V->Args[1]->isInt() || isOfDoorbells(P, V->Args[1]));
  return V->Kind == ValueKind::Init && V->Mem->field() &&
         P.M.Watches(V->Mem->field());
}

const Step *guessOfRequestedBefore(const Path &P, const Holding &H) {
  AskedFields Asked;
  for (const Step *L = P.S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Assume && L->OnInitial &&
        runsWithin(L->In, H.Where))
      fieldsOf(L->About, *L, Asked);
  Syntax In(H.Where->Of->function());
  auto WhoSets = [&](const Expr *Set, const Expr *To) -> const Step * {
    const FieldDecl *F = namedBy(To);
    return F && H.Site->getBeginLoc() < Set->getBeginLoc() ? Asked.lookup(F)
                                                           : nullptr;
  };
  for (const BinaryOperator *Op : In.all<BinaryOperator>())
    if (Op->isAssignmentOp())
      if (const Step *L = WhoSets(Op, Op->getLHS()))
        return L;
  for (const UnaryOperator *Op : In.all<UnaryOperator>())
    if (Op->isIncrementOp())
      if (const Step *L = WhoSets(Op, Op->getSubExpr()))
        return L;
  return nullptr;
}

const Step *guessThatLedTo(const Path &P, const Holding &Given,
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
    if (!isGuess(*L) || isAboutKey(L->About, Given.Key) ||
        (Request && isAboutKey(L->About, Request->Key)) ||
        isOfDoorbells(P, L->About))
      continue;
    if (!Behind)
      if (const Stmt *Site = siteIn(P.S.Top, Given.Site, L->In);
          Site && leadsTo(*L, Site))
        return L;
    if (Request && L->OnInitial && L->Block->succ_size() == 2 &&
        !leavesLoop(*L) &&
        &L->In->Of->function() == &Request->Where->Of->function() &&
        leadsPastAll(*L, Takes))
      return L;
  }
  return nullptr;
}

} // namespace epf
