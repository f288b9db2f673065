//===- Leak.cpp - What rules about things left behind share ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Leak.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

void Leak::onRelease(Path &P, const Holding &, Fit How, const Holding *What) {
  if (How == Fit::Exact)
    Undone.insert(What->Site);
}

void Leak::onEnd(Path &P, End How, const Stmt *At) {
  if (How == End::Done || (How == End::Error && P.Of.Detached) ||
      (How == End::TornDown && teardownGuessed(P)))
    return;
  for (const Holding *H : P.held()) {
    if (!isAbout(*H) || H->Where->Stage < P.Of.setupStage() ||
        cleanupGuessed(P, *H) || (!P.Of.IsEntry && mayBeKept(P, *H)))
      continue;
    Scene S = leak(view(), P, *H, How, At, stateOf(*H));
    if (P.Of.IsEntry)
      report(P, std::move(S));
    else
      Open.push_back({P.S, H, std::move(S)});
  }
}

// A function that others call answers for what it leaves behind if it undoes
// the same on another path, or if nobody else in the file could.
void Leak::onTaskEnd(Machine &M, const Scope &Unit, const Task &T) {
  for (Question &Q : Open)
    if (Undone.count(Q.Left->Site) || !othersRelease(Unit, T, *Q.Left))
      report(Path{M, Q.At, Unit, T}, std::move(Q.Shown));
  Open.clear();
  Undone.clear();
}

} // namespace epf
