//===- IrqStrayFree.h - epf-irq-stray-free ----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_IRQSTRAYFREE_H
#define EPFLINT_RULES_IRQSTRAYFREE_H

#include "rules/Rule.h"

namespace epf {

/// Finds frees of an IRQ that the path does not hold: its request failed or was
/// skipped, it was freed before, or it is another one.
class IrqStrayFree : public Rule {
public:
  using Rule::Rule;
  void onAcquire(Path &P, const Holding &Given) override;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;
  void onTaskEnd(Machine &M, const Scope &Unit, const Task &T) override;

private:
  void mend(Path &P, const Holding &Given, const Holding *Request, Scene &S);
  /// A free that was met before any request that it could be meant for, or
  /// with one of others of its array only.
  struct Question {
    State At;
    Holding Given;
    Scene Shown;
    const Holding *Other = nullptr;
  };
  std::vector<Question> Open;
  llvm::SetVector<const Holding *> Requested; ///< on any path of the task
};

} // namespace epf

#endif // EPFLINT_RULES_IRQSTRAYFREE_H
