//===- IrqStrayFree.cpp - epf-irq-stray-free ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A free that fits nothing held. The path, read backwards, tells why: it was
// freed before, its request failed, only others of its array were requested.
// If it has no request at all, another path of the same entry point must have
// one, else it is somebody else's. Nothing is said where memory from before
// decided: the driver may keep a flag there.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqStrayFree.h"
#include "rules/Guess.h"
#include "rules/UnwindFix.h"
#include "rules/VirqFix.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

static constexpr char Undecided[] =
    "a condition that is not decided leads to the free";

void IrqStrayFree::onAcquire(Path &P, const Holding &Given) {
  if (Given.Model->isIrq())
    Requested.insert(P.M.Make.holding(Given));
}

// Another file may have requested what is freed here.
static bool takenElsewhere(const Path &P) {
  for (const Step *L = P.S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Outside)
      return true;
  return false;
}

// Whether Condition decides if Site, in the same function, is come to: it is
// that of an if or a loop around it.
static bool encloses(const SourceView &View, const FunctionDecl &F,
                     const Stmt *Condition, const Stmt *Site) {
  Syntax In(F);
  for (const Stmt *Up = In.parent(Site); Up; Up = In.parent(Up)) {
    const Stmt *Cond = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Up))
      Cond = If->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(Up))
      Cond = While->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(Up))
      Cond = For->getCond();
    if (Cond && In.isWithin(Condition, Cond))
      return true;
  }
  return false;
}

static bool isAboutKey(ValueRef About, ValueRef Key) {
  while (About->Kind == ValueKind::Op && About != Key)
    About = About->Args[0]->isInt() && About->Args[1] ? About->Args[1]
                                                      : About->Args[0];
  return About == Key;
}

// What led to the free asked something of memory that was there before: the
// driver may well keep a flag there that we have not seen set. In the function
// that requested only the conditions around the free count as such.
static const Step *guardOf(const SourceView &View, const Path &P,
                           const Frame *Requester, const Holding &Given,
                           const Holding *Request) {
  const Stmt *Free = Given.Site;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Stage || L->Kind == StepKind::Fail ||
        L->Kind == StepKind::Acquire)
      return nullptr;
    // That the irq is a number says nothing of whether it is requested.
    if (L->Kind != StepKind::Assume || !L->OnInitial ||
        isAboutKey(L->About, Given.Key) ||
        (Request && isAboutKey(L->About, Request->Key)) ||
        isOfDoorbells(P, L->About))
      continue;
    if (!runsWithin(Requester, L->In))
      return L;
    const Stmt *Site = Free;
    for (const Frame *F = P.S.Top; F && F != L->In; F = F->Parent)
      Site = F->Site;
    if (Site && encloses(View, L->In->Of->function(), L->Where, Site))
      return L;
  }
  return nullptr;
}

// Whether the request of H is one that the free of Given was meant for.
static bool fits(Path &P, const Holding &H, const Holding &Given,
                 bool Siblings) {
  if (H.Model->Kind != Given.Model->Kind)
    return false;
  Alias Key = P.alias(H.Key, Given.Key);
  // What is known to be another is another of its array all the same.
  if (Key == Alias::No &&
      P.M.Facts.alias(P.M.Facts.empty(), H.Key, Given.Key) == Alias::Sibling)
    Key = Alias::Sibling;
  // Elements of an array often are their own dev_id.
  if (Key == Alias::Sibling)
    return Siblings;
  return Key == Alias::Yes &&
         (!H.Cookie || P.alias(H.Cookie, Given.Cookie) != Alias::No);
}

// What E is read from by name: a field, or a variable, or an array that one is.
static const Decl *placeOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Each = dyn_cast<ArraySubscriptExpr>(E))
    E = Each->getBase()->IgnoreParenCasts();
  if (const auto *Mem = dyn_cast<MemberExpr>(E))
    return Mem->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

// Whether the irq of H is read from Place, or kept there once it is requested.
static bool isKeptIn(const SourceView &View, const Holding &H,
                     const Decl *Place) {
  const Expr *Key = argument(H.Site, H.Model->Key);
  if (!Key || !Place)
    return false;
  if (placeOf(Key) == Place)
    return true;
  Syntax In(H.Where->Of->function());
  return llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Op) {
    return Op->getOpcode() == BO_Assign && placeOf(Op->getLHS()) == Place &&
           View.folded(Op->getRHS()) == View.folded(Key);
  });
}

// Whether the request of H was meant though another number is freed: that is
// what the place of the irq holds where nothing was requested. Below 0 there is
// no line, and free_irq() does nothing.
static bool fitsByPlace(const SourceView &View, Path &P, const Holding &H,
                        const Holding &Given) {
  ValueRef Key = P.resolve(Given.Key);
  const Expr *Freed = argument(Given.Site, Given.Model->Key);
  return H.Model->Kind == Given.Model->Kind && Freed && Key->isInt() &&
         Key->Number >= 0 && Key->Number <= INT32_MAX &&
         isKeptIn(View, H, placeOf(Freed)) &&
         (!H.Cookie || P.alias(H.Cookie, Given.Cookie) != Alias::No);
}

