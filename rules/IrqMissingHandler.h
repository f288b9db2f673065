//===- IrqMissingHandler.h - epf-irq-missing-handler ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQMISSINGHANDLER_H
#define EPFLINT_RULES_IRQMISSINGHANDLER_H

#include "rules/Publications.h"
#include "rules/Rule.h"
#include "rules/Skip.h"

namespace epf {

/// Finds doorbells published although their virq got no handler, because the
/// skip of shared ones is too coarse.
class IrqMissingHandler : public Rule {
public:
  using Rule::Rule;
  void onLoad(Path &P, const Region *R, const clang::Expr &At) override;
  void onEnd(Path &P, End How, const clang::Stmt *At) override;

private:
  Event whyNotFor(const Path &P, const Messages &Bells, const Passed &By,
                  const Entry &E) const;
  Passed passedByAll(const Path &P, const Messages &Bells,
                     const Entry &E) const;

  TestReads Tests;
};

} // namespace epf

#endif // EPFLINT_RULES_IRQMISSINGHANDLER_H
