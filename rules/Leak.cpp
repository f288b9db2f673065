//===- Leak.cpp - What rules about things left behind share ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is held where a function fails or a teardown ends is left behind,
// unless somebody else may still give it back: a caller, a clean-up, a
// teardown whose conditions are not known. What can be said only when all
// paths are seen waits as a question until then.
//
//===----------------------------------------------------------------------===//

#include "rules/Leak.h"
#include "matchers/Calls.h"
#include "rules/Guess.h"
#include "rules/Syntax.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

// How often the path has left the function that took H since it took it.
static unsigned returnsSince(const Path &P, const Holding &H) {
  unsigned Returns = 0;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Acquire && L->What == &H)
      break;
    Returns += L->Kind == StepKind::Return && L->In == H.Where;
  }
  return Returns;
}

void Leak::onRelease(Path &P, const Holding &, Fit How, const Holding *What) {
  if (How == Fit::Exact)
    (returnsSince(P, *What) ? UndoneLater : Undone).insert(What->Site);
}

// Whether the function that took H frees it by the same words further down,
// though no path comes there.
static bool freesInText(const SourceView &View, const Holding &H) {
  Syntax In(H.Where->Of->function());
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *F = Call->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (M && !M->Acquires && M->Kind == H.Model->Kind &&
        H.Site->getBeginLoc() < Call->getBeginLoc() &&
        View.text(Call->getArg(M->Key)) ==
            View.text(H.Site->getArg(H.Model->Key)))
      return true;
  }
  return false;
}

// Whether the path took the same before its set-up began, and gave it back.
static bool isTakenAgain(Path &P, const Holding &H) {
  const Step *Last = P.S.Last;
  while (Last && Last->What != &H)
    Last = Last->Before;
  bool Back = false;
  for (const Step *L = Last ? Last->Before : nullptr; L; L = L->Before) {
    if (!L->What || P.alias(L->What->Key, H.Key) != Alias::Yes)
      continue;
    Back |= L->Kind == StepKind::Release;
    if (L->Kind == StepKind::Acquire && L->In->Stage < P.Of.setupStage())
      return Back;
  }
  return false;
}

void Leak::onEnd(Path &P, End How, const Stmt *At) {
  if ((How == End::Error && P.Of.Detached) || P.held().empty())
    return;
  for (const Holding *H : P.held()) {
    if (!isAbout(*H) || H->Where->Stage < P.Of.setupStage() ||
        (How == End::Done && !outlived(P, *H)))
      continue;
    // What says nothing of a failure has one where it undoes the rest. What
    // comes behind can't put it right.
    const Mark *Ends = How != End::TornDown ? outlived(P, *H) : nullptr;
    bool Tells = How == End::Error || wayOut(P, H);
    Scene S = Ends && !Tells ? leakAt(view(), P, *H, *Ends, stateOf(*H))
                             : leak(view(), P, *H, How, At, stateOf(*H));
    S.IsDoubtful = P.Of.IsEntry && endsElsewhere(P, *H);
    bool Torn = How == End::TornDown;
    auto Rests = [&S](const Step *On) { return (S.Because = On) != nullptr; };
    if (Rests(guessPastRelease(P, *H, How)) ||
        (Torn && Rests(guessAgainstRelease(P, *H))))
      S.Doubt = "a condition that is not decided leads past the free";
    else if (Rests(guessOfFlagSetBefore(P, *H)))
      S.Doubt = "a flag that was set before decides what is taken";
    else if (Torn && Rests(guessOfTakenOnce(P, *H)))
      S.Doubt = "what is taken once may be kept";
    else if (P.Of.Sleeps && !isTakenAgain(P, *H))
      S.Doubt = "what a device takes as it wakes up may be freed elsewhere";
    else if (S.IsDoubtful)
      S.Doubt = "another lifecycle of the file frees what is held";
    else if (Rests(whyHeldBefore(P, *H)) || (!P.Of.IsEntry && mayBeKept(P, *H)))
      S.Doubt = "what is held may have been held before";
    State Told = P.S;
    while (Ends && Told.Last->Where != Ends->Site)
      Told.Last = Told.Last->Before;
    if (P.Of.IsEntry)
      report(Path{P.M, Told, P.Unit, P.Of}, std::move(S));
    else
      Open.push_back({Told, H, S, S.In == H->Where && returnsSince(P, *H) < 2,
                      Ends && How == End::Done});
  }
}

// A function that others call answers for what it leaves behind if it undoes
// the same on another path, or if nobody else in the file could. That the one
// who takes it cleans up behind itself says nothing of what it leaves to the
// callers in other files.
void Leak::onTaskEnd(Machine &M, const Scope &Unit, const Task &T) {
  for (Question &Q : Open) {
    bool Own = Q.IsOwn || !T.Setup->isExternallyVisible();
    if (!Q.IsOutlived && !UndoneLater.count(Q.Left->Site) &&
        !(Own &&
          (Undone.count(Q.Left->Site) || freesInText(view(), *Q.Left))) &&
        othersRelease(Unit, T, *Q.Left, Q.Shown.In, Q.Shown.Where)) {
      Q.Shown.Doubt = "a caller may free what is left";
      Q.Shown.IsDoubtful = true;
    }
    report(Path{M, Q.At, Unit, T}, std::move(Q.Shown));
  }
  Open.clear();
  Undone.clear();
  UndoneLater.clear();
}

} // namespace epf
