//===- Quiet.h - Loops in which nothing is taken or given back --*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that waits for a register or fills a table may go round a thousand
// times, and which round it leaves in matters to nothing that is held. After a
// few rounds all that it writes is taken to be unknown, so that it can be left
// at once.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_QUIET_H
#define EPFLINT_PATHS_QUIET_H

#include "matchers/Doorbell.h"
#include "paths/Observer.h"

namespace epf {

/// What a loop writes, by itself and through what it calls.
struct QuietLoop {
  /// It can't reach the vocabulary, look at a doorbell or at what is requested,
  /// or come to a call that an observer listens to.
  bool IsQuiet = true;
  /// It goes from one thing to the next: which one it stops at may matter.
  bool Walks = false;
  llvm::SetVector<const clang::VarDecl *> Locals;
  /// Where they only count up or only down: 1 or -1; else 0.
  llvm::DenseMap<const clang::VarDecl *, int> Ways;
  llvm::SetVector<const clang::Decl *> Others; ///< fields and globals
};

class QuietLoops {
public:
  QuietLoops(const Scope &Unit, const Doorbell &Bell,
             llvm::ArrayRef<Observer *> Observers)
      : Unit(Unit), Bell(Bell), Observers(Observers) {}
  const QuietLoop &of(const Body &Of, const Loop &L);

private:
  class Visitor;
  const Scope &Unit;
  const Doorbell &Bell;
  llvm::ArrayRef<Observer *> Observers;
  llvm::DenseMap<const clang::CFGBlock *, std::unique_ptr<QuietLoop>> Known;
};

} // namespace epf

#endif // EPFLINT_PATHS_QUIET_H
