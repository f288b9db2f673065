//===- GuardFix.h - Frees under the condition of their request --*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is requested under a condition is freed under the same one, in the words
// of the function that frees.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_GUARDFIX_H
#define EPFLINT_RULES_GUARDFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// The condition of S's request, in its function and in those that call it.
std::optional<Fix> guardAlike(const SourceView &View, const StrayFree &S);

/// The condition of the one among several requests that has the words of the
/// free; nothing if S's request is of no other.
std::optional<Fix> guardAsSame(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_GUARDFIX_H
