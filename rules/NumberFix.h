//===- NumberFix.h - Numbers of irqs that change too early or late -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A free goes by the number in a field. If the field gets another number while
// the first is requested, the first is kept in a variable; if it has its number
// long before that is requested, so that a clean-up in between frees it, it
// gets the number once it is requested, and the clean-up asks for it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_NUMBERFIX_H
#define EPFLINT_RULES_NUMBERFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Keeps the number of H, which is left behind, for the frees of it.
std::optional<Fix> keepNumber(const SourceView &View, const Holding &H);

/// Gives H back in front of Ways by the global variable that its number is
/// copied to, as another function of the file frees it.
std::optional<Fix> releaseCopy(const SourceView &View, const Holding &H,
                               llvm::ArrayRef<Exit> Ways);

/// Stores the number of S's request once that has succeeded, and not before.
std::optional<Fix> storeLater(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_NUMBERFIX_H
