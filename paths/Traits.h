//===- Traits.h - What joined paths are told apart by -----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths are joined without regard to what they hold in memory, and most of it
// is never asked for. Where something is asked that joined paths answer
// differently, the walk begins anew, and those that differ in just that are
// kept apart: the places that the value came from are blamed.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_TRAITS_H
#define EPFLINT_PATHS_TRAITS_H

#include "paths/State.h"
#include "llvm/ADT/SetVector.h"

namespace epf {

struct Machine;

/// Something in which states may differ.
struct Trait {
  enum class In : uint8_t {
    Memory, ///< what the region At holds
    Below,  ///< ... and all below it, by default
    Value,  ///< what the expression At has given
    Result, ///< what was returned
    Fact,   ///< what is known of the value At
    Step    ///< that a step was taken: the mark At
  };
  In Where;
  const void *At = nullptr;
  /// Of unknown values which it is matters, not only their ranges.
  bool Exact = false;
  bool operator==(const Trait &) const = default;
};

class Traits {
public:
  /// Before a walk: what the last one joined is forgotten, but not what it
  /// blamed.
  void begin();
  /// Joined paths differ in From, which is why V is one of several.
  void differ(ValueRef V, Trait From);
  /// V is one of several since Of is.
  void follows(ValueRef V, ValueRef Of);
  /// What is known of V was known of only some of the joined paths.
  void lose(ValueRef V) { Lost.insert(V); }

  /// Keeps paths apart, from the next walk on, by what makes a value of Of one
  /// of several; if they are so already, by what only some know of it. Exact:
  /// also unknown values of the same range. True if that is new.
  bool blame(llvm::ArrayRef<ValueRef> Of, bool Exact);
  /// Blames what the code asked of Of, if it is of nothing held.
  void ask(llvm::ArrayRef<ValueRef> Of, bool Exact);
  /// Blames what was last asked on the way to S and only some paths know.
  bool blamePath(const State &S);
  /// Whether all paths that were joined to S have taken L, which is on the way
  /// to S, and none may know better what L asked. If not, they are kept apart
  /// by that from the next walk on.
  bool isOfAll(Machine &M, const State &S, const struct Step &L);
  /// What was blamed first, before anything held was asked for, stays: all else
  /// is forgotten.
  void forgetHeld() { Apart.resize(OfCode); }
  /// Whether anything was blamed since the walk began.
  bool hasNews() const { return Apart.size() > AtBegin; }

  /// The same for states that may be joined, as far as traits go.
  unsigned classOf(Machine &M, const State &S) const;

private:
  enum class Depth {
    Several, ///< what makes values one of several
    Known,   ///< ... and what is known of the outermost
    All      ///< ... and of their parts
  };
  void collect(ValueRef V, bool Exact, Depth Into);
  void collect(const Region *R, Depth Into);

  llvm::DenseMap<ValueRef, llvm::SmallVector<Trait, 1>> From;
  llvm::DenseMap<ValueRef, llvm::SmallVector<ValueRef, 1>> Behind;
  llvm::DenseSet<ValueRef> Lost, Seen;
  std::vector<Trait> Apart;
  size_t AtBegin = 0, OfCode = 0;
};

} // namespace epf

#endif // EPFLINT_PATHS_TRAITS_H
