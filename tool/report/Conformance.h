//===- Conformance.h - What a run says of each group of rules - -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list of findings does not tell a driver that keeps the contract from one
// that was never looked at. The conformance table does, group by group, and it
// claims no more than what was explored.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_CONFORMANCE_H
#define EPFLINT_TOOL_REPORT_CONFORMANCE_H

#include "tool/report/Report.h"

namespace epf {

enum class Verdict {
  Met,          ///< the code has to keep it, all was explored, nothing found
  Violated,     ///< there is a finding, new or known
  NotExercised, ///< the code has nothing to do with it, or not all of the
                ///< group's rules ran
  Undecided     ///< no finding, but something could not be analysed, or what
                ///< was found is suppressed
};

struct Conformance {
  std::string Group;
  Verdict Status;
  /// Of the findings; if there are none, of the code that has to keep it.
  std::vector<Location> Evidence;
};

/// "met", "violated", "not-exercised", "undecided".
llvm::StringRef verdictName(Verdict Status);

/// One row for each group of the registry, in its order.
std::vector<Conformance> conformance(const Report &R);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_CONFORMANCE_H
