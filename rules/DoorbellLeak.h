//===- DoorbellLeak.h - epf-doorbell-leak -----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_DOORBELLLEAK_H
#define EPFLINT_RULES_DOORBELLLEAK_H

#include "rules/Leak.h"

namespace epf {

/// Finds paths that end with doorbells allocated which nobody frees.
class DoorbellLeak : public Leak {
public:
  using Leak::Leak;

protected:
  bool isAbout(const Holding &H) const override;
  std::string stateOf(const Holding &H) const override;
};

} // namespace epf

#endif // EPFLINT_RULES_DOORBELLLEAK_H