// What is freed was read where the kernel keeps the requests of all drivers.
static bool isReadBack(const Holding &Given) {
  const FieldDecl *F = Given.Cookie && Given.Cookie->Kind == ValueKind::Init
                           ? Given.Cookie->Mem->field()
                           : nullptr;
  return F && keepsRequests(F->getParent()->getName());
}

// free_irq() of a number that no line has does nothing.
static bool isNoLine(Path &P, const Holding &Given) {
  ValueRef Key = P.resolve(Given.Key);
  return P.M.Facts.rangeOf(P.S.Known, Key).Hi < 0 || Key->isInt(NotConnected);
}

// The request that failed told that there is no line.
static bool isNotConnected(const Path &P, const Step &Failed) {
  for (const Step *L = P.S.Last; L != &Failed; L = L->Before) {
    ValueRef V = L->Kind == StepKind::Assume ? L->About : nullptr;
    bool True = L->True;
    for (; V && V->isOp(OpKind::Not); V = V->Args[0])
      True = !True;
    if (V && True && V->isOp(OpKind::Eq) &&
        V->Args[1]->isInt(NotConnectedError) &&
        V->Args[0]->call() == Failed.Where)
      return true;
  }
  return false;
}

// Since the device went to sleep its irq was given back, or not got again. What
// it had before may come from entries that are not run here.
static bool isOfSleep(Path &P, const Holding &Given) {
  for (const Step *L = P.S.Last; L; L = L->Before)
    if ((L->Kind == StepKind::Release || L->Kind == StepKind::Fail) &&
        L->What && L->In->Stage >= P.Of.setupStage() &&
        fits(P, *L->What, Given, true))
      return true;
  return false;
}

// The repair, once it is settled where the fault is.
void IrqStrayFree::mend(Path &P, const Holding &Given, const Holding *Request,
                        Scene &S) {
  const CallExpr *Free = Given.Site;
  StrayFree Known;
  Known.Where = S.Where;
  Known.Function = &S.In->Of->function();
  Known.Free = Free;
  Known.FreeIn = &P.S.Top->Of->function();
  Known.Request = Request;
  Known.Sibling = Request && P.alias(Request->Key, Given.Key) != Alias::Yes;
  Known.Twice = S.Role == "double-free";
  Known.Failed = S.Role == "failed-request";
  Known.Again =
      P.Of.Sleeps && Request && Request->Where->Stage > P.Of.setupStage();
  for (const Step *L = P.S.Last; L && !Known.Before; L = L->Before)
    if (L->Kind == StepKind::Release && L->What && L->Where != Free &&
        Known.Twice && fits(P, *L->What, Given, false)) {
      Known.Before = cast<CallExpr>(L->Where);
      Known.BeforeIn = &L->In->Of->function();
    }
  for (const Step *L = P.S.Last; L && !Known.From; L = L->Before) {
    if (L->Kind == StepKind::Stage || L->Kind == StepKind::Acquire)
      break;
    if (L->Kind == StepKind::Jump && L->In == S.In)
      Known.From = dyn_cast<GotoStmt>(L->Where);
  }
  for (const Frame *F = P.S.Top; F->Parent; F = F->Parent)
    if (F->Parent == S.In && !F->Site)
      if (auto Clean = (*F->Back)[F->BackIndex].getAs<CFGCleanupFunction>())
        Known.Armed = Clean->getVarDecl();
  bool Virq = Request && Request->Key->Kind == ValueKind::Init && Bell.Virq &&
              Request->Key->Mem->field() == Bell.Virq;
  S.Repair = [this, Known, Virq] {
    std::vector<Fix> Found = mendStrayFree(view(), Known);
    if (Virq)
      llvm::append_range(
          Found,
          requestOnce(view(), Bell, Known.Request->Where->Of->function()));
    return Found;
  };
}

