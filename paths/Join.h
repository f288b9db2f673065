//===- Join.h - One state for two ------------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where there are too many paths to walk each, those that come to one place
// with the same things held are joined: what both know stays known, and where
// they differ the value is one of several, of which only the range is known.
// All that either can do the joined one can, and maybe more. So it finds no
// fault for certain; but where it finds none, there is none.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_JOIN_H
#define EPFLINT_PATHS_JOIN_H

#include "paths/Eval.h"

namespace epf {

/// A state that others were joined with, and what names what they differ in.
struct Junction {
  State Whole;
  /// What is joined here is called by it: so that values which one walk blames
  /// are known to the next, it is the same in both.
  const Mark *Name = nullptr;
  unsigned Number = 0; ///< of Name
  bool IsWaiting = false;
};

/// In how many places A and B, which hold the same, differ.
unsigned difference(const State &A, const State &B);

/// J with S: all that either allows. Nothing if they can't be joined: the same
/// values are not to be used, or what differs is a whole struct.
std::optional<State> join(Machine &M, const Junction &J, const State &S);

} // namespace epf

#endif // EPFLINT_PATHS_JOIN_H
