//===- WayOut.h - How a path left what it should have undone ----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared by the rules about leaks: where a failing path turned away from the
// clean-up it owed, and when a teardown says too little to be judged.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_WAYOUT_H
#define EPFLINT_RULES_WAYOUT_H

#include "paths/Explorer.h"
#include "rules/Reporter.h"

namespace epf {

/// The call that failed by what L assumes, or null.
const clang::CallExpr *failedCall(const Step &L);

/// The goto or return by which the path left H behind: the first one after
/// what made the function that took H, or one that it calls, give up. Null if
/// nothing failed while H was held.
const Step *wayOut(const Path &P, const Holding *H);

/// The scene of H being left behind. State says what H still is: "irq 'x' is
/// still requested".
Scene leak(const SourceView &View, const Path &P, const Holding &H, End How,
           const clang::Stmt *At, std::string State);

/// The scene of H that outlives, at Ends, what it came from.
Scene leakAt(const SourceView &View, const Path &P, const Holding &H,
             const Mark &Ends, const std::string &State);

/// True if holding H may be how things were when a plain function was called,
/// or are to stay when it fails: the path gave it back before it took it, a
/// lifecycle answers for it, or the function resumes what remove will end.
bool mayBeKept(const Path &P, const Holding &H);

/// True if a function of the file that only gives back, and that the task does
/// not run, could give back H; or if it is not known who calls the task.
/// In leaves H behind At, where it may have let go of what such a function lets
/// go of, too: that one is not called then.
bool othersRelease(const Scope &Unit, const Task &T, const Holding &H,
                   const Frame *In, const clang::Stmt *At);

/// True if another lifecycle of the file, which does not request what the field
/// of H holds, frees it in its teardown: an adapter's irq, say, that is
/// requested with its first port and freed with the adapter.
bool endsElsewhere(const Path &P, const Holding &H);

/// Moves a scene out of helpers that are right by themselves: to the call by
/// which the function that Cause ran in, or a caller of it, came there.
void blameCaller(const Path &P, const Frame *Cause, Scene &S);

} // namespace epf

#endif // EPFLINT_RULES_WAYOUT_H
