//===- LoopFix.h - Unwind loops that go wrong -------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that frees goes one too far or not far enough, by the wrong index or
// from the wrong start. The smallest correction comes first: the comparison,
// the start, and only then the whole loop as the kernel usually writes it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_LOOPFIX_H
#define EPFLINT_RULES_LOOPFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"
#include "rules/Rounds.h"

namespace epf {

/// Repairs for loops in In, where H was taken in the rounds R, that leave H.
std::vector<Fix> widenUnwind(const SourceView &View, const Holding &H,
                             const Rounds &R, const Syntax &In);

/// Repairs for the loop around Free, a call in In, which frees too much of what
/// Request, of the same function or of set-up, took. Failed: what it frees too
/// much is what could not be requested.
std::vector<Fix> narrowUnwind(const SourceView &View, const Syntax &In,
                              const clang::CallExpr *Free,
                              const Holding &Request, bool Failed);

/// The loop of a teardown that frees goes the rounds of the one that requested.
std::optional<Fix> mirrorRounds(const SourceView &View, const Syntax &In,
                                const clang::Stmt *Loop,
                                const Holding &Request);

} // namespace epf

#endif // EPFLINT_RULES_LOOPFIX_H
