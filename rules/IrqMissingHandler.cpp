//===- IrqMissingHandler.cpp - epf-irq-missing-handler --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IrqMissingHandler.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

/// Marks entries whose message or offset was read to be shown to the host.
static const char Published = 0;

void IrqMissingHandler::onLoad(Path &P, const Region *R, const Expr &At) {
  for (const Region *Part = R; Part; Part = Part->Super)
    if (Part->Decl == Bell.Msg || (Bell.Offset && Part->Decl == Bell.Offset))
      P.mark(&Published, R, &At);
}

void IrqMissingHandler::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done || !Bell.Virq)
    return;
  Messages Bells(Bell, P);
  std::vector<const Holding *> Held = P.held();
  for (const Mark *Each : P.marks(&Published)) {
    Entry E = Bells.entryAt(static_cast<const Region *>(Each->What));
    if (!E)
      continue;
    ValueRef Virq = Bells.get(E, Bell.Virq);
    // Judged only if this allocation's virqs are requested here at all.
    bool Any = false, Handled = false;
    State Differs = P.S;
    for (const Holding *H : Held) {
      Entry Other = Bells.entryOfVirq(H->Key);
      if (!H->Model->isIrq() || !Other || Other.Array != E.Array)
        continue;
      Any = true;
      ValueRef Same = P.M.Pool.op(OpKind::Eq, Virq, H->Key, P.M.Ctx.IntTy);
      auto Known = P.M.Facts.assume(Differs.Known, Same, false);
      Handled |= !Known;
      if (Known)
        Differs.Known = *Known;
    }
    if (!Any || Handled)
      continue;
    Scene S;
    S.Where = Each->Site;
    S.In = Each->Where;
    S.Resource = view().text(Each->Site);
    S.Role = "published";
    S.Identity = &Each->Where->Of->function();
    S.Message = "doorbell '" + Bells.name(E) +
                "' is published without a handler for its virq";
    S.Supposed.push_back(suppose("assuming " + Bells.name(E) +
                                     ".virq differs from every virq requested",
                                 Each->Site));
    report(P, std::move(S));
  }
}

} // namespace epf
