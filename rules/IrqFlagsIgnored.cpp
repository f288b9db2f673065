//===- IrqFlagsIgnored.cpp - epf-irq-flags-ignored ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The flags passed are a value, and the entry's own irq_flags must be one of
// the parts that are or-ed together in it. Where they are neither a constant
// nor made from any entry's, nothing is known of them and nothing said.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqFlagsIgnored.h"
#include "rules/ArgumentFix.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

// Whether V is Want, or has it or-ed in.
static bool contains(Path &P, ValueRef V, ValueRef Want) {
  V = P.resolve(V);
  Want = P.resolve(Want);
  if (P.alias(V, Want) == Alias::Yes)
    return true;
  if (V->isInt() && Want->isInt())
    return (V->Number & Want->Number) == Want->Number;
  return V->isOp(OpKind::Or) &&
         (contains(P, V->Args[0], Want) || contains(P, V->Args[1], Want));
}

void IrqFlagsIgnored::onAcquire(Path &P, const Holding &Given) {
  if (!Bell.IrqFlags || !Given.Model->isIrq() || Given.Model->Flags < 0 ||
      !Given.Extra)
    return;
  Messages Bells(Bell, P);
  Entry Mine = Bells.entryOfVirq(Given.Key);
  if (!Mine || contains(P, Given.Extra, Bells.get(Mine, Bell.IrqFlags)))
    return;
  std::vector<Entry> Used;
  Bells.collect(Given.Extra, Bell.IrqFlags, Used);
  bool OtherEntry = false;
  for (const Entry &E : Used) {
    // Entries that share the virq stand for each other.
    if (P.alias(Bells.get(E, Bell.Virq), Given.Key) == Alias::Yes &&
        contains(P, Given.Extra, Bells.get(E, Bell.IrqFlags)))
      return;
    OtherEntry |= E.Message != Mine.Message;
  }
  if (Used.empty() && !Given.Extra->isInt())
    return;
  const Expr *Flags = Given.Site->getArg(Given.Model->Flags);
  Scene S;
  S.Where = Flags;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  S.Role = Used.empty() ? "constant" : OtherEntry ? "other-entry" : "masked";
  S.Identity = Given.Site;
  std::string Passed = view().text(Flags->IgnoreParenImpCasts());
  S.Message = "'" + S.Resource + "' is requested " +
              (Used.empty() ? "without its irq_flags: '"
               : OtherEntry ? "with irq_flags of another doorbell: '"
                            : "with only part of its irq_flags: '") +
              Passed + "'";
  S.Repair = [this, H = P.M.Make.holding(Given)] {
    return requestWithFlags(view(), *H);
  };
  report(P, std::move(S));
}

} // namespace epf
