//===- EachVirqFix.h - Requests for doorbells that have none ----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Doorbells are requested by hand, one by one, in the belief that all share the
// virq of the first one: they are requested in a loop.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_EACHVIRQFIX_H
#define EPFLINT_RULES_EACHVIRQFIX_H

#include "matchers/Doorbell.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Requests the virq of each of Count doorbells in Taker, which requests that
/// of the first one.
std::optional<Fix> requestEach(const SourceView &View, const Doorbell &Bell,
                               const clang::FunctionDecl &Taker,
                               const clang::Expr *Count);

/// Lets the driver's function that compares a doorbell with the first one say
/// no of the first one itself.
std::optional<Fix> exceptFirst(const SourceView &View, const Doorbell &Bell);

/// Requests Again, by hand, only if its virq differs from that of First.
std::optional<Fix> requestIfOther(const SourceView &View,
                                  const clang::FunctionDecl &Taker,
                                  const clang::CallExpr *Again,
                                  const clang::CallExpr *First);

} // namespace epf

#endif // EPFLINT_RULES_EACHVIRQFIX_H
