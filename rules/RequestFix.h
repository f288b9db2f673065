//===- RequestFix.h - Frees mended where the request is ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Repairs for a free that is right as far as its own function goes: those who
// request, or the helper that frees, have to tell it more.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_REQUESTFIX_H
#define EPFLINT_RULES_REQUESTFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Lets the function look at what Call, a statement of its own, says: where it
/// fails, one leaves as the next failure does. False if that can't be told.
bool heed(const SourceView &View, Patch &P, const Syntax &In,
          const clang::CallExpr *Call);

/// Where who calls the set-up that failed has put its object where another file
/// finds it, to free what was never requested: the pointer is cleared.
void dropObject(const SourceView &View, Patch &P, const StrayFree &S);

/// Repairs for S, which has a request, outside of the function that S is in.
std::vector<Fix> mendRequest(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_REQUESTFIX_H
