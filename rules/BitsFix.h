//===- BitsFix.h - A bit for each irq of a range ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A macro of the driver requests one irq of a range and goes on where that
// fails; a loop frees the whole range. A bit remembers each that is requested:
//
//   #define REQUEST(n)                                          \
//   do {                                                        \
//           ret = request_irq(f->base + n, handler, 0, "", f);  \
//           if (ret)                                            \
//                   dev_err(f->dev, "no irq %d", n);            \
//           else                                                \
//                   f->requested |= BIT(n);                     \
//   } while (0)
//
//   for (irq = f->base; irq < f->base + 9; irq++)
//           if (f->requested & BIT(irq - f->base))
//                   free_irq(irq, f);
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_BITSFIX_H
#define EPFLINT_RULES_BITSFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// A repair for S, which has a request.
std::optional<Fix> rememberInBits(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_BITSFIX_H
