//===- IrqStrayFree.cpp - epf-irq-stray-free ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IrqStrayFree.h"

using namespace clang;

namespace epf {

/// Marks requests that were tried on a path, and calls by which another file
/// may have requested something.
static const char Tried = 0, TakenElsewhere = 0;

void IrqStrayFree::onAcquire(Path &P, const Holding &Given) {
  if (Given.Model->isIrq())
    P.mark(&Tried, P.M.Make.holding(Given), Given.Site);
}

void IrqStrayFree::onCall(Path &P, const CallExpr &E,
                          llvm::ArrayRef<ValueRef>) {
  const FunctionDecl *F = E.getDirectCallee();
  if (!F || (P.Unit.isDriverLocal(F) && soundsLikeAcquire(F->getName())))
    P.mark(&TakenElsewhere, nullptr, &E);
}

// The branch that led to the free asked something of memory that was there
// before: the driver may well keep a flag there that we have not seen set.
static bool isGuarded(const Path &P) {
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Stage || L->Kind == StepKind::Fail ||
        L->Kind == StepKind::Acquire)
      return false;
    if (L->Kind == StepKind::Assume && L->OnInitial)
      return true;
  }
  return false;
}

void IrqStrayFree::onRelease(Path &P, const Holding &Given, Fit How,
                             const Holding *) {
  if (How != Fit::None || !Given.Model->isIrq() || isGuarded(P))
    return;
  if (!P.marks(&TakenElsewhere).empty())
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  auto Fits = [&](const Holding &H, bool Siblings) {
    Alias Key = P.alias(H.Key, Given.Key);
    return H.Model->Kind == Given.Model->Kind &&
           (Key == Alias::Yes || (Siblings && Key == Alias::Sibling)) &&
           (!H.Cookie || P.alias(H.Cookie, Given.Cookie) != Alias::No);
  };
  // What happened to this very irq last, or else to others of its array.
  for (const Step *L = P.S.Last; L && S.Message.empty(); L = L->Before)
    if (L->Kind == StepKind::Release && L->What && Fits(*L->What, false)) {
      S.Message = "irq '" + S.Resource + "' is freed twice on this path";
      S.Role = "double-free";
      S.Focus = L->What;
    }
  for (const Mark *Each : P.marks(&Tried)) {
    const auto *H = static_cast<const Holding *>(Each->What);
    if (!S.Message.empty() && S.Role != "not-requested")
      break;
    if (Fits(*H, false)) {
      S.Message = "irq '" + S.Resource + "' is freed although its request failed";
      S.Role = "failed-request";
    } else if (Fits(*H, true)) {
      S.Message = "irq '" + S.Resource + "' is freed but was not requested on this path";
      S.Role = "not-requested";
    }
  }
  if (S.Message.empty())
    return;
  S.Identity = Given.Site;
  report(P, std::move(S));
  P.settle("an irq was freed that is not held");
}

} // namespace epf
