//===- Skip.h - Where a loop leaves a request out ---------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that requests one irq a round goes on to the next round without, where
// the driver takes the irq for requested already:
//
//   for (i = 0; i < n; i++) {
//           if (db[i].type == db[0].type)    the skip
//                   continue;
//           ret = request_irq(db[i].virq, ...);
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_SKIP_H
#define EPFLINT_RULES_SKIP_H

#include "rules/Messages.h"

namespace epf {

/// A condition in a loop, and the answer by which a round goes past a request.
struct Skip {
  const clang::Expr *Condition = nullptr;
  bool True = false;

  explicit operator bool() const { return Condition; }
};

/// The skip by which P left out Request, which In makes for others of E's
/// array, for E: what was asked of E decided it. None if the path does not
/// tell.
Skip skipOf(const Path &P, const clang::CallExpr *Request, const Frame *In,
            const Entry &E);

/// A request in a loop that P has been in, and the frame that would make it.
struct Passed {
  const clang::CallExpr *Request = nullptr;
  const Frame *In = nullptr;

  explicit operator bool() const { return Request; }
};

/// The request of a doorbell's irq that P went past in each round of the loop
/// in which Asked was left, for no other reason than what doorbells hold. None
/// if there is none, or if it may be left out on purpose.
Passed passedBy(const Path &P, const Messages &Bells, const Doorbell &Bell,
                const Mark &Asked);

} // namespace epf

#endif // EPFLINT_RULES_SKIP_H
