//===- ReviewLines.cpp - The review as checkpatch would put it ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/report/ReviewLines.h"

using namespace llvm;
using namespace epf::patch;

namespace epf {

static StringRef checkpatchLevel(Severity Level) {
  return Level == Severity::Error     ? "ERROR"
         : Level == Severity::Warning ? "WARNING"
                                      : "CHECK";
}

void writeReviewLines(const Review &R, raw_ostream &OS) {
  for (const ReviewedFinding &F : R.Findings)
    if (F.What == State::Introduced)
      OS << F.Last.Where.File << ':' << F.Last.Where.Line << ": "
         << checkpatchLevel(F.Last.Level) << ": " << F.Last.Message << " ["
         << F.Last.Rule << "]\n";
  for (const UnitReport &Unit : R.after().Units)
    if (Unit.Status == UnitStatus::Failed ||
        Unit.Status == UnitStatus::Incomplete)
      OS << Unit.File << ":1: CHECK: not analysed to its end: " << Unit.Reason
         << '\n';
}

} // namespace epf
