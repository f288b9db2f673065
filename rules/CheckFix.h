//===- CheckFix.h - Results of requests, looked at rightly ------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request leaks because of how its result is looked at: a positive one taken
// for an error, or two requests in one condition that share their way out.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_CHECKFIX_H
#define EPFLINT_RULES_CHECKFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"
#include "rules/UnwindFix.h"

namespace epf {

/// Repairs of the condition that H's result is asked in, where all of Ways, in
/// the function that took H, stand below it.
std::vector<Fix> mendChecks(const SourceView &View, const Holding &H,
                            llvm::ArrayRef<Exit> Ways);

/// Lets the case that frees in S and the one in front of it change places.
/// Nothing where the free is in no case, or not in that of the code set there.
std::optional<Fix> swapWithCaseBefore(const SourceView &View,
                                      const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_CHECKFIX_H
