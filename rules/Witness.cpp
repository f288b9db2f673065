//===- Witness.cpp - Steps of a path as a reader wants them ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "rules/Answer.h"
#include "rules/Reporter.h"
#include "rules/Syntax.h"
#include "rules/WayOut.h"
#include "rules/Ways.h"

using namespace clang;

namespace epf {

/// More notes than this are read by nobody: the latest assumptions are told.
static constexpr unsigned MostAssumptions = 8;

/// Of those of set-up, where it is told of a teardown that nothing was taken.
static constexpr unsigned MostBefore = 2;

static Event event(const SourceView &View, EventKind Kind, std::string Message,
                   const Stmt *Where) {
  return {Kind, std::move(Message), View.location(Where)};
}

// Whether L is about one error of those that a call may give.
static bool isOneError(const Step &L) {
  ValueRef V = L.About;
  while (V && V->isOp(OpKind::Not))
    V = V->Args[0];
  return V && V->isOp(OpKind::Eq) && V->Args[1]->isInt() &&
         V->Args[1]->Number < 0;
}

static std::string assumption(const SourceView &View, const Step &L) {
  if (const CallExpr *Failed = failedCall(L); Failed && !isOneError(L)) {
    // Where what it takes is not taken, it fails by a step of its own.
    const FunctionDecl *F = Failed->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (L.Kind == StepKind::Assume && M && M->Acquires &&
        M->On == Success::NotNegative)
      return "assuming " + callName(Failed) + " returns a positive number";
    if (answerOf(L) == Answer::Failure)
      return "assuming " + callName(Failed) + " fails";
    return "assuming " + callName(Failed) + " returns " +
           (Failed->getType()->isPointerType() ? "NULL" : "non-zero");
  }
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

// Whether L returns something that is an error on other paths: no number.
static bool givesCode(const Step &L) {
  const auto *Return = dyn_cast<ReturnStmt>(L.Where);
  const Expr *Code = Return ? Return->getRetValue() : nullptr;
  return Code && !Code->isEvaluatable(L.In->Of->function().getASTContext());
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
  case StepKind::Return:
    if (!L.In->Parent && !L.True && givesCode(L))
      return event(View, EventKind::Return,
                   "returning '" +
                       View.text(cast<ReturnStmt>(L.Where)->getRetValue()) +
                       "', which is no error here",
                   L.Where);
    [[fallthrough]];
  case StepKind::Outside:
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

// Whether L is made by the call that Enters enters, or by what that calls.
static bool isInside(const Step &L, const Step &Enters) {
  const Frame *F = L.In;
  while (F && F->Parent != Enters.In)
    F = F->Parent;
  return F && F->Site == Enters.Where;
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

// Whether F itself calls something whose model is as asked for.
static bool calls(const FunctionDecl &F,
                  llvm::function_ref<bool(const CallModel &)> Asked) {
  Syntax Of(F);
  return llvm::any_of(Of.all<CallExpr>(), [&](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    return M && Asked(*M);
  });
}

static bool isHeldAfter(llvm::ArrayRef<const Step *> Steps, const Holding &H) {
  int Times = 0;
  for (const Step *L : Steps)
    if (L->What == &H)
      Times += (L->Kind == StepKind::Acquire) - (L->Kind == StepKind::Release);
  return Times > 0;
}

// Whether F requests something itself.
static bool requests(const FunctionDecl &F) {
  return calls(F, [](const CallModel &M) { return M.Acquires; });
}

static bool isRequest(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const CallModel *M = Callee ? callModel(*Callee) : nullptr;
  return M && M->Acquires;
}

// Whether the call that step I enters could be thought to give Focus back, and
// does not: who reads the code sees the call, and would not believe the rest.
static bool givesNothingBack(llvm::ArrayRef<const Step *> Steps, size_t I,
                             const Holding &Focus) {
  const auto *Call = dyn_cast_or_null<CallExpr>(Steps[I]->Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  // What takes things frees them where it fails: nobody expects it to
  // otherwise.
  if (!F || !(F = F->getDefinition()) || requests(*F) ||
      !calls(*F, [&](const CallModel &M) {
        return !M.Acquires && M.Kind == Focus.Model->Kind;
      }))
    return false;
  for (const Step *L : Steps.drop_front(I + 1)) {
    if (!isInside(*L, *Steps[I]))
      break;
    if (L->Kind == StepKind::Release && L->What == &Focus)
      return false;
  }
  return true;
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
  unsigned Stages = 0, Assumptions = 0, Before = 0;
  size_t Survived = 0; // the return of set-up, which goes on all the same
  std::vector<char> Keep(Steps.size(), 0);
  for (size_t I = Steps.size(); I-- > 0;) {
    const Step &L = *Steps[I];
    switch (L.Kind) {
    case StepKind::Assume: {
      // What went on before the thing was taken does not bear on it, unless
      // it is in the very function; nor does a call that just succeeded.
      bool Near = L.In == In || (Focus && I > Taken);
      bool Fails = failedCall(L);
      if (Fails && (Near || !Focus) && answerOf(L) == Answer::Wanted)
        break;
      Near |= !Focus && Fails && GaveUp.erase(L.In);
      // Where nothing was taken, the last turns of set-up tell why.
      if (!Near && !Focus && L.In->Stage == SetupStage &&
          L.In->Stage < In->Stage && Before < MostBefore &&
          (Fails || !isPlainSuccess(L)) && leadsPast(L, isRequest)) {
        Near = true;
        ++Before;
      }
      if (Near && L.In->Stage >= SetupStage && (Fails || !isPlainSuccess(L)) &&
          Assumptions < MostAssumptions) {
        Keep[I] = 1;
        ++Assumptions;
        if (Fails && Survived && L.In == Steps[Survived]->In)
          Keep[Survived] = 1;
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
      if (L.True && L.In != In && requests(L.In->Of->function()))
        GaveUp.insert(L.In);
      if (!L.In->Parent && L.In->Stage == SetupStage &&
          L.In->Stage < In->Stage && givesCode(L))
        Survived = I;
      break;
    case StepKind::Enter:
    case StepKind::Jump:
    case StepKind::Outside:
      break;
    }
  }
  // Where a call that frees elsewhere is left before it does.
  llvm::SmallDenseSet<size_t> Idle;
  if (Focus && isHeldAfter(Steps, *Focus))
    for (size_t I = Taken + 1; I < Steps.size(); ++I) {
      if (Steps[I]->Kind != StepKind::Enter ||
          !givesNothingBack(Steps, I, *Focus))
        continue;
      Idle.insert(I);
      Keep[I] = 1;
      for (size_t J = I + 1; J < Steps.size() && isInside(*Steps[J], *Steps[I]);
           ++J)
        if (Steps[J]->Kind == StepKind::Return &&
            Steps[J]->In->Parent == Steps[I]->In)
          Keep[J] = 1;
    }
  // A call is told if something inside it is.
  for (size_t I = 0; I < Steps.size(); ++I) {
    if (Steps[I]->Kind != StepKind::Enter || Steps[I]->In->Stage < SetupStage)
      continue;
    for (size_t J = I + 1; J < Steps.size() && !Keep[I]; ++J) {
      if (!runsWithin(Steps[J]->In, Steps[I]->In))
        break;
      if (isInside(*Steps[J], *Steps[I]))
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
    if (Idle.contains(I))
      E.Message += ", which does not free it here";
    E.Held = Now.names(View);
    if (Told.empty() ||
        !(Told.back().Message == E.Message && Told.back().Where == E.Where))
      Told.push_back(std::move(E));
  }
  return Told;
}

} // namespace epf
