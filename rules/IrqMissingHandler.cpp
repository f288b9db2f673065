//===- IrqMissingHandler.cpp - epf-irq-missing-handler --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads of an entry's message or offset are marked as they happen and judged
// where set-up succeeds: do the facts allow its virq to be none of those
// requested? After a skip of equal virqs they do not; after one by type, count
// or place they do.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqMissingHandler.h"
#include "rules/EachVirqFix.h"
#include "rules/Publications.h"
#include "rules/VirqFix.h"
#include "rules/VirqQuestions.h"

using namespace clang;

namespace epf {

/// Marks entries whose message or offset was read to be shown to the host.
static const char Published = 0;

void IrqMissingHandler::onLoad(Path &P, const Region *R, const Expr &At) {
  for (const Region *Part = R; Part; Part = Part->Super)
    if (Part->Decl == Bell.Msg || (Bell.Offset && Part->Decl == Bell.Offset))
      P.markOnce(&Published, R, &At);
}

// Whether the facts allow E's virq to be none of those requested. Judged only
// if virqs of this allocation are requested at all.
static bool mayLackHandler(Path &P, const Messages &Bells, const Entry &E,
                           ValueRef Virq) {
  bool Any = false;
  Facts Differs = P.S.Known;
  for (const Holding *H : P.held()) {
    Entry Other = Bells.entryOfVirq(H->Key);
    if (!H->Model->isIrq() || !Other || Other.Array != E.Array)
      continue;
    Any = true;
    ValueRef Same = P.M.Pool.op(OpKind::Eq, Virq, H->Key, P.M.Ctx.IntTy);
    auto Known = P.M.Facts.assume(Differs, Same, false);
    if (!Known)
      return false;
    Differs = *Known;
  }
  return Any;
}

void IrqMissingHandler::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done || !Bell.Virq)
    return;
  Messages Bells(Bell, P);
  Publications Shown(P, Bells, &Published);
  for (const Entry &E : Shown.entries()) {
    const Holding *Allocation = Bells.allocation(E);
    if (!Allocation || !mayLackHandler(P, Bells, E, Bells.get(E, Bell.Virq)))
      continue;
    const Mark &At = Shown.shownAt(E, *Allocation);
    Scene S;
    S.Where = At.Site;
    S.In = At.Where;
    S.Resource = view().text(At.Site);
    S.Role = "published";
    if ((S.Because = questionOfVirq(P, Bell)))
      S.Doubt = "a container that is not followed tells which virqs there were";
    S.Identity = Allocation->Site;
    S.Message = "doorbell '" + Bells.name(E) +
                "' is published without a handler for its virq";
    S.Supposed.push_back(suppose("assuming " + Bells.name(E) +
                                     ".virq differs from every virq requested",
                                 At.Site));
    S.Repair = [this, Allocation] {
      const FunctionDecl &F = Allocation->Where->Of->function();
      const Expr *Count = argument(Allocation->Site, 1);
      std::vector<Fix> Found = requestOnce(view(), Bell, F, Count);
      add(Found, requestEach(view(), Bell, F, Count));
      add(Found, exceptFirst(view(), Bell));
      return Found;
    };
    report(P, std::move(S));
  }
}

} // namespace epf
