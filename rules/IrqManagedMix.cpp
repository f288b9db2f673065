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

using namespace clang;

namespace epf {

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
  S.Repair = [this, Free = Given.Site, In = S.In, What] {
    return releaseInForm(view(), Free, In->Of->function(), *What);
  };
  report(P, std::move(S));
}

} // namespace epf
