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
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;
  void onEnd(Path &P, End How, const clang::Stmt *At) override;
  void onTaskEnd(Machine &M, const Scope &Unit, const Task &T) override;

private:
  /// A leak of a function whose callers may be meant to undo it.
  struct Question {
    State At;
    const Holding *Left;
    Scene Shown;
  };
  std::vector<Question> Open;
  llvm::DenseSet<const clang::CallExpr *> Undone;
};

} // namespace epf

#endif // EPFLINT_RULES_DOORBELLLEAK_H
