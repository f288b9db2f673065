//===- DuplicateFix.h - Repairs for irqs requested twice --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One and the same irq is requested again while it is held. One of the two
// requests is too many: the second one goes, or the case of a switch ends
// before it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_DUPLICATEFIX_H
#define EPFLINT_RULES_DUPLICATEFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for Again, a request in F of what First requested.
std::vector<Fix> requestNoMore(const SourceView &View,
                               const clang::CallExpr *Again,
                               const clang::FunctionDecl &F,
                               const Holding &First);

} // namespace epf

#endif // EPFLINT_RULES_DUPLICATEFIX_H
