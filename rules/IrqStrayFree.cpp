//===- IrqStrayFree.cpp - epf-irq-stray-free ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IrqStrayFree.h"
#include "rules/UnwindFix.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

/// Marks requests that were tried on a path, and calls by which another file
/// may have requested something.
static const char Tried = 0, TakenElsewhere = 0;

void IrqStrayFree::onAcquire(Path &P, const Holding &Given) {
  if (!Given.Model->isIrq())
    return;
  P.mark(&Tried, P.M.Make.holding(Given), Given.Site);
  Requested.insert(P.M.Make.holding(Given));
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

// Whether the request of H is one that the free of Given was meant for.
static bool fits(Path &P, const Holding &H, const Holding &Given,
                 bool Siblings) {
  if (H.Model->Kind != Given.Model->Kind)
    return false;
  Alias Key = P.alias(H.Key, Given.Key);
  return (Key == Alias::Yes || (Siblings && Key == Alias::Sibling)) &&
         (!H.Cookie || P.alias(H.Cookie, Given.Cookie) != Alias::No);
}

// The repair, once it is settled where the fault is.
void IrqStrayFree::mend(const Path &P, const Holding *Request, Scene &S) {
  StrayFree Known;
  Known.Where = S.Where;
  Known.Function = &S.In->Of->function();
  Known.Request = Request;
  Known.Twice = S.Role == "double-free";
  for (const Step *L = P.S.Last; L && !Known.From; L = L->Before) {
    if (L->Kind == StepKind::Stage || L->Kind == StepKind::Acquire)
      break;
    if (L->Kind == StepKind::Jump && L->In == S.In)
      Known.From = dyn_cast<GotoStmt>(L->Where);
  }
  S.Repair = [this, Known] { return mendStrayFree(view(), Known); };
}

void IrqStrayFree::onRelease(Path &P, const Holding &Given, Fit How,
                             const Holding *) {
  if (How != Fit::None || !Given.Model->isIrq() ||
      !P.marks(&TakenElsewhere).empty())
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  const Frame *Requester = nullptr;
  const Holding *Request = nullptr;
  auto Tell = [&](llvm::StringRef Role, llvm::StringRef What,
                  const Frame *By, const Holding *For = nullptr) {
    Request = For;
    S.Role = Role;
    S.Message = "irq '" + S.Resource + "' is " + What.str();
    Requester = By;
  };
  // What happened to this very irq last, or else to others of its array.
  for (const Step *L = P.S.Last; L && S.Message.empty(); L = L->Before)
    if (L->Kind == StepKind::Release && fits(P, *L->What, Given, false)) {
      Tell("double-free", "freed twice on this path", L->In);
      S.Focus = L->What;
    }
  for (const Mark *Each : P.marks(&Tried)) {
    const auto *H = static_cast<const Holding *>(Each->What);
    if (S.Role == "double-free" || S.Role == "failed-request")
      break;
    if (fits(P, *H, Given, false))
      Tell("failed-request", "freed although its request failed", H->Where, H);
    else if (fits(P, *H, Given, true))
      Tell("not-requested", "freed but was not requested on this path",
           H->Where, H);
  }
  if (S.Message.empty()) {
    Tell("not-requested", "freed but was not requested on this path", nullptr);
    if (!isGuarded(P))
      Open.push_back({P.S, Given, std::move(S)});
    return;
  }
  if (S.Role != "double-free" && isGuarded(P))
    return;
  blameCaller(P, Requester, S);
  mend(P, Request, S);
  report(P, std::move(S));
  P.settle("an irq was freed that is not held");
}

// A free without any request on its path is told if another path has one.
void IrqStrayFree::onTaskEnd(Machine &M, const Scope &Unit, const Task &T) {
  for (Question &Q : Open) {
    Path P{M, Q.At, Unit, T};
    for (const Holding *H : Requested)
      if (fits(P, *H, Q.Given, false)) {
        blameCaller(P, H->Where, Q.Shown);
        mend(P, H, Q.Shown);
        report(P, std::move(Q.Shown));
        break;
      }
  }
  Open.clear();
  Requested.clear();
}

} // namespace epf
