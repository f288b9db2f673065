//===- ElementFix.h - A field that tells what is requested ------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop requests the irqs of an array, and each element, which is the dev_id,
// gets a pointer before that. Where a loop elsewhere frees them and may do so
// twice, that pointer tells which are requested:
//
//   v->owner = p;                          for (i = 0; i < p->count; i++) {
//   ret = request_irq(..., v);                     if (!p->line[i].owner)
//   if (ret) {                                             continue;
//           v->owner = NULL;
//           goto undo;                             free_irq(..., &p->line[i]);
//   }                                              p->line[i].owner = NULL;
//                                          }
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ELEMENTFIX_H
#define EPFLINT_RULES_ELEMENTFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// The pointer for S, which has a request. Nothing where more than the handlers
/// and what they start reads it.
std::optional<Fix> tellByElement(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_ELEMENTFIX_H
