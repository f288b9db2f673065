//===- RoundFix.h - Loops that free some rounds too many --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Repairs of loops that free in a round in which nothing was requested: the one
// that failed, those behind it, those that the request loop did not come to.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ROUNDFIX_H
#define EPFLINT_RULES_ROUNDFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"
#include "rules/Rounds.h"

namespace epf {

/// Whether the loop does more than to free: it calls what is no accessor.
bool doesMore(const Syntax &In, const clang::Stmt *Loop);

/// Whether the loop is a for that steps down.
bool countsDown(const clang::Stmt *Loop);

/// Loop, behind that of R, goes on to number 0: only to the first of R.
std::optional<Fix> fromFirst(const SourceView &View, const Syntax &In,
                             const clang::Stmt *Loop, const Rounds &R);

/// Loop, behind that of R, frees in all rounds: only in those of R.
std::optional<Fix> freeOfRounds(const SourceView &View, const Syntax &In,
                                const clang::Stmt *Loop,
                                const clang::CallExpr *Free, const Rounds &R);

/// Loop counts down from the round whose request, Site, failed: from the one
/// before.
std::optional<Fix> stepBack(const SourceView &View, const Syntax &In,
                            const clang::Stmt *Loop,
                            const clang::CallExpr *Site, const Rounds &R);

/// The loop around Free ends where the one around Request does.
std::optional<Fix> stopAlike(const SourceView &View, const Syntax &In,
                             const clang::CallExpr *Free,
                             const Holding &Request);

} // namespace epf

#endif // EPFLINT_RULES_ROUNDFIX_H
