//===- IrqLeak.h - epf-irq-leak ---------------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQLEAK_H
#define EPFLINT_RULES_IRQLEAK_H

#include "rules/Leak.h"

namespace epf {

/// Finds paths that end with an IRQ requested which nobody frees: an error
/// return, or set-up followed by its teardown. Where set-up fails it must have
/// given back all it took; where it succeeded, teardown must.
class IrqLeak : public Leak {
public:
  using Leak::Leak;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;

protected:
  bool isAbout(const Holding &H) const override;
  std::string stateOf(const Holding &H) const override;
  const Mark *outlived(const Path &P, const Holding &H) const override;
};

} // namespace epf

#endif // EPFLINT_RULES_IRQLEAK_H
