//===- Destroy.cpp - Objects that give back as they go --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver may leave what it holds to the destructor of an object, a sound
// card's private_free. It runs where the driver lets go of the object, or, if
// the device core manages that, behind the last entry and where set-up fails.
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "paths/Explorer.h"

using namespace clang;

namespace epf {

// Where Object keeps what is called with it when it goes, or null.
static const Region *destructorOf(const State &S, const Region *Object) {
  for (auto &[R, V] : S.Store)
    if (const auto *F = dyn_cast_or_null<FieldDecl>(R->Decl);
        F && R->Super == Object && isDestructor(*F))
      return R;
  return nullptr;
}

// Calls the destructor of argument 0 if that is known, else what is held may
// have been given back.
bool Explorer::destroy(State &S, const CallExpr *E, const FunctionDecl *F,
                       llvm::ArrayRef<ValueRef> Args) {
  const FunctionDecl *Last = Unit.destructor();
  const Region *At = destructorOf(S, M.Pool.pointee(Args[0]));
  if (!Last || !At)
    return helper(S, E, F, Helper::LetsGo, Args);
  S.Store = M.Make.Store.add(S.Store, At, M.Pool.number(0));
  Evaluator(M, S).keep(E, M.Pool.number(0));
  return !enter(S, E, Last, Args[0]) && helper(S, E, F, Helper::LetsGo, Args);
}

// The managed object that has a destructor by now, or null.
ValueRef Explorer::toDestroy(const State &S) {
  for (auto &[R, V] : S.Store) {
    const auto *F = dyn_cast_or_null<FieldDecl>(R->Decl);
    const Region *Object = R->Super;
    if (F && V->isAddr() && isDestructor(*F) &&
        Object->Kind == RegionKind::Pointee &&
        Object->Of->Kind == ValueKind::Fresh &&
        ManagedBy.contains(Object->Of->Origin))
      return Object->Of;
  }
  return nullptr;
}

// Runs the last of the teardown where there is an object to destroy.
Explorer::States Explorer::destroyed(States From) {
  States Out, Going;
  for (State &S : From)
    (toDestroy(S) ? Going : Out).push_back(std::move(S));
  unsigned Stage = Now->setupStage() + Now->Teardown.size();
  llvm::move(runFunction(std::move(Going), Now->Teardown.back(), Stage),
             std::back_inserter(Out));
  return Out;
}

} // namespace epf
