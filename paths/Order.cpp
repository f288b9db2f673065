//===- Order.cpp - What comparisons make of several values ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Order.h"

namespace epf {

namespace {
/// Low is not more than High; less, if it is strict.
struct Below {
  ValueRef Low, High;
  bool Strict;
};
} // namespace

static std::vector<Below> comparisons(ValuePool &Pool, Solver &Solve,
                                      const Facts &F) {
  std::vector<Below> All;
  for (auto &[V, Known] : F.Ranges) {
    if (!V->isOp(OpKind::Lt) || !Known.isSingle())
      continue;
    ValueRef L = V->Args[0], R = V->Args[1];
    if (Known.Lo) {
      All.push_back({L, R, true});
      continue;
    }
    ValueRef Same = Pool.op(OpKind::Eq, L, R, Pool.context().IntTy);
    All.push_back({R, L, Solve.truth(F, Same) == false});
  }
  return All;
}

// Whether a chain leads from Low up to High.
static bool leadsUp(llvm::ArrayRef<Below> All, ValueRef Low, ValueRef High) {
  // What is reached, and whether by something that is strict.
  std::vector<std::pair<ValueRef, bool>> Reached = {{Low, false}};
  for (size_t I = 0; I < Reached.size(); ++I)
    for (const Below &Each : All) {
      if (Each.Low != Reached[I].first)
        continue;
      std::pair<ValueRef, bool> Next = {Each.High,
                                        Reached[I].second || Each.Strict};
      if (Next == std::make_pair(High, true))
        return true;
      if (llvm::find(Reached, Next) == Reached.end())
        Reached.push_back(Next);
    }
  return false;
}

bool areOrdered(ValuePool &Pool, Solver &Solve, const Facts &F, ValueRef A,
                ValueRef B) {
  std::vector<Below> All = comparisons(Pool, Solve, F);
  A = Solve.resolve(F, A);
  B = Solve.resolve(F, B);
  return leadsUp(All, A, B) || leadsUp(All, B, A);
}

} // namespace epf
