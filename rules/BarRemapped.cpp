//===- BarRemapped.cpp - epf-bar-remapped ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/BarRemapped.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

// What of a call's arguments says where the mapping leads.
static ValueRef target(Path &P, const CallExpr &E,
                       llvm::ArrayRef<ValueRef> Args) {
  const FunctionDecl *F = E.getDirectCallee();
  if (!F || !F->getIdentifier())
    return nullptr;
  llvm::StringRef Name = F->getName();
  if (Name == "pci_epf_assign_bar_space" && Args.size() > 5)
    return Args[5];
  if (Name == "pci_epf_align_inbound_addr" && Args.size() > 2)
    return Args[2];
  if (Name == "pci_epc_set_bar" && Args.size() > 3) {
    QualType T = F->getParamDecl(3)->getType()->getPointeeType();
    if (const RecordDecl *R = T.isNull() ? nullptr : T->getAsRecordDecl())
      if ((R = R->getDefinition()))
        for (const FieldDecl *Field : R->fields())
          if (Field->getName() == "phys_addr")
            return Evaluator(P.M, P.S)
                .load(P.M.Pool.field(P.M.Pool.pointee(Args[3]), Field),
                      Field->getType());
  }
  return nullptr;
}

void BarRemapped::onCall(Path &P, const CallExpr &E,
                         llvm::ArrayRef<ValueRef> Args) {
  ValueRef To = Bell.Bar ? target(P, E, Args) : nullptr;
  if (!To)
    return;
  Messages Bells(Bell, P);
  std::vector<Entry> Made;
  Bells.collect(To, Bell.Msg, Made);
  for (const Entry &From : Made) {
    if (!From || Bells.isUnexposed(From))
      continue;
    Scene S;
    S.Where = &E;
    S.In = P.S.Top;
    S.Resource = callName(&E);
    S.Role = "mapped";
    S.Identity = &P.S.Top->Of->function();
    S.Message = callName(&E) + " maps doorbell '" + Bells.name(From) +
                "' although a BAR may already expose it";
    S.Supposed.push_back(suppose("assuming " + Bells.name(From) +
                                     ".bar is not NO_BAR",
                                 &E));
    report(P, std::move(S));
    return;
  }
}

} // namespace epf
