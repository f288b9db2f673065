//===- DoorbellLeak.cpp - epf-doorbell-leak -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DoorbellLeak.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

void DoorbellLeak::onEnd(Path &P, End How, const Stmt *At) {
  if (How == End::Done || (How == End::TornDown && teardownGuessed(P)))
    return;
  for (const Holding *H : P.held()) {
    if (H->Model->Kind != Resource::Doorbell ||
        H->Where->Stage < P.Of.setupStage())
      continue;
    report(P, leak(view(), P, *H, How, At, "doorbells of '" + keyText(view(), *H) +
                              "' are still allocated"));
  }
}

} // namespace epf
