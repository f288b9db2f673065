//===- IrqManagedMix.cpp - epf-irq-managed-mix ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That a free means what is held, but is of the other form, is what the
// explorer calls Fit::OtherForm; Calls.def says which call is of which.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqManagedMix.h"
#include "rules/ArgumentFix.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

// The first action that is recorded behind the request of H, or null.
static const CallExpr *actionBehind(const SourceView &View, const Holding &H) {
  Syntax In(H.Where->Of->function());
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && helperOf(*F) == Helper::Deferred && View.isBefore(H.Site, Call))
      return Call;
  }
  return nullptr;
}

// H was requested by hand, and left to an action of the device core.
void IrqManagedMix::reportAction(Path &P, const Holding &H, Scene S) {
  S.Role = "action";
  S.Message = "irq '" + S.Resource +
              "' is freed, and once more by an action of the device core";
  for (const Step *L = P.S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Acquire && L->What->Site == H.Site &&
        L->In == H.Where)
      S.Focus = L->What;
  if (const CallExpr *Action = actionBehind(view(), H))
    S.Supposed.push_back(suppose("the action is recorded here", Action));
  S.Repair = [this, Free = S.Where, In = S.In] {
    Patch Out(view(), "leave the free to the action", Applicability::Review);
    Out.remove(Syntax(In->Of->function()), Free);
    return only(Out.take());
  };
  report(P, std::move(S));
}

void IrqManagedMix::onRelease(Path &P, const Holding &Given, Fit How,
                              const Holding *What) {
  if (How != Fit::OtherForm)
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Focus = What;
  S.Resource = keyText(view(), Given);
  S.Role = What->Model->Managed ? "managed-freed" : "plain-released";
  S.Message = "irq '" + S.Resource + "' was requested by " +
              callName(What->Site) + " but is released by " +
              callName(Given.Site);
  const CallModel *Request = callModel(*What->Site->getDirectCallee());
  if (Request && !Request->Managed && What->Model->Managed)
    return reportAction(P, *What, std::move(S));
  S.Repair = [this, Free = Given.Site, In = S.In, What] {
    return releaseInForm(view(), Free, In->Of->function(), *What);
  };
  report(P, std::move(S));
}

} // namespace epf
