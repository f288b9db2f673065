//===- Witness.cpp - Steps of a path as a reader wants them
//----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "rules/Reporter.h"
#include "rules/Syntax.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

/// More notes than this are read by nobody: the latest assumptions are told.
static constexpr unsigned MostAssumptions = 8;

static Event event(const SourceView &View, EventKind Kind, std::string Message,
                   const Stmt *Where) {
  return {Kind, std::move(Message), View.location(Where)};
}

static std::string assumption(const SourceView &View, const Step &L) {
  if (const CallExpr *Failed = failedCall(L))
    return "assuming " + callName(Failed) + " fails";
  if (const auto *Case = dyn_cast<CaseStmt>(L.Where))
    return "assuming the case '" + View.text(Case->getLHS()) + "'";
  if (isa<DefaultStmt>(L.Where) || isa<SwitchStmt>(L.Where))
    return "assuming no case matches";
  return "assuming '" + View.text(L.Where) + "' is " +
         (L.True ? "true" : "false");
}

// An assumption about a call's result that is no failure, or one made inside a
// macro such as max(): nothing a reader would ask about.
static bool isPlainSuccess(const Step &L) {
  if (L.Where->getBeginLoc().isMacroID())
    return true;
  ValueRef V = L.About;
  while (V && !V->call())
    V = V->Kind == ValueKind::Op ? V->Args[0] : nullptr;
  return V && !V->call()->getType()->isBooleanType();
}

static Event tellStep(const SourceView &View, const Step &L) {
  switch (L.Kind) {
  case StepKind::Assume:
    return event(View, EventKind::Assume, assumption(View, L),
                 isa<CaseStmt>(L.Where) ? static_cast<const Stmt *>(
                                              cast<CaseStmt>(L.Where)->getLHS())
                                        : L.Where);
  case StepKind::Fail:
    return event(View, EventKind::Assume,
                 "assuming " + callName(cast<CallExpr>(L.Where)) + " fails",
                 L.Where);
  case StepKind::Enter:
    return event(View, EventKind::Call,
                 "calling " + callName(cast<CallExpr>(L.Where)), L.Where);
  case StepKind::Acquire:
    return event(
        View, EventKind::Acquire,
        "'" + keyText(View, *L.What) + "' is " +
            (L.What->Model->isIrq() ? "requested" : "allocated doorbells") +
            " here",
        L.Where);
  case StepKind::Release:
    return event(View, EventKind::Release, "released here", L.Where);
  case StepKind::Jump:
    return event(View, EventKind::Branch,
                 "going on at '" + View.text(L.Where) + "'", L.Where);
  case StepKind::Outside:
  case StepKind::Return:
    return event(View, EventKind::Return, "returning here", L.Where);
  case StepKind::Stage: {
    Event E;
    E.Kind = EventKind::Call;
    E.Message = "the kernel calls " + functionName(L.In) + "()";
    E.Where = View.location(L.In->Of->function().getLocation());
    return E;
  }
  }
  llvm_unreachable("unknown step");
}

