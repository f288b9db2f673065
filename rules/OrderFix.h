//===- OrderFix.h - Freeing doorbells behind their last use -----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// pci_epf_free_doorbell() stands in front of something that still needs the
// doorbells: it moves behind it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ORDERFIX_H
#define EPFLINT_RULES_ORDERFIX_H

#include "matchers/Doorbell.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Moves the statement of Free behind the one of Use, both in F.
/// Sets the pointer that Use goes by once more, where new doorbells were
/// allocated between Free and Use.
std::optional<Fix> readAnew(const SourceView &View, const Doorbell &Bell,
                            const clang::FunctionDecl &F,
                            const clang::Stmt *Free, const clang::Stmt *Use);

std::vector<Fix> moveBehind(const SourceView &View, const Doorbell &Bell,
                            const clang::FunctionDecl &F,
                            const clang::Stmt *Free, const clang::Stmt *Use);

} // namespace epf

#endif // EPFLINT_RULES_ORDERFIX_H
