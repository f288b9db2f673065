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
    Scene S;
    S.Focus = H;
    S.Resource = keyText(view(), *H);
    S.Identity = H->Site;
    if (How == End::Error) {
      const Step *Out = wayOut(P);
      S.Where = Out ? Out->Where : At;
      S.In = Out ? Out->In : rootOf(P.S.Top);
      S.Role = "error-return";
      S.Message = "doorbells of '" + S.Resource +
                  "' are still allocated when " +
                  functionName(rootOf(P.S.Top)) + "() fails";
    } else {
      S.Where = H->Site;
      S.In = H->Where;
      S.Role = "teardown";
      S.Message = "doorbells of '" + S.Resource + "' are never freed: " +
                  functionName(P.S.Top) +
                  "() returns with them still allocated";
    }
    if (S.Where)
      report(P, std::move(S));
  }
}

} // namespace epf
