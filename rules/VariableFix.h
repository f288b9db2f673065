//===- VariableFix.h - A variable for what was requested --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Request and free stand in one function, which goes on where the request
// failed, or skips some rounds in a way that can't be told once more. A
// variable remembers what was requested: whether it was, or a bit for each.
//
//   ret = request_irq(f->irq[i], ...);       while (--i >= 0)
//   if (ret)                                         if (requested & BIT(i))
//           goto err_irqs;                                   free_irq(...);
//   requested |= BIT(i);
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_VARIABLEFIX_H
#define EPFLINT_RULES_VARIABLEFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// A variable for S, which has a request. Nothing if that is made in another
/// function.
std::optional<Fix> rememberInVariable(const SourceView &View,
                                      const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_VARIABLEFIX_H
