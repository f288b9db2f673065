//===- IrqDuplicateHandler.h - epf-irq-duplicate-handler --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQDUPLICATEHANDLER_H
#define EPFLINT_RULES_IRQDUPLICATEHANDLER_H

#include "rules/Rule.h"

namespace epf {

/// Finds a doorbell's IRQ requested again while it is held, because doorbells
/// may share a virq.
class IrqDuplicateHandler : public Rule {
public:
  using Rule::Rule;
  void onAcquire(Path &P, const Holding &Given) override;
};

} // namespace epf

#endif // EPFLINT_RULES_IRQDUPLICATEHANDLER_H
