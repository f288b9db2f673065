//===- Analysis.cpp - All rules over one translation unit -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "matchers/Calls.h"
#include "matchers/Lifecycles.h"
#include "paths/Explorer.h"
#include "rules/AllRules.h"
#include "rules/Flaws.h"
#include "rules/Outcomes.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include <chrono>

using namespace clang;

namespace epf {

static std::vector<std::unique_ptr<Rule>>
makeRules(const AnalysisOptions &Options, Reporter &Report,
          const Doorbell &Bell) {
  std::vector<std::unique_ptr<Rule>> Rules;
  const std::vector<RuleInfo> &Infos = allRules();
  unsigned I = 0;
#define EPF_RULE(CLASS, NAME, GROUP, SUMMARY)                                  \
  if (const RuleInfo &Info = Infos[I++];                                       \
      !Options.Wanted || Options.Wanted(Info.Name))                            \
    Rules.push_back(std::make_unique<CLASS>(Info, Report, Bell));
#include "rules/Rules.def"
  return Rules;
}

// What is explored: the lifecycles, then every function that can reach the
// vocabulary and that nothing explored so far has entered.
static std::vector<Task> lifecycleTasks(ASTContext &Ctx, const Scope &Unit) {
  std::vector<Task> Tasks;
  auto Matters = [&](const FunctionDecl *F) {
    const Summary *Of = Unit.summary(F);
    return Of && Of->Reaches;
  };
  for (const Lifecycle &L : findLifecycles(Ctx)) {
    bool Wanted = Unit.summary(L.Setup) != nullptr;
    if (L.Sleeps) {
      // What sleeps gives back what was set up. Nothing is known of what wakes
      // up in another file.
      auto Takes = [&](const FunctionDecl *F) {
        const Summary *Of = Unit.summary(F);
        return Of && Of->Acquires;
      };
      Wanted = Wanted && Unit.summary(L.Setup)->Releases &&
               llvm::any_of(L.Before, Takes) &&
               llvm::all_of(L.Teardown, [&](const FunctionDecl *F) {
                 return Unit.summary(F) != nullptr;
               });
    } else {
      Wanted &= Matters(L.Setup) || llvm::any_of(L.Teardown, Matters);
    }
    if (!Wanted)
      continue;
    Task T;
    for (const FunctionDecl *F : L.Before)
      if (Unit.summary(F))
        T.Before.push_back(F);
    T.Setup = L.Setup;
    for (const FunctionDecl *F : L.Teardown)
      if (Unit.summary(F))
        T.Teardown.push_back(F);
    if (const FunctionDecl *Last = Unit.destructor();
        Last && Unit.summary(L.Setup) && Unit.summary(L.Setup)->MakesManaged) {
      T.Teardown.push_back(Last);
      T.Destroys = true;
    }
    T.IsEntry = true;
    T.Detached = L.Detached;
    T.AtLoad = L.AtLoad;
    T.Counting = L.Counting;
    T.Sleeps = L.Sleeps;
    T.Wakes = L.Wakes;
    T.Replies = L.Replies;
    Tasks.push_back(std::move(T));
  }
  return Tasks;
}

/// A function that nothing calls gets this part of an entry's budget, a device
/// that sleeps this one, and a file this multiple of it.
static constexpr unsigned PlainShare = 4, SleepShare = 12, FileShare = 6;

/// States of all walks of a function whose paths are joined, of the longest of
/// them, and of all such in a file.
static constexpr unsigned JoinedBudget = 30000, JoinedWalk = 16000,
                          JoinedFileBudget = 36000;

/// States of such walks line by line, in a file, and of the longest of them.
/// Those of lines that show nothing do not count, up to a number of their own.
static constexpr unsigned LineBudget = 52000, LineWalk = 21000,
                          ShownBudget = 100000;

/// Where every line takes as many as none, it is begun if all take this.
static constexpr unsigned LineWalks = 160000;

namespace {

/// One exploration and the account of it.
class Run {
public:
  Run(ASTContext &Ctx, const AnalysisOptions &Options)
      : Options(Options), Bell(Doorbell::find(Ctx)), Report(Ctx),
        Unit(Ctx, [this](const FieldDecl *F) { return Bell.owns(F); }),
        Rules(makeRules(Options, Report, Bell)), Wrong(Bell), Ctx(Ctx),
        Walk(Ctx, Unit, Bell, observers(), Limits()),
        Left(Options.Budget * FileShare) {}

