//===- VirqFix.h - Requesting each distinct virq once -----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Doorbells may share a virq. One small function of the driver says whether an
// earlier doorbell has the same one: the driver's own, if it has one. Every
// loop that requests or frees virqs skips those, in the request, the unwind and
// the teardown alike. Skips that decide by something else (the type, the count,
// a neighbour) make room.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_VIRQFIX_H
#define EPFLINT_RULES_VIRQFIX_H

#include "matchers/Doorbell.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for the requests of virqs in Taker: in that function, or with all
/// that belongs to them in the file. With Count, how many doorbells there are,
/// the requests are made to cover them all.
std::vector<Fix> requestOnce(const SourceView &View, const Doorbell &Bell,
                             const clang::FunctionDecl &Taker,
                             const clang::Expr *Count = nullptr);

} // namespace epf

#endif // EPFLINT_RULES_VIRQFIX_H
