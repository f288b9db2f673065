//===- ExposedFix.h - Drivers that use exposed doorbells --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver that reads the offset of a doorbell wants those that a BAR exposes:
// to refuse them would mend nothing. It has to map the others alone, and to
// compare every entry.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_EXPOSEDFIX_H
#define EPFLINT_RULES_EXPOSEDFIX_H

#include "matchers/Doorbell.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// What such a driver is made of: the functions that are run from an entry to
/// what is found, and the allocation.
struct ExposedUse {
  const SourceView &View;
  const Doorbell &Bell;
  const Holding &Allocation;
  const Frame *In; ///< where something is found
};

/// Whether something that Use runs reads the offset of a doorbell, or compares
/// a bar with another one than NO_BAR.
bool wantsExposed(const ExposedUse &Use);

/// Repairs that turn a comparison with NO_BAR round, or ask so instead of for
/// the type.
std::vector<Fix> askRightly(const ExposedUse &Use);

/// Repairs that come to Map, a call, only if no BAR exposes the doorbells.
std::vector<Fix> mapUnexposed(const ExposedUse &Use,
                              const clang::CallExpr *Map);

/// Repairs that compare the BARs of all doorbells, right behind the allocation:
/// with the one wanted, or with each other where that is the doorbells' own.
std::vector<Fix> compareAll(const ExposedUse &Use);

} // namespace epf

#endif // EPFLINT_RULES_EXPOSEDFIX_H