  AnalysisResult all() {
    llvm::DenseSet<const FunctionDecl *> Passed, TooMuch;
    std::vector<Task> Lifecycles = lifecycleTasks(Ctx, Unit);
    for (Task &T : Lifecycles) {
      T.All = &Lifecycles;
      // Where set-up is too much, so is what comes after it.
      bool Walked =
          isReached(T) && (!T.Sleeps || llvm::none_of(T.Before, [&](auto *F) {
            return TooMuch.count(F);
          }));
      if (Walked && !explore(T))
        TooMuch.insert(T.Setup);
      // What the lifecycle runs is not judged without it.
      if (!Walked || Walk.hasLeftPaths())
        addFunctions(T, Passed);
    }
    InLifecycles = Walk.entered();
    InLifecycles.insert(Passed.begin(), Passed.end());
    // Callers come before what they call: what they enter is done with them.
    for (bool Roots : {true, false})
      for (auto &[F, Of] : Unit.all())
        if (Of.Callers.empty() || !Roots)
          exploreAlone(F);
    AnalysisResult Result;
    Result.Findings = Report.findings();
    Result.Outcomes = Successes.all();
    for (auto &[F, Of] : Unit.all())
      if (const Body *B = Of.InMain && Of.Reaches ? Unit.body(F) : nullptr)
        Wrong.lookAt(*B);
    Result.Flaws = Wrong.all();
    Result.Functions = std::move(Functions);
    Result.Doubts = Report.doubts();
    Result.Covered = Report.covered();
    if (SleepTooLong)
      Result.NotJudged.push_back(
          {"how a device sleeps takes too many states", SleepTooLong});
    for (auto &[Why, Count] : Walk.dropped())
      Result.NotJudged.push_back({Why, Count});
    for (auto &[Why, Count] : Report.doubtsByReason())
      Result.NotJudged.push_back({Why, Count});
    return Result;
  }

private:
  /// The functions that T may run.
  void addFunctions(const Task &T,
                    llvm::DenseSet<const FunctionDecl *> &To) const {
    Unit.closure(T.Setup, To);
    for (const FunctionDecl *F : T.Before)
      Unit.closure(F, To);
    for (const FunctionDecl *F : T.Teardown)
      Unit.closure(F, To);
  }

  bool isReached(const Task &T) const {
    if (!Options.Reached)
      return true;
    llvm::DenseSet<const FunctionDecl *> All;
    addFunctions(T, All);
    return llvm::any_of(All, [&](const FunctionDecl *F) {
      return F->getIdentifier() && Options.Reached(F->getName());
    });
  }

  /// True if running F leads to a call of the vocabulary that no walk so far
  /// has come by.
  bool hasNews(const FunctionDecl *F) const {
    const Summary *Of = Unit.summary(F);
    if (!Of->Reaches || !Of->InMain || Walk.entered().count(F))
      return false;
    llvm::DenseSet<const FunctionDecl *> All;
    Unit.closure(F, All);
    return llvm::any_of(All, [&](const FunctionDecl *Each) {
      return Unit.summary(Each)->Direct && !Walk.entered().count(Each) &&
             !callModel(*Each);
    });
  }

  Task alone(const FunctionDecl *F) const {
    Task T;
    T.Setup = F;
    T.Elsewhere = &InLifecycles;
    return T;
  }

  /// Where a function is too much to be walked whole, what takes or gives
  /// back in it is walked by itself, lest every other caller be walked for it.
  void exploreAlone(const FunctionDecl *F) {
    if (!hasNews(F) || !isReached(alone(F)) || explore(alone(F)))
      return;
    llvm::DenseSet<const FunctionDecl *> Below;
    Unit.closure(F, Below);
    for (auto &[Each, Of] : Unit.all())
      if (Of.Direct && Below.count(Each) && hasNews(Each) &&
          isReached(alone(Each)))
        explore(alone(Each));
  }

  /// True if T was walked whole.
  bool explore(const Task &T) {
    unsigned Share = T.Sleeps ? SleepShare : T.IsEntry ? 1 : PlainShare;
    unsigned Budget = std::min(Options.Budget / Share, Left);
    auto Start = std::chrono::steady_clock::now();
    bool Complete = Walk.run(T, Budget);
    auto Took = std::chrono::steady_clock::now() - Start;
    Left -= std::min(Left, Walk.states());
    if (T.Sleeps && !Complete) {
      ++SleepTooLong;
      return false;
    }
    if (!Complete && Bell.Array == nullptr)
      Complete = isAllTold(T);
    FunctionReport R;
    R.Name = T.Setup->getNameAsString();
    R.Complete = Complete;
    R.States = Walk.states();
    R.Milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(Took).count();
    if (!Complete)
      R.Reason = "budget of " + llvm::utostr(Budget) + " states";
    Functions.push_back(std::move(R));
    return Complete;
  }

