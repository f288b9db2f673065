//===- Explorer.h - Walks all paths of a task -------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs a task's functions on symbolic states, depth first. Where the outcome
// of a branch or of a fallible call is open, both go on. Loops go round a few
// times. States that come to the same point and agree on what is still read
// are merged. What could not be walked is counted.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_EXPLORER_H
#define EPFLINT_PATHS_EXPLORER_H

#include "matchers/Doorbell.h"
#include "paths/Detour.h"
#include "paths/Junctions.h"
#include "paths/Later.h"
#include "paths/Observer.h"
#include "paths/Quiet.h"
#include "paths/ValueSet.h"
#include <deque>
#include <map>

namespace epf {

/// Why paths are dropped whose loop goes round more often than
/// Limits::KnownRounds: it may never end.
inline constexpr char EndlessLoop[] = "loop of more than 40 rounds";

struct Limits {
  /// How often a loop goes round when its end is not known...
  unsigned OpenRounds = 2;
  /// ... where doorbells are compared with each other ...
  unsigned ComparedRounds = 3;
  /// ... and when it is.
  unsigned KnownRounds = 40;
  /// After so many rounds of a loop in which nothing is taken or given back,
  /// what it writes is not known any more.
  unsigned QuietRounds = 16;
  unsigned Depth = 12; ///< calls entered one in another
  /// Paths are joined where they meet and hold the same: so many that differ
  /// otherwise are kept apart. 0 for never.
  unsigned Apart = 0;
  unsigned Preludes = 6; ///< states that set the stage
  unsigned Awake = 1;    ///< states of a device that goes to sleep
};

/// What matters in one entry of a lifecycle.
struct StageView {
  StageView(Digests &All, const clang::FunctionDecl *Root, bool Answers,
            const Slice *After)
      : Root(Root), Matters(All, Root, Answers, After), Ways(Matters),
        Reads(All, Matters) {}

  const clang::FunctionDecl *Root;
  Slice Matters;
  Detours Ways;
  Later Reads;
};

class Explorer {
public:
  Explorer(clang::ASTContext &Ctx, Scope &Unit, const Doorbell &Bell,
           llvm::ArrayRef<Observer *> Observers, Limits Max);

  /// Walks the task. False if it took more than Budget states, or joined paths
  /// that can't be told from each other where it would matter.
  bool run(const Task &T, unsigned Budget);
  /// From the next task on, of what is taken only what may be of one line with
  /// one of Of is held, and what else is given back is taken to be held.
  void focusOn(std::vector<const Holding *> Of) { Focus = std::move(Of); }
  /// A line that a walk with a focus has taken, by all that may be of it: each
  /// once. Empty if there is no other.
  std::vector<const Holding *> nextLine();
  /// How many such there are so far.
  unsigned countLines();
  /// How many states the last task took.
  unsigned states() const { return Steps; }
  /// True if the last task has paths that were left before their end, as
  /// nothing can be told of them.
  bool hasLeftPaths() const { return LeftPaths; }
  Machine &machine() { return M; }
  /// Paths that were dropped, by reason, over all tasks so far.
  const std::map<std::string, unsigned> &dropped() const { return Dropped; }
  /// Functions entered so far.
  const llvm::DenseSet<const clang::FunctionDecl *> &entered() const {
    return Entered;
  }

private:
  using States = std::vector<State>;

  States runFunction(States From, const clang::FunctionDecl *F, unsigned Stage);
  void bindParameters(State &S, const clang::FunctionDecl *F, const Frame *Top);
  bool isLeft(const State &S);
  void walk(State S);
  void leaveBlock(State S);
  void branch(State &S, const clang::CFGBlock *B, const clang::Stmt *Term);
  void skip(State S, const clang::CFGBlock *B, const Detour &Round);
  std::optional<Facts> asError(const Facts &Known, ValueRef V, bool True);
  bool isGuess(const State &S, ValueRef V, bool True);
  bool mayEnter(const State &S, ValueRef Callee);
  bool readsStored(State &S, const clang::Stmt *E);
  bool instantiate(State &S, const clang::CFGBlock *B,
                   const clang::Expr *Condition, ValueRef V);
  void switchOn(State &S, const clang::CFGBlock *B,
                const clang::SwitchStmt *Switch);
  void meet(State S);
  void follow(State S, const clang::CFGBlock *From, const clang::CFGBlock *To,
              bool Open);
  void loseCount(State &S, const Loop &L);
  bool goRound(State &S, const clang::CFGBlock *From, const clang::CFGBlock *To,
               bool Open);
  unsigned openRounds(const Body &Of);
  bool isRepeating(const State &S, const clang::CFGBlock *At, unsigned Less);
  bool turns(State &S, const void *At, const void *Way);
  void leaveFunction(State S);
  StageView &view(const State &S) { return *Views[S.Top->Stage]; }
  void look(const Task &T);
  void load(State &S, const Task &T);
  void compact(State &S);
  void settleEpochs(State &S);
  void pin(ValueRef V);
  void standIn(State &S);
  ValueRef standIn(const State &S, const Region *At, ValueRef V);
  bool isUnknownResult(const State &S, ValueRef V);
  bool isReadLater(const State &S, const clang::FieldDecl *F);
  void finish(State &S, End How);
  States succeeded(States Ends, const clang::FunctionDecl *F);
  States refused(States &Ends, const clang::FunctionDecl *F);
  void forgetForeignWrites(States &Stage, const Task &T);

