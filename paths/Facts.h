//===- Facts.h - What a path has assumed ------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts are what the branches taken so far say about unknown values: a range
// with a few holes for each, and which unknowns are the same. The solver adds
// a branch's condition to them, or finds that it can't hold. It is sound but
// not complete: a contradiction that it does not see leaves a path that the
// code does not allow, so rules ask for what is known, never for what is not
// excluded.
//
//   if (a != b) ...   remembers that Eq(a, b) is 0
//   if (n > 1) ...    remembers that n is in [2, max]
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_FACTS_H
#define EPFLINT_PATHS_FACTS_H

#include "paths/Value.h"
#include "llvm/ADT/ImmutableMap.h"
#include <optional>

namespace epf {

/// The numbers from Lo to Hi, both included, less the holes. Error pointers
/// are the numbers -4095 to -1, NULL is 0, other pointers are positive.
struct Range {
  static constexpr unsigned MaxHoles = 4;
  int64_t Lo = INT64_MIN;
  int64_t Hi = INT64_MAX;
  int64_t Holes[MaxHoles] = {0, 0, 0, 0};
  unsigned NumHoles = 0;

  bool contains(int64_t N) const;
  bool isSingle() const { return Lo == Hi; }
  /// Takes N out, as a hole or by moving a bound. A fifth hole is forgotten.
  void remove(int64_t N);
  /// The numbers of either, and some between where they are too many holes.
  static Range hull(const Range &A, const Range &B);
  /// Takes out what is below Low or above High.
  void clip(int64_t Low, int64_t High);
  bool isEmpty() const { return Lo > Hi; }
  bool operator==(const Range &) const = default;
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

struct Facts {
  llvm::ImmutableMap<ValueRef, Range> Ranges;
  llvm::ImmutableMap<ValueRef, ValueRef> Same; ///< unknown to its stand-in
};

/// How two values relate. Sibling: the same field of different elements of one
/// array, or one pure function of different arguments: different as drivers
/// mean it, though the contract may allow them to be equal.
enum class Alias { Yes, No, Sibling, Maybe };

/// Whether pointers to an A and to a B can be equal: they are the same type,
/// or one begins with the other.
bool mayBeginAlike(clang::ASTContext &Ctx, const clang::RecordDecl *A,
                   const clang::RecordDecl *B);

class Solver {
public:
  explicit Solver(ValuePool &Pool) : Pool(Pool), Ranges(), Stands() {}

  Facts empty() { return {Ranges.getEmptyMap(), Stands.getEmptyMap()}; }

  /// V as far as the facts reduce it: a number, or its stand-in.
  ValueRef resolve(const Facts &F, ValueRef V);
  Range rangeOf(const Facts &F, ValueRef V);
  /// Whether V is known to be true (not zero) or false, or not known.
  std::optional<bool> truth(const Facts &F, ValueRef V);
  /// F with V being true (or false) added; nothing if F excludes it.
  std::optional<Facts> assume(const Facts &F, ValueRef V, bool True);
  Alias alias(const Facts &F, ValueRef A, ValueRef B);
  /// F with the range of From given to To instead. Nothing else in F may speak
  /// of either.
  Facts transfer(const Facts &F, ValueRef From, ValueRef To);
  /// What both say: of each value, the numbers that either allows.
  Facts join(const Facts &A, const Facts &B);
  /// F with R known of V, of which nothing is known.
  Facts know(const Facts &F, ValueRef V, const Range &R);
  /// F without what it says of values for which Live is false.
  Facts restrict(const Facts &F, llvm::function_ref<bool(ValueRef)> Live);

private:
  Range typeRange(ValueRef V);
  std::optional<Facts> assumeEqual(Facts F, ValueRef L, ValueRef R);
  std::optional<Facts> bound(Facts F, ValueRef V, int64_t Lo, int64_t Hi);
  std::optional<Facts> exclude(Facts F, ValueRef V, int64_t N);
  std::optional<Facts> put(Facts F, ValueRef V, const Range &R);
  std::optional<Facts> settleOrs(Facts F);
  std::optional<Facts> replace(const Facts &F, ValueRef From, ValueRef To);
  Alias aliasAddr(const Facts &F, ValueRef A, ValueRef B);

  ValuePool &Pool;
  llvm::ImmutableMap<ValueRef, Range>::Factory Ranges;
  llvm::ImmutableMap<ValueRef, ValueRef>::Factory Stands;
};

} // namespace epf

#endif // EPFLINT_PATHS_FACTS_H
