//===- HolderFix.h - Objects freed while they hold an irq -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A failed set-up frees the memory of objects that were set up before, which
// have their irqs requested. The driver has a function that ends such an
// object: that is called.
//
//   kfree(data->host[0]);      if (data->host[0])
//                                      foo_release(data->host[0]);
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_HOLDERFIX_H
#define EPFLINT_RULES_HOLDERFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Ends the objects of H's kind that In only frees the memory of.
std::optional<Fix> endHolders(const SourceView &View, const Syntax &In,
                              const Holding &H);

} // namespace epf

#endif // EPFLINT_RULES_HOLDERFIX_H
