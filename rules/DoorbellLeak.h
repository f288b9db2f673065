//===- DoorbellLeak.h - epf-doorbell-leak -----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_DOORBELLLEAK_H
#define EPFLINT_RULES_DOORBELLLEAK_H

#include "rules/Rule.h"

namespace epf {

/// Finds paths that end with doorbells allocated which nobody frees.
class DoorbellLeak : public Rule {
public:
  using Rule::Rule;
  void onEnd(Path &P, End How, const clang::Stmt *At) override;
};

} // namespace epf

#endif // EPFLINT_RULES_DOORBELLLEAK_H
