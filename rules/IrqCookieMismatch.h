//===- IrqCookieMismatch.h - epf-irq-cookie-mismatch ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQCOOKIEMISMATCH_H
#define EPFLINT_RULES_IRQCOOKIEMISMATCH_H

#include "rules/Rule.h"

namespace epf {

/// Finds IRQs freed with another dev_id than they were requested with, and
/// shared ones requested without a dev_id.
class IrqCookieMismatch : public Rule {
public:
  using Rule::Rule;
  void onAcquire(Path &P, const Holding &Given) override;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;
};

} // namespace epf

#endif // EPFLINT_RULES_IRQCOOKIEMISMATCH_H
