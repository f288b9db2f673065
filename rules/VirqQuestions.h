//===- VirqQuestions.h - Who remembers which virqs there were ---*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver may remember the virqs that it has requested in a list or a tree and
// ask there before it requests the next. What is in such containers is not
// followed: the answer is assumed, and proves neither that a virq is requested
// twice nor that one is left out.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_VIRQQUESTIONS_H
#define EPFLINT_RULES_VIRQQUESTIONS_H

#include "matchers/Doorbell.h"
#include "paths/Explorer.h"

namespace epf {

/// The last step of P by which a call was assumed to say whether it knows a
/// doorbell's virq, or null if there is none.
const Step *questionOfVirq(const Path &P, const Doorbell &Bell);

} // namespace epf

#endif // EPFLINT_RULES_VIRQQUESTIONS_H
