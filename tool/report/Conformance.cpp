//===- Conformance.cpp - What a run says of each group of rules -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "Met" is the strongest claim of a report, and the last to be considered.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Conformance.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace epf {

StringRef verdictName(Verdict Status) {
  switch (Status) {
  case Verdict::Met:
    return "met";
  case Verdict::Violated:
    return "violated";
  case Verdict::NotExercised:
    return "not-exercised";
  case Verdict::Undecided:
    return "undecided";
  }
  llvm_unreachable("covered switch");
}

static bool ranWholly(StringRef Group, const Report &R) {
  return all_of(allRules(), [&](const RuleInfo &Rule) {
    return Rule.Group != Group || is_contained(R.Rules, Rule.Name);
  });
}

static Verdict verdict(const Conformance &Row, const Report &R) {
  if (!Row.Evidence.empty())
    return Verdict::Violated;
  if (!ranWholly(Row.Group, R))
    return Verdict::NotExercised;
  if (R.count(UnitStatus::Incomplete) || R.count(UnitStatus::Failed))
    return Verdict::Undecided;
  bool Explored = any_of(
      R.Units, [](const UnitReport &Unit) { return !Unit.Functions.empty(); });
  return Explored ? Verdict::Met : Verdict::NotExercised;
}

std::vector<Conformance> conformance(const Report &R) {
  std::vector<Conformance> Rows;
  for (const RuleInfo &Rule : allRules())
    if (none_of(Rows, [&](auto &Row) { return Row.Group == Rule.Group; }))
      Rows.push_back({Rule.Group.str(), Verdict::Undecided, {}});
  for (Conformance &Row : Rows) {
    for (const Finding &F : R.Findings)
      if (F.Group == Row.Group)
        Row.Evidence.push_back(F.Where);
    Row.Status = verdict(Row, R);
  }
  return Rows;
}

} // namespace epf
