//===- FixDiff.cpp - All fixes as one diff --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/report/FixDiff.h"
#include "tool/report/Diff.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

/// As git has it.
static constexpr unsigned Context = 3;

void writeFixDiff(const Report &R, raw_ostream &OS) {
  for (const UnitReport &Unit : R.Units)
    if (Unit.Fixed)
      OS << cantFail(unifiedDiff(Unit.File, Unit.Fixed->Before,
                                 Unit.Fixed->edits(), Context));
}

} // namespace epf
