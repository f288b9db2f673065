//===- IrqManagedMix.h - epf-irq-managed-mix --------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQMANAGEDMIX_H
#define EPFLINT_RULES_IRQMANAGEDMIX_H

#include "rules/Rule.h"

namespace epf {

/// Finds managed IRQs released by free_irq(), and unmanaged ones released by
/// devm_free_irq().
class IrqManagedMix : public Rule {
public:
  using Rule::Rule;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;

private:
  void reportAction(Path &P, const Holding &H, Scene S);
};

} // namespace epf

#endif // EPFLINT_RULES_IRQMANAGEDMIX_H
