//===- Endings.cpp - How entries end --------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sorts the ends of an entry's paths by what the kernel makes of its result:
// whether set-up has succeeded, and whether what comes next is called.
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "paths/Explorer.h"
#include "paths/Tell.h"

using namespace clang;

namespace epf {

void Explorer::finish(State &S, End How) {
  const Stmt *At = nullptr;
  for (const Step *L = S.Last; L && !At; L = L->Before)
    // A destructor may have run since set-up failed.
    if (How == End::Error && L->In->Stage > Now->setupStage())
      continue;
    else if (L->Kind == StepKind::Return && !L->In->Parent)
      At = L->Where;
    else if (L->Kind == StepKind::Stage)
      break;
  tell(S, [&](Observer &O, Path &P) { O.onEnd(P, How, At); });
}

// Whether R is what a call that takes something gave, which tells success by
// other numbers than 0 as well.
static bool isCountOfSuccess(ValueRef R) {
  const FunctionDecl *F = R->call() ? R->call()->getDirectCallee() : nullptr;
  const CallModel *M = F ? callModel(*F) : nullptr;
  return M && M->Acquires && M->On == Success::NotNegative;
}

// Sorts what a set-up ended in: failures are told, successes come back.
Explorer::States Explorer::succeeded(States Ends, const FunctionDecl *F) {
  States Good, Bad;
  for (State &S : Ends) {
    ValueRef R = S.Result ? M.Facts.resolve(S.Known, S.Result) : nullptr;
    auto Failed = isFailure(M.Facts, S.Known, R, F->getReturnType());
    if (Failed) {
      // An entry that gives a positive number has neither failed nor succeeded
      // as the kernel sees it.
      bool Odd = !*Failed && R && Now->IsEntry && !Now->Counting &&
                 F->getReturnType()->isIntegerType() &&
                 M.Facts.rangeOf(S.Known, R).Lo > 0;
      // What took something is told by the driver to have failed.
      bool Misread = Odd && isCountOfSuccess(R);
      if (*Failed || Misread)
        Bad.push_back(std::move(S));
      else if (!Odd)
        Good.push_back(S);
      continue;
    }
    bool Pointer = F->getReturnType()->isPointerType();
    ValueRef Error =
        Pointer
            ? M.Pool.op(OpKind::Not,
                        M.Pool.op(OpKind::Lt, M.Pool.number(0), R, M.Ctx.IntTy),
                        nullptr, M.Ctx.IntTy)
            : M.Pool.op(OpKind::Lt, R, M.Pool.number(0), M.Ctx.IntTy);
    if (auto Known = M.Facts.assume(S.Known, Error, true)) {
      Bad.push_back(S);
      Bad.back().Known = *Known;
      Step Fails = {};
      Fails.Kind = StepKind::Fail;
      Fails.Where = R->call();
      if (Fails.Where)
        M.Make.step(Bad.back(), Fails);
    }
    auto Known = Pointer || !Now->IsEntry || Now->Counting
                     ? M.Facts.assume(S.Known, Error, false)
                     : M.Facts.assume(S.Known,
                                      M.Pool.op(OpKind::Eq, R, M.Pool.number(0),
                                                M.Ctx.IntTy),
                                      true);
    if (Known) {
      S.Known = *Known;
      Good.push_back(S);
    }
  }
  if (Now->Destroys && F == Now->Setup)
    Bad = destroyed(std::move(Bad));
  for (State &S : Bad)
    finish(S, End::Error);
  return Good;
}

// Takes out of Ends what has given another reply than the wanted one.
Explorer::States Explorer::refused(States &Ends, const FunctionDecl *F) {
  States Out, Good;
  auto Wanted = Now->replyOf(F);
  for (State &S : Ends) {
    std::optional<Facts> Yes = S.Known;
    if (Wanted && S.Result) {
      ValueRef Is =
          M.Pool.op(OpKind::Eq, S.Result, M.Pool.number(*Wanted), M.Ctx.IntTy);
      Yes = M.Facts.assume(S.Known, Is, true);
      if (auto No = M.Facts.assume(S.Known, Is, false)) {
        Out.push_back(S);
        Out.back().Known = *No;
      }
    }
    if (Yes) {
      S.Known = *Yes;
      Good.push_back(std::move(S));
    }
  }
  Ends = std::move(Good);
  return Out;
}

} // namespace epf
