//===- Rule.h - What all rules have in common -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule watches paths (Observer) and adds scenes where its contract is
// broken. One object of each wanted rule is made for a translation unit.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RULE_H
#define EPFLINT_RULES_RULE_H

#include "matchers/Doorbell.h"
#include "rules/Reporter.h"

namespace epf {

class Rule : public Observer {
public:
  Rule(const RuleInfo &Info, Reporter &Report, const Doorbell &Bell)
      : Info(Info), Report(Report), Bell(Bell) {}

protected:
  const SourceView &view() const { return Report.view(); }
  void report(const Path &P, Scene S) { Report.add(Info, P, std::move(S)); }
  Event suppose(std::string Message, const clang::Stmt *At) const {
    return {EventKind::Assume, std::move(Message), view().location(At)};
  }

  const RuleInfo &Info;
  Reporter &Report;
  const Doorbell &Bell;
};

} // namespace epf

#endif // EPFLINT_RULES_RULE_H