  /// True if joined paths of T, which leave nothing out, show nothing that was
  /// not told: what was not walked of T has nothing to tell either.
  bool isAllTold(const Task &T) {
    std::vector<Observer *> Watching;
    for (auto &R : Rules)
      Watching.push_back(R.get());
    Limits Joined;
    Joined.Apart = 1;
    Explorer Again(Ctx, Unit, Bell, Watching, Joined);
    unsigned Budget = std::min(JoinedBudget, LeftJoined), Left = Budget;
    bool Shown = isAllShown(Again, T, Left, JoinedWalk);
    LeftJoined -= Budget - Left;
    return Shown || isEachLineShown(Again, T);
  }

  /// True if Again comes to the end of T and shows nothing new. What it takes
  /// is taken off Left, and no walk takes more than Longest.
  bool isAllShown(Explorer &Again, const Task &T, unsigned &Left,
                  unsigned Longest) {
    bool Shown = false, Enough = Left > 0;
    while (!Shown && Enough) {
      Longest = std::min(Left, Longest);
      Report.beginJoined();
      bool Ended = Again.run(T, Longest);
      Left -= std::min(Left, Again.states());
      Shown = Report.endJoined() && Ended;
      // Where more paths are kept apart there are seldom fewer states.
      Enough = Again.machine().Apart.hasNews() &&
               Again.states() <= std::min(Left, Longest);
    }
    return Shown;
  }

  /// isAllShown(), where what comes to an end is not counted in the file as
  /// long as all of them are not too much.
  bool isLineShown(Explorer &Again, const Task &T, unsigned Longest) {
    unsigned Before = LeftByLine;
    bool Shown = isAllShown(Again, T, LeftByLine, std::min(Longest, LineWalk));
    if (unsigned Took = Before - LeftByLine; Shown && Took <= LeftShown) {
      LeftShown -= Took;
      LeftByLine = Before;
    }
    return Shown;
  }

  /// True if no line that T takes shows anything new while the others are not
  /// looked at. The first walk, of no line, tells which there are.
  bool isEachLineShown(Explorer &Again, const Task &T) {
    Again.machine().Apart.forgetHeld();
    Again.focusOn({});
    if (!isLineShown(Again, T, LineWalk))
      return false;
    unsigned Alone = Again.states();
    if (Again.countLines() > LineWalks / Alone)
      return false;
    Traits Known = Again.machine().Apart;
    std::deque<std::vector<const Holding *>> Lines;
    // Lines that add little to the walk are walked together.
    size_t Together = 1, Most = 16;
    for (;;) {
      while (Lines.size() < Together) {
        Lines.push_back(Again.nextLine());
        if (Lines.back().empty()) {
          Lines.pop_back();
          break;
        }
      }
      if (Lines.empty())
        return true;
      Together = std::min(Together, Lines.size());
      std::vector<const Holding *> Each;
      for (size_t I = 0; I < Together; ++I)
        llvm::append_range(Each, Lines[I]);
      Again.focusOn(Each);
      Again.machine().Apart = Known;
      if (!isLineShown(Again, T, Together > 1 ? 4 * Alone : LineWalk)) {
        if (Together == 1)
          return false;
        Most = Together / 2;
        Together = 1;
        continue;
      }
      Lines.erase(Lines.begin(), Lines.begin() + Together);
      bool IsCheap = 2 * Again.states() <= 3 * Alone;
      if (IsCheap)
        Known = Again.machine().Apart;
      Together = IsCheap ? std::min(2 * Together, Most)
                         : std::max<size_t>(1, Together / 2);
    }
  }

  std::vector<Observer *> observers() {
    std::vector<Observer *> All = {&Successes, &Wrong};
    for (auto &R : Rules)
      All.push_back(R.get());
    return All;
  }

  const AnalysisOptions &Options;
  Doorbell Bell;
  Reporter Report;
  Scope Unit;
  std::vector<std::unique_ptr<Rule>> Rules;
  Outcomes Successes;
  Flaws Wrong;
  ASTContext &Ctx;
  Explorer Walk;
  unsigned Left; ///< states that the whole file may still take
  unsigned LeftJoined = JoinedFileBudget, LeftByLine = LineBudget,
           LeftShown = ShownBudget;
  unsigned SleepTooLong = 0;
  std::vector<FunctionReport> Functions;
  llvm::DenseSet<const FunctionDecl *> InLifecycles;
};

} // namespace

AnalysisResult analyse(ASTContext &Ctx, const AnalysisOptions &Options) {
  return Run(Ctx, Options).all();
}

bool needsBody(const FunctionDecl &F) { return isLookedInto(F); }

const std::vector<RuleInfo> &allRules() {
  static const std::vector<RuleInfo> Rules = {
#define EPF_RULE(CLASS, NAME, GROUP, SUMMARY)                                  \
  {NAME, GROUP, SUMMARY, Pages::CLASS},
#include "rules/Rules.def"
  };
  return Rules;
}

const std::vector<llvm::StringRef> &vocabularyWords() { return callNames(); }

} // namespace epf
