//===- Range.cpp - Numbers with holes -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Facts.h"

namespace epf {

static bool isHole(const Range &R, int64_t N) {
  return llvm::is_contained(llvm::ArrayRef(R.Holes, R.NumHoles), N);
}

bool Range::contains(int64_t N) const {
  return N >= Lo && N <= Hi && !isHole(*this, N);
}

// Equal sets of numbers must be equal ranges: no hole at or past a bound.
static void normalize(Range &R) {
  while (R.Lo < R.Hi && isHole(R, R.Lo))
    ++R.Lo;
  while (R.Lo < R.Hi && isHole(R, R.Hi))
    --R.Hi;
  if (R.Lo == R.Hi && isHole(R, R.Lo))
    R.Lo = INT64_MAX, R.Hi = INT64_MIN;
  unsigned Kept = 0;
  for (unsigned I = 0; I < R.NumHoles; ++I)
    if (R.Holes[I] > R.Lo && R.Holes[I] < R.Hi)
      R.Holes[Kept++] = R.Holes[I];
  std::fill(R.Holes + Kept, R.Holes + Range::MaxHoles, 0);
  R.NumHoles = Kept;
  std::sort(R.Holes, R.Holes + Kept);
}

void Range::remove(int64_t N) {
  if (!contains(N))
    return;
  if (Lo == Hi)
    Lo = INT64_MAX, Hi = INT64_MIN;
  else if (N == Lo)
    ++Lo;
  else if (N == Hi)
    --Hi;
  else if (NumHoles < MaxHoles)
    Holes[NumHoles++] = N;
  normalize(*this);
}

void Range::clip(int64_t Low, int64_t High) {
  Lo = std::max(Lo, Low);
  Hi = std::min(Hi, High);
  if (Lo <= Hi)
    normalize(*this);
}

void Range::Profile(llvm::FoldingSetNodeID &ID) const {
  ID.AddInteger(Lo);
  ID.AddInteger(Hi);
  for (unsigned I = 0; I < NumHoles; ++I)
    ID.AddInteger(Holes[I]);
}

} // namespace epf
