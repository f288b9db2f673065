//===- Answer.h - What the code takes a call's answer for -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That a call gave something other than 0, or NULL, is its failure in most
// drivers, and success or an answer in others: i2c_check_functionality(), or a
// look for what is not there. A reader is told that it fails only where the
// code goes on as if it had.
//
//   if (!has_wake(x)) return -EIO;      other than 0 is what is wanted
//   ret = start(x); if (ret) goto err;  other than 0 is a failure
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ANSWER_H
#define EPFLINT_RULES_ANSWER_H

#include "paths/State.h"
#include "rules/SourceView.h"

namespace epf {

enum class Answer {
  Failure, ///< an error, or the code leaves as if it were one
  Wanted,  ///< the code leaves with an error where the answer is the other
  Open     ///< neither
};

/// What the code takes the answer for that L assumes failedCall(L) to give,
/// which must not be null.
Answer answerOf(const Step &L);

} // namespace epf

#endif // EPFLINT_RULES_ANSWER_H
