//===- IrqLeak.cpp - epf-irq-leak -----------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When something leaks stands in Leak.cpp; here is what it is and how it is
// called. Managed irqs do not leak: the device core frees them.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqLeak.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

bool IrqLeak::isAbout(const Holding &H) const {
  return H.Model->isIrq() && !H.Model->Managed;
}

/// Marks irqs that were held when the doorbells they belong to were freed.
static const char Outlives = 0;

void IrqLeak::onRelease(Path &P, const Holding &Given, Fit How,
                        const Holding *What) {
  Leak::onRelease(P, Given, How, What);
  if (How != Fit::Exact || Given.Model->Kind != Resource::Doorbell ||
      !Bell.Array)
    return;
  Messages Bells(Bell, P);
  ValueRef Array = Evaluator(P.M, P.S).load(
      P.M.Pool.field(P.M.Pool.pointee(Given.Key), Bell.Array),
      Bell.Array->getType());
  for (const Holding *H : P.held())
    if (Entry E = Bells.entryOfVirq(H->Key);
        E && isAbout(*H) && E.Array == P.M.Pool.pointee(Array))
      P.mark(&Outlives, H, Given.Site);
}

const Mark *IrqLeak::outlived(const Path &P, const Holding &H) const {
  for (const Mark *Each : P.marks(&Outlives))
    if (Each->What == &H)
      return Each;
  return nullptr;
}

std::string IrqLeak::stateOf(const Holding &H) const {
  return "irq '" + keyText(view(), H) + "' is still requested";
}

} // namespace epf
