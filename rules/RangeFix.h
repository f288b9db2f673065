//===- RangeFix.h - Teardowns that free less than was requested -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The teardown frees, but not all: the first element only, the elements of
// another list, when one user is left instead of none; or a clean-up goes by a
// count that is set too late for it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RANGEFIX_H
#define EPFLINT_RULES_RANGEFIX_H

#include "rules/Guards.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for Free, a call in the teardown In that does not give back all.
std::vector<Fix> freeAll(const SourceView &View, const Syntax &In,
                         const clang::CallExpr *Free);

/// Gives a helper of In the list that H is in, where it gets one that is always
/// empty.
std::optional<Fix> rightList(const SourceView &View, const Syntax &In,
                             const Holding &H);

/// Sets the count that a clean-up behind Ways goes by in front of them. Where
/// the request of H itself fails, its number is forgotten, as it is counted.
std::optional<Fix> countBefore(const SourceView &View, const Syntax &In,
                               const Holding &H, llvm::ArrayRef<Exit> Ways);

} // namespace epf

#endif // EPFLINT_RULES_RANGEFIX_H
