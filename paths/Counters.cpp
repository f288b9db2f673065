//===- Counters.cpp - Counts of users and of what was had -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first user of a line requests it, the last one frees it. Which of them a
// path is follows from the count, which is a number like any other but for the
// calls that change it.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

void Explorer::count(State &S, const CallExpr *E, const CounterModel &Model,
                     llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  QualType Int = M.Ctx.IntTy;
  ValueRef Zero = M.Pool.number(0);
  // The whole atomic_t or the like stands for the number in it.
  const Region *Counter = M.Pool.pointee(Args[Model.At]);
  if (Counter->Vague) {
    Eval.spoil(Counter);
    return Eval.keep(E, Eval.fresh(E));
  }
  if (Model.How == Counting::Change) {
    handOver(S, E, Args);
    Eval.forget(Counter, E);
    return;
  }
  ValueRef Old = Eval.load(Counter, Int);
  if (Model.Gives == Count::NotZero) {
    ValueRef IsZero = M.Pool.op(OpKind::Eq, Old, Zero, Int);
    auto None = M.Facts.assume(S.Known, IsZero, true);
    auto Some = M.Facts.assume(S.Known, IsZero, false);
    if (None && Some) {
      State Other = S;
      Other.Known = *None;
      Evaluator(M, Other).keep(E, Zero);
      ++Other.Index;
      Work.push_back(std::move(Other));
    }
    S.Known = Some ? *Some : *None;
    if (!Some)
      return Eval.keep(E, Zero);
  }
  ValueRef By = Model.By < 0 ? M.Pool.number(1) : Args[Model.By];
  ValueRef New =
      Model.How == Counting::Set
          ? By
          : M.Pool.op(Model.How == Counting::Add ? OpKind::Add : OpKind::Sub,
                      Old, By, Int);
  S.Store = M.Make.Store.add(S.Store, Counter, New);
  switch (Model.Gives) {
  case Count::Unknown:
    return Eval.keep(E, Eval.fresh(E));
  case Count::Before:
    return Eval.keep(E, Old);
  case Count::After:
    return Eval.keep(E, New);
  case Count::IsZero:
    return Eval.keep(E, M.Pool.op(OpKind::Eq, New, Zero, Int));
  case Count::IsNegative:
    return Eval.keep(E, M.Pool.op(OpKind::Lt, New, Zero, Int));
  case Count::NotZero:
    return Eval.keep(E, M.Pool.number(1));
  }
  llvm_unreachable("no such result");
}

// Runs the release function if the reference was the last for certain. Else
// others may hold one, and give back later what is held here.
bool Explorer::put(State &S, const CallExpr *E, const FunctionDecl *F,
                   llvm::ArrayRef<ValueRef> Args) {
  static constexpr CounterModel Down = {"kref_put", 0, Counting::Sub, -1,
                                        Count::After};
  const FunctionDecl *Release = nullptr;
  if (Args.size() > 1 && Args[1]->isAddr() &&
      Args[1]->Mem->Kind == RegionKind::Function)
    Release = llvm::cast<FunctionDecl>(Args[1]->Mem->Decl);
  if (Args.size() > 1) {
    count(S, E, Down, Args);
    Evaluator Eval(M, S);
    ValueRef Left = Eval.kept(E);
    M.ask(Left && Left->Vague, "whether a reference is the last", Left);
    if (Left && Left->isInt(0) && Release) {
      Eval.keep(E, M.Pool.number(1));
      if (enter(S, E, Release, Args[0]))
        return false;
    }
  }
  return helper(S, E, F, Helper::LetsGo, Args);
}

// E gave an error, or so many as were asked for, at most.
void Explorer::had(State &S, const CallExpr *E, ValueRef Most) {
  Evaluator Eval(M, S);
  QualType Int = M.Ctx.IntTy;
  ValueRef Zero = M.Pool.number(0);
  ValueRef Count = Eval.fresh(E);
  if (auto Known = M.Facts.assume(
          S.Known, M.Pool.op(OpKind::Lt, Count, Zero, Int), true)) {
    State Failed = S;
    Failed.Known = *Known;
    Evaluator(M, Failed).keep(E, Count);
    ++Failed.Index;
    Work.push_back(std::move(Failed));
  }
  auto Some =
      M.Facts.assume(S.Known, M.Pool.op(OpKind::Lt, Zero, Count, Int), true);
  if (Some && Most)
    if (auto Enough = M.Facts.assume(
            *Some, M.Pool.op(OpKind::Lt, Most, Count, Int), false))
      Some = Enough;
  if (Some && Most)
    Some = M.Facts.assume(*Some, M.Pool.op(OpKind::Lt, Zero, Most, Int), true);
  if (Some)
    S.Known = *Some;
  Eval.keep(E, Count);
}

} // namespace epf
