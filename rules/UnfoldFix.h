//===- UnfoldFix.h - Helpers that free more than is held --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A clean-up calls a helper that frees, and does more, where only the rest of
// it is due: what the helper does is written out, without the free.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_UNFOLDFIX_H
#define EPFLINT_RULES_UNFOLDFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Whether what is called at S.Where does nothing but to free, so that it can
/// be passed by.
bool freesOnly(const StrayFree &S);

/// Does what the function at S.Where does besides the free. Nothing if that is
/// more than one call.
std::optional<Fix> unfold(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_UNFOLDFIX_H
