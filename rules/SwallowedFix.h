//===- SwallowedFix.h - A failed request that nobody hears of ---*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that returns nothing frees where its request has failed, and the
// driver goes on. To take that free out is not enough where others free the
// same later: a flag has to tell them.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_SWALLOWEDFIX_H
#define EPFLINT_RULES_SWALLOWEDFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Puts Log in the place of the free of S and remembers in a flag whether the
/// irq is requested, for the other frees of it. Others tells if there are any.
std::optional<Fix> tellOthers(const SourceView &View, const StrayFree &S,
                              const std::string &Log, bool &Others);

} // namespace epf

#endif // EPFLINT_RULES_SWALLOWEDFIX_H
