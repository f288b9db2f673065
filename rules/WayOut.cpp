//===- WayOut.cpp - How a path left what it should have undone ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/WayOut.h"

namespace epf {

const Step *wayOut(const Path &P) {
  const Step *Found = nullptr;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Assume || L->Kind == StepKind::Fail ||
        L->Kind == StepKind::Acquire || L->Kind == StepKind::Stage)
      break;
    if ((L->Kind == StepKind::Jump || L->Kind == StepKind::Return) &&
        P.Unit.summary(&L->In->Of->function())->InMain)
      Found = L;
  }
  return Found;
}

bool teardownGuessed(const Path &P) {
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->In->Stage <= P.Of.setupStage())
      return false;
    if (L->Kind == StepKind::Assume && L->OnInitial)
      return true;
  }
  return false;
}

} // namespace epf
