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
#include "rules/EarlierOnlyFix.h"
#include "rules/VirqFix.h"
#include "rules/VirqQuestions.h"

using namespace clang;

namespace epf {

/// Marks entries whose message or offset was read to be shown to the host.
static const char Published = 0;

/// Marks entries whose virq was read: to be compared, or to be requested.
static const char Asked = 0;

void IrqMissingHandler::onLoad(Path &P, const Region *R, const Expr &At) {
  if (R->Decl == Bell.Virq)
    P.markOnce(&Asked, R, &At);
  if (Tests.isTest(At, P.S.Top->Of->function()))
    return;
  for (const Region *Part = R; Part; Part = Part->Super)
    if (Part->Decl == Bell.Msg || (Bell.Offset && Part->Decl == Bell.Offset))
      P.markOnce(&Published, R, &At);
}

// What was requested of E's allocation last, if the facts allow E's virq to be
// none of those. Judged only if virqs of it are requested at all.
static const Holding *othersRequested(Path &P, const Messages &Bells,
                                      const Entry &E, ValueRef Virq) {
  const Holding *Last = nullptr;
  Facts Differs = P.S.Known;
  for (const Holding *H : P.held()) {
    Entry Other = Bells.entryOfVirq(H->Key);
    if (!H->Model->isIrq() || !Other || Other.Array != E.Array)
      continue;
    Last = H;
    ValueRef Same = P.M.Pool.op(OpKind::Eq, Virq, H->Key, P.M.Ctx.IntTy);
    auto Known = P.M.Facts.assume(Differs, Same, false);
    if (!Known)
      return nullptr;
    Differs = *Known;
  }
  return Last;
}

// Where the driver passes by E with its request for others of the array.
Event IrqMissingHandler::whyNotFor(const Path &P, const Messages &Bells,
                                   const Passed &By, const Entry &E) const {
  std::string None = "no irq is requested for " + Bells.name(E) + " ";
  Skip Past = skipOf(P, By.Request, By.In, E);
  Event Why = Past ? suppose(None + "where '" + view().text(Past.Condition) +
                                 "' is " + (Past.True ? "true" : "false"),
                             Past.Condition)
                   : suppose(None + "here", By.Request);
  Why.Kind = EventKind::Branch;
  return Why;
}

// The request that E's virq came to and that the path passed by, as for all.
Passed IrqMissingHandler::passedByAll(const Path &P, const Messages &Bells,
                                      const Entry &E) const {
  for (const Mark *Each : P.marks(&Asked))
    if (Entry Of = Bells.entryAt(static_cast<const Region *>(Each->What));
        Of && Of.Message == E.Message)
      return passedBy(P, Bells, Bell, *Each);
  return {};
}

void IrqMissingHandler::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done || !Bell.Virq)
    return;
  Messages Bells(Bell, P);
  Publications Shown(P, Bells, &Published);
  for (const Entry &E : Shown.entries()) {
    const Holding *Allocation = Bells.allocation(E);
    if (!Allocation)
      continue;
    const Holding *Other =
        othersRequested(P, Bells, E, Bells.get(E, Bell.Virq));
    Passed By =
        Other ? Passed{Other->Site, Other->Where} : passedByAll(P, Bells, E);
    if (!By)
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
    S.Supposed.push_back(whyNotFor(P, Bells, By, E));
    if (Other)
      S.Supposed.push_back(
          suppose("assuming " + Bells.name(E) +
                      ".virq differs from every virq requested",
                  At.Site));
    S.Repair = [this, Allocation] {
      const FunctionDecl &F = Allocation->Where->Of->function();
      const Expr *Count = argument(Allocation->Site, 1);
      std::vector<Fix> Found = only(compareWithEarlier(view(), Bell));
      llvm::append_range(Found, requestOnce(view(), Bell, F, Count));
      add(Found, requestEach(view(), Bell, F, Count));
      add(Found, exceptFirst(view(), Bell));
      return Found;
    };
    report(P, std::move(S));
  }
}

} // namespace epf
