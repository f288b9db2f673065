//===- Report.cpp - What a run found, ready to be written -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sorting is all that makes a parallel run reproducible.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Report.h"
#include "tool/report/Fingerprint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include <set>
#include <tuple>

using namespace llvm;

namespace epf {

using Identity = std::tuple<std::string, unsigned, unsigned, std::string,
                            std::string, std::string, std::string, std::string>;

/// What findings are sorted by, and what makes two of them the same.
static auto identity(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Rule, F.Message,
                  F.Function, F.Resource, F.Role);
}

StringRef severityName(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("covered switch");
}

std::string standing(const Fix &F) {
  std::string Result = F.How == Applicability::Safe ? "safe" : "review";
  if (F.Verified)
    Result += ", verified";
  if (!F.Reason.empty())
    Result += ", " + F.Reason;
  return Result;
}

unsigned Report::count(UnitStatus Status) const {
  return count_if(Units, [Status](const UnitReport &Unit) {
    return Unit.Status == Status;
  });
}

Report makeReport(SourceRoot Root, std::vector<std::string> Rules,
                  std::vector<UnitReport> Units, unsigned Milliseconds) {
  Report Result{
      std::move(Root), std::move(Rules), std::move(Units), {}, Milliseconds};
  llvm::sort(Result.Units, [](const UnitReport &A, const UnitReport &B) {
    return A.File < B.File;
  });
  // Findings that are dismissed count as well: dismissing one must not change
  // the ordinals of others, and with them their fingerprints.
  std::vector<Finding> &All = Result.Findings;
  std::set<Identity> Dismissed;
  for (UnitReport &Unit : Result.Units) {
    for (const Finding &F : Unit.Suppressed)
      Dismissed.insert(identity(F));
    for (std::vector<Finding> *Some : {&Unit.Findings, &Unit.Suppressed}) {
      std::move(Some->begin(), Some->end(), std::back_inserter(All));
      Some->clear();
    }
  }
  llvm::sort(All, [](const Finding &A, const Finding &B) {
    return identity(A) < identity(B);
  });
  auto Repeated = std::unique(All.begin(), All.end(),
                              [](const Finding &A, const Finding &B) {
                                return identity(A) == identity(B);
                              });
  All.erase(Repeated, All.end());
  fingerprint(All);
  setApart(All, Result.Suppressed,
           [&](const Finding &F) { return Dismissed.count(identity(F)) != 0; });
  return Result;
}

} // namespace epf
