//===- Ways.h - What the two ways of a branch come to -----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a decision matters to a call is read off the graph: the call is come
// to in this round of the loops around the branch, or it is not. What was asked
// right before is not asked again, as in `if (a && b) ... else if (a)`.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_WAYS_H
#define EPFLINT_RULES_WAYS_H

#include "paths/State.h"

namespace epf {

using IsSite = llvm::function_ref<bool(const clang::CallExpr &)>;

/// True if the way that L did not take comes to a call of the kind that the way
/// taken does not come to. L is a step of kind Assume, here and below.
bool leadsPast(const Step &L, IsSite Is);

/// True if the way that L did not take comes to such calls, and the way taken
/// to none.
bool leadsPastAll(const Step &L, IsSite Is);

/// True if L stands in a function whose result is asked by a branch of its
/// caller, and only one way of that branch comes to such a call.
bool decidesInCaller(const Step &L, IsSite Is);

/// True if the way that L took comes to Site, and the other does not.
bool leadsTo(const Step &L, const clang::Stmt *Site);

} // namespace epf

#endif // EPFLINT_RULES_WAYS_H
