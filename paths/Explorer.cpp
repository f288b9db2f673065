//===- Explorer.cpp - Runs the stages of a task ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"
#include "matchers/Records.h"
#include "paths/Tell.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace epf {

/// Where a set-up took more than its budget, its teardown gets this part of it.
static constexpr unsigned TeardownShare = 32;

Explorer::Explorer(ASTContext &Ctx, Scope &Unit, const Doorbell &Bell,
                   llvm::ArrayRef<Observer *> Observers, Limits Max)
    : M(Ctx), Unit(Unit), Bell(Bell), Observers(Observers),
      Digested(Unit, Bell, this->Observers), Quiet(Unit, Bell, this->Observers),
      Max(Max) {
  if (Max.Apart)
    Joining.emplace(M, Max.Apart);
  M.Addressed = [this](QualType T) { return Digested.addressedLike(T); };
  M.Pool.Line = Bell.Virq;
  M.Watches = [&Bell](const FieldDecl *F) { return Bell.owns(F); };
  M.OnLoad = [this](State &S, const Region *R, const Expr *At) {
    tell(S, [&](Observer &O, Path &P) { O.onLoad(P, R, *At); });
  };
}

std::optional<bool> isFailure(Solver &Solve, const Facts &Known, ValueRef R,
                              QualType Returned) {
  if (!R || Returned->isVoidType() || Returned->isBooleanType())
    return false;
  Range Of = Solve.rangeOf(Known, R);
  if (Of.Hi < 0)
    return true;
  // ERR_PTR() of a number is judged as the number.
  bool Number = !R->Type.isNull() && R->Type->isIntegerType();
  if (Returned->isPointerType() && !Number) {
    if (Of.Hi == 0)
      return true;
    // What was tested with IS_ERR() is returned as what it is.
    return Of.Lo < 0 && Of.contains(0) && R->mayBeResult()
               ? std::nullopt
               : std::optional<bool>(false);
  }
  if (Of.Lo >= 0)
    return false;
  // Drivers test `if (ret)` and mean an error by it.
  if (!Of.contains(0) && !R->isJoined())
    return R->Kind == ValueKind::Fresh;
  return R->mayBeResult() ? std::nullopt : std::optional<bool>(false);
}

// The embedded struct device of R, or null.
static const FieldDecl *deviceOf(const RecordDecl *R,
                                 const RecordDecl *Device) {
  const FieldDecl *F = fieldNamed(R, "dev");
  return F && F->getType()->getAsRecordDecl() == Device ? F : nullptr;
}

// What is called first of what T runs, and what after that.
static std::vector<const FunctionDecl *> entries(const Task &T) {
  std::vector<const FunctionDecl *> All = T.Before;
  All.push_back(T.Setup);
  llvm::append_range(All, T.Teardown);
  return All;
}

// Entries of one lifecycle are called for one device: first parameters of one
// type are the same object, and `struct device *` is the one inside it.
void Explorer::bindParameters(State &S, const FunctionDecl *F,
                              const Frame *Top) {
  if (F->param_empty())
    return;
  const ParmVarDecl *First = F->getParamDecl(0);
  const RecordDecl *R = pointedTo(First->getType());
  if (!R)
    return;
  auto Object = [&](const RecordDecl *Of, QualType T) {
    return M.Pool.fresh(Of->getCanonicalDecl(), nullptr,
                        T.getUnqualifiedType());
  };
  ValueRef V = Object(R, First->getType());
  if (R->getName() == "device")
    for (const FunctionDecl *Each : entries(*Now)) {
      const ParmVarDecl *Other =
          Each->param_empty() ? nullptr : Each->getParamDecl(0);
      const RecordDecl *Outer = Other ? pointedTo(Other->getType()) : nullptr;
      if (const FieldDecl *Dev = deviceOf(Outer, R)) {
        V = M.Pool.address(
            M.Pool.field(M.Pool.pointee(Object(Outer, Other->getType())), Dev));
        break;
      }
    }
  if (auto Valid = M.Facts.assume(
          S.Known, M.Pool.op(OpKind::Lt, M.Pool.number(0), V, M.Ctx.IntTy),
          true))
    S.Known = *Valid;
  S.Store = M.Make.Store.add(S.Store, M.Pool.local(First, Top), V);
  // So are further ones, if the type says which: (substream, dai).
  llvm::SmallPtrSet<const Decl *, 4> Bound = {R->getCanonicalDecl()};
  for (const ParmVarDecl *P : llvm::drop_begin(F->parameters()))
    if (const RecordDecl *Of = pointedTo(P->getType());
        Of && Bound.insert(Of->getCanonicalDecl()).second)
      S.Store = M.Make.Store.add(S.Store, M.Pool.local(P, Top),
                                 Object(Of, P->getType()));
}

