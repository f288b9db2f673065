//===- BarFix.h - Comparing the BAR of a doorbell ---------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver that shows offsets compares the BAR of every entry that it shows; a
// driver that maps doorbells itself refuses those that are exposed already.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_BARFIX_H
#define EPFLINT_RULES_BARFIX_H

#include "matchers/Doorbell.h"
#include "rules/Guards.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs that compare the BAR where Shown, an expression in In, reads the
/// doorbell, and leave as other errors of the function do.
std::vector<Fix> compareWhereShown(const SourceView &View, const Doorbell &Bell,
                                   const clang::Expr *Shown,
                                   const clang::FunctionDecl &In);

/// What the function calls the BAR that the doorbells are to appear in by; or
/// null.
const clang::Expr *wantedBar(const SourceView &View, const Doorbell &Bell,
                             const Syntax &In);

/// How the function leaves where the allocation fails, which Check asks: what
/// was taken before is undone. What it only says there is left out.
std::vector<std::string> asWhereItFails(const SourceView &View,
                                        const Syntax &In,
                                        const clang::IfStmt *Check);

/// `if (x.bar != NO_BAR && x.bar != wanted)` in F refuses NO_BAR as well.
std::optional<Fix> refuseUnexposed(const SourceView &View, const Doorbell &Bell,
                                   const clang::FunctionDecl &F);

/// Repairs that refuse exposed doorbells right after they were allocated.
std::vector<Fix> refuseExposed(const SourceView &View, const Doorbell &Bell,
                               const Holding &Allocation);

} // namespace epf

#endif // EPFLINT_RULES_BARFIX_H
