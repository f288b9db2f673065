//===- IrqLeak.cpp - epf-irq-leak -----------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IrqLeak.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

void IrqLeak::onEnd(Path &P, End How, const Stmt *At) {
  if (How == End::Done || (How == End::TornDown && teardownGuessed(P)))
    return;
  for (const Holding *H : P.held()) {
    if (!H->Model->isIrq() || H->Model->Managed ||
        H->Where->Stage < P.Of.setupStage())
      continue;
    report(P, leak(view(), P, *H, How, At, "irq '" + keyText(view(), *H) + "' is still requested"));
  }
}

} // namespace epf
