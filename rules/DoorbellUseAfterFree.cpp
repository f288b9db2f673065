//===- DoorbellUseAfterFree.cpp - epf-doorbell-use-after-free -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// pci_epf_free_doorbell() marks the array that db_msg points to at that time.
// Each later read of an entry, and each free of its irq, asks whether the
// array of that entry is marked.
//
//===----------------------------------------------------------------------===//

#include "rules/DoorbellUseAfterFree.h"
#include "rules/OrderFix.h"
#include "rules/WayOut.h"

using namespace clang;

namespace epf {

/// Marks arrays that were freed, by the value that db_msg had: of an allocation
/// that is known, or of one that the path has not seen.
static const char Freed = 0, FreedUnseen = 0;

// The free after which nothing of the array may be used, or null.
static const Mark *freeOf(const Path &P, const Region *Array) {
  if (Array->Kind != RegionKind::Pointee)
    return nullptr;
  auto IsIt = [&](const Mark *Each) {
    return Each->What == Array->Of || Array->Of->isInt(0);
  };
  for (const Mark *Each : P.marks(&Freed))
    if (IsIt(Each))
      return Each;
  // Before another entry runs, they may be allocated again.
  for (const Mark *Each : P.marks(&FreedUnseen))
    if (IsIt(Each) && Each->Where->Stage == P.S.Top->Stage)
      return Each;
  return nullptr;
}

// What a later entry of the lifecycle asked of memory that is not known, before
// it came to the use: the driver may keep there that the doorbells are gone.
static const Step *guessSince(const Path &P, const Mark &Free) {
  for (const Step *L = P.S.Last; L && L->Where != Free.Site; L = L->Before)
    if (L->Kind == StepKind::Assume && L->OnInitial &&
        L->In->Stage > Free.Where->Stage)
      return L;
  return nullptr;
}

// Says it in the function that both the free and the use belong to.
void DoorbellUseAfterFree::tell(Path &P, const Mark &Free, Scene S) {
  if ((S.Because = guessSince(P, Free)))
    S.Doubt = "a condition that is not decided leads to the use";
  blameCaller(P, Free.Where, S);
  if (S.In == Free.Where)
    S.Repair = [this, F = S.In, Use = S.Where, Site = Free.Site] {
      const FunctionDecl &Here = F->Of->function();
      std::vector<Fix> Found = only(readAnew(view(), Bell, Here, Site, Use));
      llvm::append_range(Found, moveBehind(view(), Bell, Here, Site, Use));
      return Found;
    };
  report(P, std::move(S));
  P.settle("a doorbell was used after it was freed");
}

// What the device core frees, it frees once the driver is gone: later than the
// driver frees the doorbells by hand.
void DoorbellUseAfterFree::outlive(Path &P, const Messages &Bells,
                                   const Region *Array, const Holding &Free) {
  for (const Holding *H : P.held()) {
    Entry E = Bells.entryOfVirq(H->Key);
    if (!H->Model->Managed || !E || E.Array != Array)
      continue;
    Scene S;
    S.Where = Free.Site;
    S.In = P.S.Top;
    S.Focus = H;
    S.Resource = keyText(view(), *H);
    S.Role = "irq-managed";
    S.Message = "doorbells are freed while '" + S.Resource +
                "' is requested, which the device core frees later";
    report(P, std::move(S));
    return;
  }
}

void DoorbellUseAfterFree::onRelease(Path &P, const Holding &Given, Fit How,
                                     const Holding *) {
  Messages Bells(Bell, P);
  if (Given.Model->Kind == Resource::Doorbell) {
    if (!Bell.Array || (How != Fit::Exact && How != Fit::None))
      return;
    const Region *Field =
        P.M.Pool.field(P.M.Pool.pointee(Given.Key), Bell.Array);
    ValueRef Array = Evaluator(P.M, P.S).load(Field, Bell.Array->getType());
    P.mark(How == Fit::Exact ? &Freed : &FreedUnseen, Array, Given.Site);
    outlive(P, Bells, P.M.Pool.pointee(Array), Given);
    return;
  }
  Entry E = Bells.entryOfVirq(Given.Key);
  const Mark *Free = E ? freeOf(P, E.Array) : nullptr;
  if (!Free)
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  S.Role = "irq-freed-late";
  S.Message = "irq '" + S.Resource +
              "' is freed after pci_epf_free_doorbell() gave its doorbell back";
  tell(P, *Free, std::move(S));
}

void DoorbellUseAfterFree::onLoad(Path &P, const Region *R, const Expr &At) {
  Entry E = Messages(Bell, P).entryAt(R);
  const Mark *Free = E ? freeOf(P, E.Array) : nullptr;
  if (!Free)
    return;
  Scene S;
  S.Where = &At;
  S.In = P.S.Top;
  S.Resource = view().text(&At);
  S.Role = "read";
  S.Message = "'" + S.Resource + "' is used after pci_epf_free_doorbell()";
  tell(P, *Free, std::move(S));
}

} // namespace epf
