//===- Order.h - What comparisons make of several values --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The solver knows of two values what was asked of the two. Of a sorted array
// only neighbours are compared:
//
//   a <= b, a != b, b <= c     so a and c differ
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_ORDER_H
#define EPFLINT_PATHS_ORDER_H

#include "paths/Facts.h"

namespace epf {

/// True if F has a chain of comparisons by which one of A and B is less than
/// the other.
bool areOrdered(ValuePool &Pool, Solver &Solve, const Facts &F, ValueRef A,
                ValueRef B);

} // namespace epf

#endif // EPFLINT_PATHS_ORDER_H