void IrqStrayFree::onRelease(Path &P, const Holding &Given, Fit How,
                             const Holding *) {
  if (How != Fit::None || !Given.Model->isIrq() ||
      P.Of.isJudgedElsewhere(Given.Where->Of->function()) || takenElsewhere(P))
    return;
  if (isNoLine(P, Given) || isReadBack(Given))
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  const Frame *Requester = nullptr;
  const Holding *Request = nullptr;
  auto Tell = [&](llvm::StringRef Role, llvm::StringRef What, const Frame *By,
                  const Holding *For = nullptr) {
    Request = For;
    S.Role = Role;
    S.Message = "irq '" + S.Resource + "' is " + What.str();
    Requester = By;
  };
  // What happened to this very irq last, or else to others of its array.
  for (const Step *L = P.S.Last; L && S.Message.empty(); L = L->Before) {
    if (L->Kind == StepKind::Fail && L->What && fits(P, *L->What, Given, false))
      break;
    if (L->Kind == StepKind::Release && fits(P, *L->What, Given, false)) {
      // Set-up freed what it had not requested, and so does the next.
      bool Stray = P.Of.IsEntry && !L->What->Model->Acquires &&
                   L->In->Stage == P.Of.setupStage();
      Tell("double-free",
           Stray ? "freed twice but was not requested on this path"
                 : "freed twice on this path",
           L->In);
      S.Focus = L->What;
      // The number that an irq's place has where nothing was requested.
      if (!L->What->Model->Acquires && P.resolve(Given.Key)->isInt()) {
        Tell("not-requested", "freed but was not requested on this path",
             L->In);
        S.Focus = nullptr;
      }
    }
  }
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (S.Role == "double-free" || S.Role == "failed-request")
      break;
    if ((L->Kind != StepKind::Acquire && L->Kind != StepKind::Fail) || !L->What)
      continue;
    const Holding *H = L->What;
    if (fits(P, *H, Given, false) && L->Kind == StepKind::Fail &&
        isNotConnected(P, *L))
      return;
    if (fits(P, *H, Given, false))
      Tell("failed-request", "freed although its request failed", H->Where, H);
    else if (S.Message.empty() && fits(P, *H, Given, true))
      Tell("not-requested", "freed but was not requested on this path",
           H->Where, H);
  }
  if (P.Of.Sleeps && !isOfSleep(P, Given)) {
    if (S.Message.empty())
      Tell("not-requested", "freed but was not requested on this path",
           nullptr);
    S.Doubt = "what is freed to sleep may be taken where a device is opened";
    return report(P, std::move(S));
  }
  if (isQuiet(*Given.Model) && (S.Message.empty() || S.Role == "not-requested"))
    return;
  if (S.Message.empty()) {
    Tell("not-requested", "freed but was not requested on this path", nullptr);
    Open.push_back({P.S, Given, std::move(S)});
    return;
  }
  if (S.Role != "double-free")
    S.Because = guardOf(view(), P, Requester, Given, Request);
  if (!S.Because)
    S.Because = guessThatLedTo(P, Given, Request);
  if (!S.Because && Request && S.Role == "not-requested")
    S.Because = guessOfRequestedBefore(P, *Request);
  if (S.Because) {
    S.Doubt = Undecided;
    return report(P, std::move(S));
  }
  // What was freed twice was requested once.
  for (const Step *L = P.S.Last; L && !Request; L = L->Before)
    if (L->Kind == StepKind::Acquire && L->What &&
        fits(P, *L->What, Given, true))
      Request = L->What;
  // Or was to be: its request has failed.
  for (const Step *L = P.S.Last; L && !Request; L = L->Before)
    if (L->Kind == StepKind::Fail && L->What &&
        L->What->Model->Kind == Given.Model->Kind && L->In == Given.Where)
      Request = L->What;
  blameCaller(P, Requester, S);
  if (Request && P.alias(Request->Key, Given.Key) == Alias::Sibling)
    Open.push_back({P.S, Given, std::move(S), Request});
  else {
    mend(P, Given, Request, S);
    report(P, std::move(S));
  }
  P.settle("an irq was freed that is not held");
}

// A free without any request on its path is told if another path has one; that
// is the one to mend by, rather than that of others of the array.
void IrqStrayFree::onTaskEnd(Machine &M, const Scope &Unit, const Task &T) {
  for (Question &Q : Open) {
    Path P{M, Q.At, Unit, T};
    auto Own = llvm::find_if(Requested, [&](const Holding *H) {
      return fits(P, *H, Q.Given, false);
    });
    if (Own == Requested.end() && !Q.Other)
      Own = llvm::find_if(Requested, [&](const Holding *H) {
        return fitsByPlace(view(), P, *H, Q.Given);
      });
    const Holding *H = Own != Requested.end() ? *Own : Q.Other;
    if (!H)
      continue;
    if (!Q.Other) {
      const Step *&Rests = Q.Shown.Because;
      if ((Rests = guardOf(view(), P, H->Where, Q.Given, H)) ||
          (Rests = guessOfRequestedBefore(P, *H)) ||
          (Rests = guessThatLedTo(P, Q.Given, H)))
        Q.Shown.Doubt = Undecided;
      blameCaller(P, H->Where, Q.Shown);
    }
    mend(P, Q.Given, H, Q.Shown);
    report(P, std::move(Q.Shown));
  }
  Open.clear();
  Requested.clear();
}

} // namespace epf
