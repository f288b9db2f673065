//===- Outcomes.h - What functions hold when they succeed -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A repair is for the ways on which something goes wrong. What a set-up holds
// when all goes well is what its author wanted, and must be the same after it:
// this takes the notes by which that can be told.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_OUTCOMES_H
#define EPFLINT_RULES_OUTCOMES_H

#include "paths/Observer.h"
#include "rules/Analysis.h"
#include <map>
#include <set>

namespace epf {

class Outcomes : public Observer {
public:
  void onEnd(Path &P, End How, const clang::Stmt *At) override;
  /// By name of the function, each once.
  std::vector<SetupResult> all() const;

private:
  std::map<std::string, std::set<std::string>> Seen;
};

} // namespace epf

#endif // EPFLINT_RULES_OUTCOMES_H