Explorer::States Explorer::runFunction(States From, const FunctionDecl *F,
                                       unsigned Stage) {
  Exits.clear();
  Seen.clear();
  SeenStates.clear();
  const Body *Of = Unit.body(F);
  if (!Of)
    return {};
  Entered.insert(F->getCanonicalDecl());
  const Frame *Top = M.Make.entry(Of, Stage);
  for (State &S : From) {
    S.Top = Top;
    S.Env = M.Make.Env.getEmptyMap();
    S.Rounds = M.Make.Rounds.getEmptyMap();
    S.Turns = M.Make.Turns.getEmptyMap();
    S.Result = nullptr;
    bindParameters(S, &Of->function(), Top);
    if (ValueRef Object =
            Now->Destroys && F == Now->Teardown.back() ? toDestroy(S) : nullptr)
      S.Store = M.Make.Store.add(
          S.Store, M.Pool.local(Of->function().getParamDecl(0), Top), Object);
    Step Begin = {};
    Begin.Kind = StepKind::Stage;
    Begin.Where = Of->function().getBody();
    M.Make.step(S, Begin);
    if (Unit.summary(F)->Broken)
      giveUpOn(S);
    S.Block = &Of->entry();
    S.Index = 0;
    Work.push_back(S);
  }
  if (Joining) {
    Joining->clear();
    for (;;) {
      for (State &S : Work)
        Joining->push(std::move(S));
      Work.clear();
      if (Joining->empty() || OverBudget || M.Unsure)
        break;
      walk(Joining->pop());
    }
  }
  while (!Work.empty() && !OverBudget) {
    State S = std::move(Work.back());
    Work.pop_back();
    walk(std::move(S));
  }
  Work.clear();
  return std::move(Exits);
}

// From the last entry to the first: what one reads the one before must keep.
void Explorer::look(const Task &T) {
  std::vector<std::pair<const FunctionDecl *, bool>> Stages;
  for (const FunctionDecl *F : T.Before)
    Stages.push_back({F, true});
  Stages.push_back({T.Setup, true});
  for (const FunctionDecl *F : T.Teardown)
    Stages.push_back({F, T.replyOf(F).has_value()});
  Views.clear();
  Views.resize(Stages.size());
  const Slice *After = nullptr;
  for (size_t I = Stages.size(); I-- > 0;) {
    Views[I] = std::make_unique<StageView>(Digested, Stages[I].first,
                                           Stages[I].second, After);
    After = &Views[I]->Matters;
  }
}

