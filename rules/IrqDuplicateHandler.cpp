//===- IrqDuplicateHandler.cpp - epf-irq-duplicate-handler ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two requests with one dev_id, the first of them still held. For doorbells of
// one array it is enough that the facts allow their virqs to be equal, since
// the contract does; of all other irqs it must be known.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqDuplicateHandler.h"
#include "paths/Order.h"
#include "rules/DuplicateFix.h"
#include "rules/EachVirqFix.h"
#include "rules/Guess.h"
#include "rules/Messages.h"
#include "rules/VirqFix.h"
#include "rules/VirqQuestions.h"

using namespace clang;

namespace epf {

// Whether V was looked up by something that may have been written since: the
// name in a buffer, say.
static bool isByBuffer(ValueRef V) {
  return V->isOp(OpKind::Pure) && V->Args[1] && V->Args[1]->isAddr() &&
         V->Args[1]->Mem->base()->Kind != RegionKind::Constant;
}

// Whether E lies in memory that a call made: the driver's own copy.
static bool isCopy(const Entry &E) {
  const Region *Base = E.Array->base();
  return Base->Kind == RegionKind::Pointee && Base->Of->call();
}

// The free since H was taken of what is not known to be held: it may have been
// H by another name. Null if there is none.
static const Step *whyFreed(const Path &P, const Holding &H) {
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Acquire && L->What == &H)
      break;
    if (L->Kind == StepKind::Release && !L->What->Model->Acquires)
      return L;
  }
  return nullptr;
}

void IrqDuplicateHandler::onAcquire(Path &P, const Holding &Given) {
  if (!Given.Model->isIrq() || !Given.Cookie)
    return;
  Messages Bells(Bell, P);
  Entry Mine = Bells.entryOfVirq(Given.Key);
  for (const Holding *H : P.held()) {
    if (H->Model->Kind != Given.Model->Kind ||
        P.alias(H->Cookie, Given.Cookie) != Alias::Yes)
      continue;
    Alias Key = P.alias(H->Key, Given.Key);
    Entry Other = Bells.entryOfVirq(H->Key);
    // Before doorbells had a type, each was an MSI with a virq of its own.
    bool MayShare = Bell.Type && Mine && Other && Mine.Array == Other.Array &&
                    (Key == Alias::Sibling || Key == Alias::Maybe);
    if (Key != Alias::Yes && !MayShare)
      continue;
    // Two handlers of one object on one line are told apart by none but it.
    if (!MayShare && view().text(H->Site->getArg(H->Model->Key + 1)) !=
                         view().text(Given.Site->getArg(Given.Model->Key + 1)))
      continue;
    if (H->Owner && Given.Owner && Given.Model->Kind == Resource::PciVector &&
        P.alias(H->Owner, Given.Owner) != Alias::Yes)
      continue;
    Scene S;
    S.Where = Given.Site;
    S.In = P.S.Top;
    S.Focus = H;
    S.Resource = keyText(view(), Given);
    if (MayShare) {
      ValueRef Same = P.M.Pool.op(OpKind::Eq, H->Key, Given.Key, P.M.Ctx.IntTy);
      if (!P.supposing(Same, true) ||
          areOrdered(P.M.Pool, P.M.Facts, P.S.Known, H->Key, Given.Key))
        continue;
      S.Role = "shared-virq";
      // A copy may be sorted, and by an index that is not known any may be it.
      if (isCopy(Mine) || !Mine.Index->isInt() || !Other.Index->isInt())
        S.Doubt = "what is requested again may be another irq";
      if ((S.Because = questionOfVirq(P, Bell)))
        S.Doubt =
            "a container that is not followed tells which virqs there were";
      S.Repair = [this, Again = Given.Site, First = H->Site, In = S.In] {
        const FunctionDecl &F = In->Of->function();
        std::vector<Fix> Found = requestOnce(view(), Bell, F);
        add(Found, requestIfOther(view(), F, Again, First));
        return Found;
      };
      S.Message = "virq '" + S.Resource +
                  "' is requested again when doorbells share it";
      S.Supposed.push_back(suppose("assuming " + Bells.name(Mine) +
                                       ".virq equals " + Bells.name(Other) +
                                       ".virq",
                                   Given.Site));
    } else {
      const Step *Freed = whyFreed(P, *H);
      if (isByBuffer(Given.Key) || Freed || P.Of.Sleeps)
        S.Doubt = "what is requested again may be another irq";
      bool IsNone = Given.Key->isInt(0);
      if (IsNone)
        S.Doubt = "the number 0 may stand for no irq";
      if ((S.Because = guessThatLedTo(P, Given, nullptr)))
        S.Doubt = "a condition that is not decided leads to the second request";
      else if (!IsNone)
        S.Because = Freed;
      S.Role = "same-pair";
      S.Repair = [this, Again = Given.Site, In = S.In, H] {
        return requestNoMore(view(), Again, In->Of->function(), *H);
      };
      S.Message = "irq '" + S.Resource + "' is requested again with dev_id '" +
                  cookieText(view(), Given) + "' while it is still requested";
    }
    report(P, std::move(S));
    return;
  }
}

} // namespace epf
