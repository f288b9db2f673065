//===- IrqFlagsIgnored.h - epf-irq-flags-ignored ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQFLAGSIGNORED_H
#define EPFLINT_RULES_IRQFLAGSIGNORED_H

#include "rules/Rule.h"

namespace epf {

/// Finds requests of a doorbell's IRQ whose flags do not contain the irq_flags
/// of that same doorbell.
class IrqFlagsIgnored : public Rule {
public:
  using Rule::Rule;
  void onAcquire(Path &P, const Holding &Given) override;
};

} // namespace epf

#endif // EPFLINT_RULES_IRQFLAGSIGNORED_H
