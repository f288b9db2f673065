//===- BarRemapped.cpp - epf-bar-remapped ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Judged where a call programs a mapping while doorbells are allocated. It is
// wrong if the address was made from a doorbell's message, or if the BAR is
// known to be that doorbell's, unless the path knows the doorbell's bar to be
// NO_BAR.
//
//===----------------------------------------------------------------------===//

#include "rules/BarRemapped.h"
#include "matchers/Records.h"
#include "rules/BarFix.h"
#include "rules/ExposedFix.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

namespace {

/// What a call programs: the BAR, and the address it is to lead to, as far as
/// the call says so.
struct Mapping {
  ValueRef Bar = nullptr;
  ValueRef Address = nullptr;
};

} // namespace

static Mapping mappingOf(Path &P, const CallExpr &E,
                         llvm::ArrayRef<ValueRef> Args) {
  const FunctionDecl *F = E.getDirectCallee();
  const MappingModel *Row = F ? mappingModel(*F) : nullptr;
  auto Arg = [&](int I) {
    return I >= 0 && I < int(Args.size()) ? Args[I] : nullptr;
  };
  if (!Row)
    return {};
  if (Row->Space < 0)
    return {Arg(Row->Bar), Arg(Row->Address)};
  if (!Arg(Row->Space))
    return {};
  const Region *Bar = P.M.Pool.pointee(Arg(Row->Space));
  Mapping M;
  if (Bar->Kind == RegionKind::Element)
    M.Bar = Bar->Of;
  if (const FieldDecl *Phys = fieldNamed(
          pointedTo(F->getParamDecl(Row->Space)->getType()), "phys_addr"))
    M.Address =
        Evaluator(P.M, P.S).load(P.M.Pool.field(Bar, Phys), Phys->getType());
  return M;
}

// The doorbell that the call maps though it may be exposed: one whose message
// the address was made from, or one found in that very BAR.
static Entry mappedAgain(Path &P, const Messages &Bells, const Doorbell &Bell,
                         const Mapping &M) {
  std::vector<Entry> Made;
  Bells.collect(M.Address, Bell.Msg, Made);
  for (const Entry &E : Made)
    if (E && !Bells.isUnexposed(E))
      return E;
  if (M.Bar)
    for (const Entry &E : Bells.allocated())
      if (P.alias(Bells.get(E, Bell.Bar), M.Bar) == Alias::Yes &&
          !Bells.isUnexposed(E))
        return E;
  return {};
}

bool BarRemapped::listensTo(const FunctionDecl &F) const {
  return Bell.Bar && mappingModel(F);
}

bool BarRemapped::asksFor(const FunctionDecl &F, unsigned Arg) const {
  const MappingModel *Row = mappingModel(F);
  return Row &&
         llvm::is_contained({Row->Bar, Row->Address, Row->Space}, int(Arg));
}

void BarRemapped::onCall(Path &P, const CallExpr &E,
                         llvm::ArrayRef<ValueRef> Args) {
  if (!Bell.Bar)
    return;
  Messages Bells(Bell, P);
  Entry Again = mappedAgain(P, Bells, Bell, mappingOf(P, E, Args));
  if (!Again)
    return;
  Scene S;
  S.Where = &E;
  S.In = P.S.Top;
  S.Resource = callName(&E);
  S.Role = "mapped";
  S.Identity = &P.S.Top->Of->function();
  S.Message = callName(&E) + " maps doorbell '" + Bells.name(Again) +
              "' although a BAR may already expose it";
  S.Supposed.push_back(
      suppose("assuming " + Bells.name(Again) + ".bar is not NO_BAR", &E));
  if (const Holding *Allocation = Bells.allocation(Again))
    S.Repair = [this, Allocation, &E, In = P.S.Top] {
      ExposedUse Use = {view(), Bell, *Allocation, In};
      if (!wantsExposed(Use))
        return refuseExposed(view(), Bell, *Allocation);
      std::vector<Fix> Found = askRightly(Use);
      llvm::append_range(Found, mapUnexposed(Use, &E));
      return Found;
    };
  report(P, std::move(S));
}

} // namespace epf
