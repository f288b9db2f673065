//===- Observer.h - How rules watch an exploration --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The explorer walks; observers are told what happens and may look at the path
// as it stands, and leave marks on it for later. They never steer it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_OBSERVER_H
#define EPFLINT_PATHS_OBSERVER_H

#include "matchers/Lifecycles.h"
#include "paths/Eval.h"
#include "paths/Scope.h"

namespace epf {

/// Set-up, and what undoes it. Entries that come first only set the stage:
/// nothing is reported of them.
struct Task {
  std::vector<const clang::FunctionDecl *> Before;
  const clang::FunctionDecl *Setup = nullptr;
  std::vector<const clang::FunctionDecl *> Teardown;
  /// True if Setup is called by the kernel through a table: what it holds when
  /// it fails is lost. A plain function may be called by code not seen here.
  bool IsEntry = false;
  /// True if Teardown is called also where Setup failed.
  bool Detached = false;
  /// True if Setup is what runs first of all when the module is loaded.
  bool AtLoad = false;
  /// True if Setup succeeds with any number that is not negative.
  bool Counting = false;
  /// True if Setup puts to sleep what Before set up: what it holds is taken
  /// before or elsewhere.
  bool Sleeps = false;
  /// So many entries of Teardown wake it up. Of what is put to sleep or woken
  /// up with another reply than this, the others that wake up are not called.
  unsigned Wakes = 0;
  std::vector<Reply> Replies = {};
  /// True if the last of Teardown is the destructor of what Setup makes: called
  /// with that, if it was set, also where Setup failed.
  bool Destroys = false;
  /// Functions that lifecycles have run: what they take and give is judged
  /// there, where it is known what was held before. Null for lifecycles.
  const llvm::DenseSet<const clang::FunctionDecl *> *Elsewhere = nullptr;
  /// The lifecycles of the file, this one among them. Null for a plain
  /// function.
  const std::vector<Task> *All = nullptr;

  bool isJudgedElsewhere(const clang::FunctionDecl &F) const {
    return Elsewhere && Elsewhere->count(F.getCanonicalDecl());
  }
  /// What F has to give so that the next are called, or nothing.
  std::optional<int64_t> replyOf(const clang::FunctionDecl *F) const {
    for (const Reply &R : Replies)
      if (R.Of == F)
        return R.Wanted;
    return {};
  }
  unsigned setupStage() const { return Before.size(); }
};

/// A path as an observer sees it.
struct Path {
  Machine &M;
  State &S;
  const Scope &Unit;
  const Task &Of;

  Alias alias(ValueRef A, ValueRef B) { return M.Facts.alias(S.Known, A, B); }
  ValueRef resolve(ValueRef V) { return M.Facts.resolve(S.Known, V); }
  bool isKnown(ValueRef V, bool True) {
    auto T = M.Facts.truth(S.Known, V);
    return T && *T == True;
  }
  /// The path with one more assumption, or nothing if the facts exclude it.
  std::optional<State> supposing(ValueRef V, bool True);
  /// Remembers What under Kind, with the place it happened at.
  void mark(const void *Kind, const void *What, const clang::Stmt *Site);
  /// Remembers that something was done with R, once, as long as R is there.
  void markOnce(const void *Kind, const Region *R, const clang::Stmt *Site);
  std::vector<const Mark *> marks(const void *Kind) const;
  /// Reports nothing more of this path: after Why it is another program.
  void settle(const char *Why) { S.Blurred = Why; }
  /// What is held, in the order of taking.
  std::vector<const Holding *> held() const;
};

/// How a release fits what is held.
enum class Fit {
  Exact,
  OtherCookie, ///< the key is held, with a dev_id that is another for certain
  OtherForm,   ///< held, but managed and released as plain, or the reverse
  None,        ///< certainly not held
  Unclear      ///< may be one of the held: nothing is concluded
};

enum class End {
  Error,   ///< set-up failed
  Done,    ///< set-up succeeded, teardown follows if the task has one
  TornDown ///< teardown ran to its end
};

class Observer {
public:
  virtual ~Observer() = default;
  /// True if onCall must hear of calls of F on every path that comes by one...
  virtual bool listensTo(const clang::FunctionDecl &F) const { return false; }
  /// ... and then asks what argument Arg is.
  virtual bool asksFor(const clang::FunctionDecl &F, unsigned Arg) const {
    return true;
  }
  /// Before the call takes H: the path still stands in front of it.
  virtual void onAcquire(Path &, const Holding &) {}
  /// Before the call gives back. What is the one that fits, or null.
  virtual void onRelease(Path &, const Holding &Given, Fit,
                         const Holding *What) {}
  /// A call that leaves the file, with its arguments.
  virtual void onCall(Path &, const clang::CallExpr &,
                      llvm::ArrayRef<ValueRef>) {}
  /// A load of a watched field, or of what lies in it.
  virtual void onLoad(Path &, const Region *, const clang::Expr &) {}
  /// The task is over: all its paths have been told.
  virtual void onTaskEnd(Machine &, const Scope &, const Task &) {}
  /// The end of a stage. At is the return statement, or null.
  virtual void onEnd(Path &, End, const clang::Stmt *At) {}
};

} // namespace epf

#endif // EPFLINT_PATHS_OBSERVER_H
