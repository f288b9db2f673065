//===- CountFix.h - How many there are to free ------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Set-up requests as many as there are, and keeps another number for teardown,
// that of how many there may be:
//
//   n = pci_enable_msix_range(pdev, p->msix, min, max);
//   for (i = 0; i < n; i++)
//           request_irq(p->msix[i].vector, ...);
//   p->count = max;                                          n
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_COUNTFIX_H
#define EPFLINT_RULES_COUNTFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// The field that the loop around S.Free goes by is set to the number that the
/// loop which requests went to. Nothing if there is no such loop.
std::optional<Fix> rememberCount(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_COUNTFIX_H
