//===- Hull.cpp - What two paths both know --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Facts.h"

using namespace clang;

namespace epf {

Range Range::hull(const Range &A, const Range &B) {
  Range H;
  H.Lo = std::min(A.Lo, B.Lo);
  H.Hi = std::max(A.Hi, B.Hi);
  auto Skip = [&](int64_t N) {
    if (N > H.Lo && N < H.Hi && !A.contains(N) && !B.contains(N))
      H.remove(N);
  };
  Skip(0);
  for (const Range *Each : {&A, &B})
    for (unsigned I = 0; I < Each->NumHoles; ++I)
      Skip(Each->Holes[I]);
  return H;
}

Facts Solver::know(const Facts &F, ValueRef V, const Range &R) {
  Facts Next = F;
  if (!(R == typeRange(V)))
    Next.Ranges = Ranges.add(Next.Ranges, V, R);
  return Next;
}

Facts Solver::join(const Facts &A, const Facts &B) {
  Facts J = empty();
  llvm::ImmutableMapRef<ValueRef, ValueRef> Same(A.Same, Stands);
  for (auto &[V, Stand] : A.Same)
    if (const ValueRef *Other = B.Same.lookup(V); !Other || *Other != Stand)
      Same = Same.remove(V);
  J.Same = Same.asImmutableMap();
  auto Of = [&](const Facts &F, ValueRef V) {
    Range R = rangeOf(F, V);
    if (auto Truth = truth(F, V);
        Truth && (V->isOp(OpKind::Eq) || V->isOp(OpKind::Lt)))
      R.Lo = R.Hi = *Truth;
    return R;
  };
  // Begins with what A knows: as a rule B knows most of it as well.
  J.Ranges = A.Ranges;
  auto Settle = [&](ValueRef V) {
    J.Ranges = Ranges.remove(J.Ranges, V);
    if (J.Same.contains(V))
      return;
    Range R = Range::hull(Of(A, V), Of(B, V));
    if (resolve(J, V) == V && !(R == rangeOf(J, V)))
      J.Ranges = Ranges.add(J.Ranges, V, R);
  };
  for (auto &[V, R] : A.Ranges)
    if (const Range *Other = B.Ranges.lookup(V);
        !Other || !(*Other == R) || resolve(J, V) != V)
      Settle(V);
  for (auto &[V, R] : B.Ranges)
    if (!A.Ranges.contains(V))
      Settle(V);
  for (const Facts *F : {&A, &B})
    for (auto &[V, Stand] : F->Same)
      if (!J.Same.contains(V))
        Settle(V);
  return J;
}

} // namespace epf
