//===- RunningFix.h - One index that runs through loops ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two loops request what one running index names. Where a request fails, the
// index is counted back, loop by loop:
//
//   err_free_rx:
//           while (i--)
//                   free_irq(f->irqs[--n], &f->rx[i]);
//   err_free_tx:
//           while (n--)
//                   free_irq(f->irqs[n], &f->tx[n]);
//           return err;
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RUNNINGFIX_H
#define EPFLINT_RULES_RUNNINGFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Gives back all that the function of H has requested by the index of H, at
/// each of its ways out.
std::optional<Fix> countBack(const SourceView &View, const Holding &H);

} // namespace epf

#endif // EPFLINT_RULES_RUNNINGFIX_H
