//===- ArgumentFix.h - Repairs that change what a call is given --*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dev_id, the flags or the form of one call is wrong: the right one is
// known from the other call of the pair, or from the doorbell.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ARGUMENTFIX_H
#define EPFLINT_RULES_ARGUMENTFIX_H

#include "rules/Guards.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// The free gets the dev_id of the request. Both in their own functions.
std::vector<Fix> freeWithCookie(const SourceView &View,
                                const clang::CallExpr *Free,
                                const clang::FunctionDecl &In,
                                const Holding &Request);

/// A shared request without a dev_id gets the object that the irq is read from.
std::vector<Fix> requestWithCookie(const SourceView &View,
                                   const Holding &Request);

/// The release takes the form of the request: managed, or plain.
std::vector<Fix> releaseInForm(const SourceView &View,
                               const clang::CallExpr *Free,
                               const clang::FunctionDecl &In,
                               const Holding &Request);

/// The request gets irq_flags of the doorbell whose virq it names.
std::vector<Fix> requestWithFlags(const SourceView &View,
                                  const Holding &Request);

} // namespace epf

#endif // EPFLINT_RULES_ARGUMENTFIX_H
