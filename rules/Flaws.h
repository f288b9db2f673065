//===- Flaws.h - What no repair may bring -----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A repair can be wrong though no rule finds anything in what it makes: an
// error that is set and then forgotten on the way to a success, doorbells that
// are freed where none are allocated or under irqs of theirs. A driver may do
// so and be right; a repair that begins to do so is not.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_FLAWS_H
#define EPFLINT_RULES_FLAWS_H

#include "matchers/Doorbell.h"
#include "paths/Observer.h"
#include "rules/Analysis.h"
#include <map>

namespace epf {

class Flaws : public Observer {
public:
  explicit Flaws(const Doorbell &Bell) : Bell(Bell) {}

  void onRelease(Path &P, const Holding &Given, Fit,
                 const Holding *What) override;
  /// Looks for errors that the function of B sets and does not return.
  void lookAt(const Body &B);
  /// By kind and function, each once.
  std::vector<Flaw> all() const;

private:
  const Doorbell &Bell;
  std::map<std::pair<FlawKind, std::string>, unsigned> Seen;
};

} // namespace epf

#endif // EPFLINT_RULES_FLAWS_H