  /// Runs one element. False if the state was replaced by others or ended.
  bool element(State &S, const clang::CFGElement &E);
  bool call(State &S, const clang::CallExpr *E);
  bool enter(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
             llvm::ArrayRef<ValueRef> Args);
  bool acquire(State &S, const clang::CallExpr *E, const CallModel &Model,
               llvm::ArrayRef<ValueRef> Args);
  void release(State &S, const clang::CallExpr *E, const CallModel &Model,
               llvm::ArrayRef<ValueRef> Args);
  void bit(State &S, const clang::CallExpr *E, Helper H,
           llvm::ArrayRef<ValueRef> Args);
  void nextBit(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
               llvm::ArrayRef<ValueRef> Args);
  void count(State &S, const clang::CallExpr *E, const CounterModel &Model,
             llvm::ArrayRef<ValueRef> Args);
  bool put(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
           llvm::ArrayRef<ValueRef> Args);
  void had(State &S, const clang::CallExpr *E, ValueRef Most);
  bool destroy(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
               llvm::ArrayRef<ValueRef> Args);
  ValueRef toDestroy(const State &S);
  States destroyed(States From);
  bool defer(State &S, const clang::CallExpr *E, llvm::ArrayRef<ValueRef> Args);
  bool helper(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
              Helper H, llvm::ArrayRef<ValueRef> Args);
  void outside(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
               llvm::ArrayRef<ValueRef> Args);
  bool leaveToDevice(State &S, const clang::CallExpr *E,
                     const clang::FunctionDecl *Action,
                     llvm::ArrayRef<ValueRef> Args);
  void giveUpOn(State &Entering);
  void handOver(State &S, const clang::CallExpr *E,
                llvm::ArrayRef<ValueRef> Args);
  void reduce(State &S, const clang::CallExpr *E, const clang::FunctionDecl *F,
              llvm::ArrayRef<ValueRef> Args);
  Holding describe(const State &S, const clang::CallExpr *E,
                   const CallModel &Model, llvm::ArrayRef<ValueRef> Args);
  std::pair<Fit, const Holding *> match(const State &S, const Holding &Given);
  bool isSettled(const State &S, const Holding &Given);
  std::optional<Alias> aliasOfAll(const State &S, ValueRef A, ValueRef B);
  bool isOfOneLine(const State &S, const Holding &A, const Holding &B);
  bool isInFocus(const State &S, const Holding &H);
  const Holding *outOfFocus(const State &S, const Holding &Given);
  bool mayBeTwice(const State &S, const Holding &H, const Holding &Given);
  void askWhatIsFreed(const State &S, const Holding &Given, Fit How);
  bool mentions(const State &S, ValueRef Object);
  bool onInitialMemory(ValueRef V);
  void drop(const char *Why) { ++Dropped[Why]; }
  template <typename FnT> void tell(State &S, FnT Fn);

  Machine M;
  Scope &Unit;
  const Doorbell &Bell;
  std::vector<Observer *> Observers;
  Digests Digested;
  std::vector<std::unique_ptr<StageView>> Views; ///< of the task, by stage
  QuietLoops Quiet;
  Limits Max;

  const Task *Now = nullptr;
  /// Calls that made objects which go with the device.
  llvm::DenseSet<const void *> ManagedBy;
  bool Silent = false;
  unsigned Steps = 0, Budget = 0;
  bool OverBudget = false, LeftPaths = false;
  ValueRef Guess =
      nullptr; ///< the joined value that the branch just taken asks
  States Work, Exits;
  std::optional<Junctions> Joining;
  std::optional<std::vector<const Holding *>> Focus;
  /// What walks with a focus have taken, and of whose lines there was one.
  llvm::SetVector<const Holding *> Lines;
  llvm::DenseSet<const Holding *> Walked;
  llvm::DenseSet<StateKey> Seen;
  /// The first unknown of a kind at a place, by a hash of both; see StandIn.
  std::map<unsigned, std::vector<std::pair<llvm::FoldingSetNodeID, ValueRef>>>
      StandIns;
  ValueSet Spoken; ///< for compact() and settleEpochs(), one after the other
  /// Fields and variables that what was taken or given back is named by.
  llvm::DenseSet<const clang::Decl *> Pinned;
  std::deque<State> SeenStates; ///< keeps the trees behind the keys alive
  std::map<std::string, unsigned> Dropped;
  /// Calls whose irqs the device core frees by an action, as they are then.
  std::map<const CallModel *, CallModel> Managed;
  llvm::DenseSet<const clang::FunctionDecl *> Entered;
};

/// Whether R, what a function of this type returned, says that it failed.
std::optional<bool> isFailure(Solver &Solve, const Facts &Known, ValueRef R,
                              clang::QualType Returned);

} // namespace epf

#endif // EPFLINT_PATHS_EXPLORER_H
