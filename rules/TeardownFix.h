//===- TeardownFix.h - Giving back in the teardown --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What set-up took and teardown left behind: the release that teardown has is
// brought under the condition of the request, or in front of an early return;
// where it has none, it gets one: handlers go before what they use, doorbells
// last.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_TEARDOWNFIX_H
#define EPFLINT_RULES_TEARDOWNFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for H being held when Teardown ends. Best first; none is verified.
std::vector<Fix> releaseInTeardown(const SourceView &View, const Holding &H,
                                   const clang::FunctionDecl &Teardown);

} // namespace epf

#endif // EPFLINT_RULES_TEARDOWNFIX_H
