//===- ValueSet.h - A set of values that is filled often --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At every place where paths meet, the values that a state speaks of are
// collected. Values have small numbers: a value is in the set if it bears the
// stamp of this round, and a new round makes the set empty without touching it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_VALUESET_H
#define EPFLINT_PATHS_VALUESET_H

#include "paths/Value.h"
#include <vector>

namespace epf {

class ValueSet {
public:
  /// Makes the set empty.
  void clear() {
    if (++Round == 0) {
      Stamps.clear();
      Round = 1;
    }
  }
  /// Adds V, of one pool for all. True if it was not there.
  bool insert(ValueRef V) {
    if (V->Id >= Stamps.size())
      Stamps.resize(2 * V->Id + 1);
    return std::exchange(Stamps[V->Id], Round) != Round;
  }
  bool contains(ValueRef V) const {
    return V->Id < Stamps.size() && Stamps[V->Id] == Round;
  }

private:
  std::vector<unsigned> Stamps;
  unsigned Round = 1;
};

} // namespace epf

#endif // EPFLINT_PATHS_VALUESET_H
