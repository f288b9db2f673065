//===- Leak.h - What rules about things left behind share -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path ends and something is still held. Whether that is a leak is the same
// question for every kind of resource; a rule says which it is about and what
// holding it is called.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_LEAK_H
#define EPFLINT_RULES_LEAK_H

#include "rules/Rule.h"

namespace epf {

class Leak : public Rule {
public:
  using Rule::Rule;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;
  void onEnd(Path &P, End How, const clang::Stmt *At) override;
  void onTaskEnd(Machine &M, const Scope &Unit, const Task &T) override;

protected:
  virtual bool isAbout(const Holding &H) const = 0;
  /// What H still is: "irq 'x' is still requested".
  virtual std::string stateOf(const Holding &H) const = 0;
  /// Where P has undone what H came from, though not H; or null.
  virtual const Mark *outlived(const Path &P, const Holding &H) const {
    return nullptr;
  }

private:
  /// A leak of a function whose callers may be meant to undo it.
  struct Question {
    State At;
    const Holding *Left;
    Scene Shown;
    bool IsOwn; ///< left by the function that took it
    bool IsOutlived;
  };
  std::vector<Question> Open;
  /// What was given back on some path: by the very call of a function that
  /// took it, and behind its end.
  llvm::DenseSet<const clang::CallExpr *> Undone, UndoneLater;
};

} // namespace epf

#endif // EPFLINT_RULES_LEAK_H