bool Explorer::run(const Task &T, unsigned Most) {
  Now = &T;
  Budget = Most;
  Steps = 0;
  OverBudget = LeftPaths = false;
  StandIns.clear();
  M.Taken.clear();
  M.Unsure = nullptr;
  M.Parts.clear();
  M.Guessed.clear();
  M.Apart.begin();
  look(T);
  State First(M.Facts.empty());
  First.Store = M.Make.Store.getEmptyMap();
  First.Defaults = M.Make.Store.getEmptyMap();
  First.Env = M.Make.Env.getEmptyMap();
  First.Rounds = M.Make.Rounds.getEmptyMap();
  First.Turns = M.Make.Turns.getEmptyMap();
  First.Epochs = M.Make.Epochs.getEmptyMap();
  First.Held = M.Make.Held.getEmptyMap();
  First.Marks = M.Make.Marks.getEmptySet();
  if (T.AtLoad)
    load(First, T);
  States Stage = {First};

  Silent = true;
  unsigned Number = 0;
  for (const FunctionDecl *F : T.Before) {
    Stage = succeeded(runFunction(Stage, F, Number++), F);
    // A device that holds nothing gives nothing back to sleep.
    if (T.Sleeps && F == T.Before.back())
      llvm::erase_if(Stage, [](const State &S) { return S.Held.isEmpty(); });
    unsigned Preludes = T.Sleeps ? Max.Awake : Max.Preludes;
    if (!Joining && Stage.size() > Preludes)
      Stage.erase(Stage.begin() + Preludes, Stage.end());
  }
  Silent = false;
  if (!T.Before.empty())
    forgetForeignWrites(Stage, T);

  Stage = runFunction(Stage, T.Setup, Number++);
  States Asleep = refused(Stage, T.Setup);
  if (!T.replyOf(T.Setup))
    Stage = succeeded(std::move(Stage), T.Setup);
  for (State &S : Stage)
    finish(S, End::Done);
  // What some ways through a set-up that is too much leave behind is so. What
  // else its teardown does is still to be walked.
  bool TooMuch = OverBudget, Left = LeftPaths;
  auto Walked = TooMuch ? Entered : decltype(Entered)();
  if (TooMuch && !Joining) {
    OverBudget = false;
    Budget = Steps + Most / TeardownShare;
    llvm::DenseSet<const void *> Known;
    llvm::erase_if(Stage, [&](const State &S) {
      return !Known.insert(S.Held.getRootWithoutRetain()).second;
    });
  }
  for (auto [I, F] : llvm::enumerate(T.Teardown)) {
    // What nothing wakes up is removed all the same.
    if (I == T.Wakes)
      llvm::move(Asleep, std::back_inserter(Stage));
    Stage = T.Destroys && F == T.Teardown.back()
                ? destroyed(std::move(Stage))
                : runFunction(std::move(Stage), F, Number++);
    if (I < T.Wakes)
      llvm::move(refused(Stage, F), std::back_inserter(Asleep));
  }
  if (TooMuch) {
    OverBudget = true;
    LeftPaths = Left;
    Entered = std::move(Walked);
    for (const FunctionDecl *F : T.Teardown)
      Entered.insert(F->getCanonicalDecl());
  }
  if (!T.Teardown.empty())
    for (State &S : Stage)
      finish(S, End::TornDown);
  for (Observer *O : Observers)
    O->onTaskEnd(M, Unit, T);
  Now = nullptr;
  return !OverBudget && !M.Unsure;
}

// The type of device that F is called for, or null.
static const RecordDecl *calledFor(const FunctionDecl *F) {
  return F->param_empty() ? nullptr : pointedTo(F->getParamDecl(0)->getType());
}

// Whether D is the device core's, the driver's data say.
static bool isOfDevice(const Decl *D) {
  const auto *F = dyn_cast<FieldDecl>(D);
  return F && F->getParent()->getName() == "device";
}

// Between two entries others may run: what a function outside the lifecycle
// writes (a configfs attribute, say) may have any value when set-up begins.
void Explorer::forgetForeignWrites(States &Stage, const Task &T) {
  llvm::DenseSet<const FunctionDecl *> Own;
  for (const FunctionDecl *F : T.Before)
    Unit.closure(F, Own);
  Unit.closure(T.Setup, Own);
  for (const FunctionDecl *F : T.Teardown)
    Unit.closure(F, Own);
  // Another driver of the file sets up other devices.
  llvm::DenseSet<const FunctionDecl *> Others;
  for (const Task &Each : T.All ? *T.All : std::vector<Task>())
    if (Each.Before.empty() && !Own.count(Each.Setup->getCanonicalDecl()) &&
        calledFor(Each.Setup) == calledFor(T.Before.front()))
      Unit.closure(Each.Setup, Others);
  for (State &S : Stage) {
    const Body *Of = Unit.body(T.Setup);
    if (!Of)
      return;
    S.Top = M.Make.entry(Of, T.setupStage());
    Evaluator Eval(M, S);
    llvm::SmallPtrSet<const Decl *, 16> Done;
    for (auto &[F, Summary] : Unit.all())
      if (!Own.count(F) && Summary.InMain)
        for (const Decl *D : Summary.Writes)
          if (view(S).Matters.isRelevant(D) &&
              !(Others.count(F) && isOfDevice(D)) && Done.insert(D).second)
            Eval.forgetDecl(D);
  }
}

} // namespace epf