/// The steps from the first to Last.
static std::vector<const Step *> stepsTo(const Step *Last) {
  std::vector<const Step *> Steps;
  for (const Step *L = Last; L; L = L->Before)
    Steps.push_back(L);
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

namespace {
/// What is held as steps go by.
class Held {
public:
  void follow(const Step &L) {
    if (L.Kind == StepKind::Acquire)
      Now.push_back(L.What);
    if (L.Kind != StepKind::Release)
      return;
    auto Given = llvm::find(llvm::reverse(Now), L.What);
    if (Given != Now.rend())
      Now.erase(std::next(Given).base());
  }

  std::vector<std::string> names(const SourceView &View) const {
    std::vector<std::string> Names;
    for (const Holding *H : Now) {
      bool AreDoorbells = H->Model->Kind == Resource::Doorbell;
      Names.push_back((AreDoorbells ? "doorbells of " : "") +
                      keyText(View, *H));
    }
    return Names;
  }

private:
  std::vector<const Holding *> Now;
};
} // namespace

std::vector<std::string> heldAfter(const SourceView &View, const Step *Last) {
  Held Now;
  for (const Step *L : stepsTo(Last))
    Now.follow(*L);
  return Now.names(View);
}

// Whether the function of F requests something itself.
static bool requests(const Frame &F) {
  Syntax Of(F.Of->function());
  return llvm::any_of(Of.all<CallExpr>(), [](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    return M && M->Acquires;
  });
}

std::vector<Event> tellWitness(const SourceView &View, const Step *Last,
                               const Holding *Focus, const Frame *In,
                               unsigned SetupStage) {
  std::vector<const Step *> Steps = stepsTo(Last);

  size_t Taken = 0;
  for (size_t I = 0; I < Steps.size(); ++I)
    if (Focus && Steps[I]->Kind == StepKind::Acquire && Steps[I]->What == Focus)
      Taken = I;

  // Whole calls that ended before and had no part in it are left out. Where
  // nothing was taken, the one that failed to take it had.
  llvm::SmallPtrSet<const Frame *, 4> GaveUp;
  unsigned Stages = 0, Assumptions = 0;
  std::vector<char> Keep(Steps.size(), 0);
  for (size_t I = Steps.size(); I-- > 0;) {
    const Step &L = *Steps[I];
    switch (L.Kind) {
    case StepKind::Assume: {
      // What went on before the thing was taken does not bear on it, unless
      // it is in the very function; nor does a call that just succeeded.
      bool Near = L.In == In || (Focus && I > Taken);
      bool Fails = failedCall(L);
      Near |= !Focus && Fails && GaveUp.erase(L.In);
      if (Near && L.In->Stage >= SetupStage && (Fails || !isPlainSuccess(L)) &&
          Assumptions < MostAssumptions) {
        Keep[I] = 1;
        ++Assumptions;
      }
      break;
    }
    case StepKind::Fail:
      Keep[I] = L.In->Stage >= SetupStage && isa_and_nonnull<CallExpr>(L.Where);
      break;
    case StepKind::Acquire:
      Keep[I] = Focus && L.What == Focus;
      break;
    case StepKind::Release:
      Keep[I] = Focus && L.What == Focus;
      break;
    case StepKind::Stage:
      Keep[I] = L.In->Stage >= SetupStage;
      Stages += Keep[I];
      break;
    case StepKind::Return:
      if (L.True && L.In != In && requests(*L.In))
        GaveUp.insert(L.In);
      break;
    case StepKind::Enter:
    case StepKind::Jump:
    case StepKind::Outside:
      break;
    }
  }
  // A call is told if something inside it is.
  for (size_t I = 0; I < Steps.size(); ++I) {
    if (Steps[I]->Kind != StepKind::Enter || Steps[I]->In->Stage < SetupStage)
      continue;
    for (size_t J = I + 1; J < Steps.size() && !Keep[I]; ++J) {
      if (!runsWithin(Steps[J]->In, Steps[I]->In))
        break;
      const Frame *F = Steps[J]->In;
      while (F && F->Parent != Steps[I]->In)
        F = F->Parent;
      if (F && F->Site == Steps[I]->Where)
        Keep[I] = Keep[J] || (J + 1 == Steps.size());
    }
  }
  std::vector<Event> Told;
  Held Now;
  for (size_t I = 0; I < Steps.size(); ++I) {
    Now.follow(*Steps[I]);
    if (!Keep[I] || (Steps[I]->Kind == StepKind::Stage && Stages < 2))
      continue;
    Event E = tellStep(View, *Steps[I]);
    E.Held = Now.names(View);
    if (Told.empty() ||
        !(Told.back().Message == E.Message && Told.back().Where == E.Where))
      Told.push_back(std::move(E));
  }
  return Told;
}

} // namespace epf
