//===- Facts.cpp - What a path has assumed --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Facts.h"

using namespace clang;

namespace epf {

Range Solver::typeRange(ValueRef V) {
  Range R;
  if (V->isOp(OpKind::Eq) || V->isOp(OpKind::Lt) || V->isOp(OpKind::Not)) {
    R.Lo = 0;
    R.Hi = 1;
    return R;
  }
  QualType T = V->Type;
  if (T.isNull() || T->isIncompleteType())
    return R;
  if (T->isPointerType()) {
    R.Lo = -4095;
  } else if (T->isBooleanType()) {
    R.Lo = 0;
    R.Hi = 1;
  } else if (T->isIntegralOrEnumerationType()) {
    unsigned Width = Pool.context().getIntWidth(T);
    if (isUnsigned(T)) {
      R.Lo = 0;
      if (Width < 64)
        R.Hi = (int64_t(1) << Width) - 1;
    } else if (Width < 64) {
      R.Lo = -(int64_t(1) << (Width - 1));
      R.Hi = -R.Lo - 1;
    }
  }
  if (V->Kind == ValueKind::Init && V->Mem->field() &&
      V->Mem->field() == Pool.Line)
    R.Lo = 1;
  return R;
}

ValueRef Solver::resolve(const Facts &F, ValueRef V) {
  if (V->isInt() || V->isAddr())
    return V;
  while (const ValueRef *Stand = F.Same.lookup(V))
    V = *Stand;
  if (V->isInt() || V->isAddr())
    return V;
  if (const Range *R = F.Ranges.lookup(V))
    if (R->isSingle())
      return Pool.number(R->Lo);
  if (V->Kind != ValueKind::Op || V->Op == OpKind::Copy ||
      (F.Same.isEmpty() && F.Ranges.isEmpty()))
    return V;
  ValueRef L = resolve(F, V->Args[0]);
  ValueRef R = V->Args[1] ? resolve(F, V->Args[1]) : nullptr;
  if (L == V->Args[0] && R == V->Args[1])
    return V;
  ValueRef New = V->Op == OpKind::Pure
                     ? Pool.pure(static_cast<const FunctionDecl *>(V->Origin),
                                 L, R, V->Type)
                     : Pool.op(V->Op, L, R, V->Type);
  return New == V ? V : resolve(F, New);
}

static int64_t addClamped(int64_t A, int64_t B) {
  int64_t Sum;
  if (!__builtin_add_overflow(A, B, &Sum))
    return Sum;
  return B > 0 ? INT64_MAX : INT64_MIN;
}

Range Solver::rangeOf(const Facts &F, ValueRef V) {
  V = resolve(F, V);
  Range R;
  if (V->isInt()) {
    R.Lo = R.Hi = V->Number;
    return R;
  }
  if (V->isAddr()) {
    R.Lo = 1;
    return R;
  }
  if (const Range *Known = F.Ranges.lookup(V))
    return *Known;
  R = typeRange(V);
  if (V->isOp(OpKind::Add) && V->Args[1]->isInt() &&
      (V->Type.isNull() || !V->Type->isPointerType())) {
    Range Inner = rangeOf(F, V->Args[0]);
    int64_t C = V->Args[1]->Number;
    R.Lo = Inner.Lo == INT64_MIN ? R.Lo : addClamped(Inner.Lo, C);
    R.Hi = Inner.Hi == INT64_MAX ? R.Hi : addClamped(Inner.Hi, C);
  } else if (V->isOp(OpKind::And) && V->Args[1]->isInt() &&
             V->Args[1]->Number >= 0) {
    R.Lo = 0;
    R.Hi = V->Args[1]->Number;
  }
  return R;
}

// Whether V is true where two values are not the same.
static bool isDifference(ValueRef V) {
  return (V->isOp(OpKind::Sub) || V->isOp(OpKind::Xor)) && !V->Args[1]->isInt();
}

std::optional<bool> Solver::truth(const Facts &F, ValueRef V) {
  V = resolve(F, V);
  if (isDifference(V)) {
    auto Same = truth(
        F, Pool.op(OpKind::Eq, V->Args[0], V->Args[1], Pool.context().IntTy));
    return Same ? std::optional<bool>(!*Same) : std::nullopt;
  }
  if (V->isInt())
    return V->Number != 0;
  if (V->isAddr())
    return true;
  if (V->isOp(OpKind::Not)) {
    auto Inner = truth(F, V->Args[0]);
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  Range Of = rangeOf(F, V);
  if (!Of.contains(0))
    return true;
  if (V->isOp(OpKind::Eq)) {
    Range L = rangeOf(F, V->Args[0]), R = rangeOf(F, V->Args[1]);
    if (L.Hi < R.Lo || R.Hi < L.Lo || (R.isSingle() && !L.contains(R.Lo)) ||
        (L.isSingle() && !R.contains(L.Lo)))
      return false;
    switch (aliasAddr(F, V->Args[0], V->Args[1])) {
    case Alias::Yes:
      return true;
    case Alias::No:
      return false;
    default:
      return std::nullopt;
    }
  }
  if (V->isOp(OpKind::Lt)) {
    Range L = rangeOf(F, V->Args[0]), R = rangeOf(F, V->Args[1]);
    if (L.Hi < R.Lo)
      return true;
    if (L.Lo >= R.Hi)
      return false;
    // a < b is false once b < a, or a == b, is known.
    ValueRef Back = Pool.op(OpKind::Lt, V->Args[1], V->Args[0], V->Type);
    if (const Range *Known = F.Ranges.lookup(Back))
      if (!Known->contains(0))
        return false;
  }
  return std::nullopt;
}

static bool isAtom(ValueRef V) {
  return V->Kind == ValueKind::Init || V->Kind == ValueKind::Fresh ||
         V->isOp(OpKind::Pure);
}

std::optional<Facts> Solver::put(Facts F, ValueRef V, const Range &R) {
  if (R.isEmpty())
    return std::nullopt;
  // A number from here on, also inside comparisons that are known.
  if (R.isSingle() && isAtom(V))
    return replace(F, V, Pool.number(R.Lo));
  F.Ranges = Ranges.add(F.Ranges, V, R);
  return F;
}

std::optional<Facts> Solver::bound(Facts F, ValueRef V, int64_t Lo,
                                   int64_t Hi) {
  if (V->isOp(OpKind::Add) && V->Args[1]->isInt()) {
    int64_t C = V->Args[1]->Number;
    if (C == INT64_MIN)
      return F;
    return bound(F, V->Args[0], Lo == INT64_MIN ? Lo : addClamped(Lo, -C),
                 Hi == INT64_MAX ? Hi : addClamped(Hi, -C));
  }
  Range R = rangeOf(F, V);
  R.clip(Lo, Hi);
  if (R.isEmpty())
    return std::nullopt;
  if (V->isInt() || V->isAddr())
    return F;
  return put(F, V, R);
}

std::optional<Facts> Solver::exclude(Facts F, ValueRef V, int64_t N) {
  if (V->isOp(OpKind::Add) && V->Args[1]->isInt())
    return exclude(F, V->Args[0], N - V->Args[1]->Number);
  Range R = rangeOf(F, V);
  R.remove(N);
  if (R.isEmpty())
    return std::nullopt;
  if (V->isInt() || V->isAddr())
    return F;
  return put(F, V, R);
}

// From is To from here on: what is known of From becomes known of To.
std::optional<Facts> Solver::replace(const Facts &Old, ValueRef From,
                                     ValueRef To) {
  Range R = rangeOf(Old, From);
  Facts F = Old;
  F.Same = Stands.add(F.Same, From, To);
  F.Ranges = Ranges.remove(F.Ranges, From);
  auto Next = bound(F, To, R.Lo, R.Hi);
  for (unsigned I = 0; Next && I < R.NumHoles; ++I)
    Next = exclude(*Next, To, R.Holes[I]);
  if (!Next)
    return std::nullopt;
  // Facts on comparisons with From become facts on comparisons with To.
  for (auto &[V, Known] : Old.Ranges) {
    if (V->Kind != ValueKind::Op || (V->Args[0] != From && V->Args[1] != From))
      continue;
    Next->Ranges = Ranges.remove(Next->Ranges, V);
    ValueRef New = resolve(*Next, V);
    if (New->isInt()) {
      if (!Known.contains(New->Number))
        return std::nullopt;
    } else if (Known.isSingle()) {
      Next = assume(*Next, New, Known.Lo != 0);
    } else {
      Next = bound(*Next, New, Known.Lo, Known.Hi);
    }
    if (!Next)
      return std::nullopt;
  }
  return Next;
}

std::optional<Facts> Solver::assumeEqual(Facts F, ValueRef L, ValueRef R) {
  if (L->isInt() || R->isInt()) {
    if (L->isInt())
      std::swap(L, R);
    if (L->isInt())
      return L == R ? std::optional<Facts>(F) : std::nullopt;
    int64_t N = R->Number;
    // What was known of comparisons with L is worked out with the number.
    if (isAtom(L)) {
      auto Known = rangeOf(F, L).contains(N);
      return Known ? replace(F, L, R) : std::nullopt;
    }
    return rangeOf(F, L).contains(N) ? bound(F, L, N, N) : std::nullopt;
  }
  if (isAtom(L) && isAtom(R))
    return L->Id < R->Id ? replace(F, R, L) : replace(F, L, R);
  if (isAtom(L) && R->isAddr())
    return replace(F, L, R);
  if (isAtom(R) && L->isAddr())
    return replace(F, R, L);
  Range One;
  One.Lo = One.Hi = 1;
  return put(F, Pool.op(OpKind::Eq, L, R, Pool.context().IntTy), One);
}

// Of truths that are or-ed together and not all false, the last that is left is
// true: `dup |= a == b`, and in the end `if (dup)`.
std::optional<Facts> Solver::settleOrs(Facts F) {
  auto Known = F.Ranges;
  for (auto &[V, R] : Known) {
    if (!V->isOp(OpKind::Or) || R.contains(0))
      continue;
    // V itself is known: what is left of it is asked of its halves.
    ValueRef Left = Pool.op(OpKind::Or, resolve(F, V->Args[0]),
                            resolve(F, V->Args[1]), V->Type);
    if (Left == V)
      continue;
    auto Next = assume(F, Left, true);
    if (!Next)
      return Next;
    F = *Next;
  }
  return F;
}

std::optional<Facts> Solver::assume(const Facts &F, ValueRef V, bool True) {
  V = resolve(F, V);
  while (V->isOp(OpKind::Not)) {
    V = resolve(F, V->Args[0]);
    True = !True;
  }
  if (isDifference(V)) {
    V = Pool.op(OpKind::Eq, V->Args[0], V->Args[1], Pool.context().IntTy);
    True = !True;
  }
  if (auto Known = truth(F, V))
    return *Known == True ? std::optional<Facts>(F) : std::nullopt;
  if (V->isOp(OpKind::Eq)) {
    ValueRef L = V->Args[0], R = V->Args[1];
    if (True)
      return assumeEqual(F, L, R);
    if (R->isInt())
      return exclude(F, L, R->Number);
    Range Zero;
    Zero.Lo = Zero.Hi = 0;
    auto Next = put(F, V, Zero);
    return Next ? settleOrs(*Next) : Next;
  }
  if (V->isOp(OpKind::Lt)) {
    ValueRef L = V->Args[0], R = V->Args[1];
    if (R->isInt())
      return True ? bound(F, L, INT64_MIN, R->Number - 1)
                  : bound(F, L, R->Number, INT64_MAX);
    if (L->isInt())
      return True ? bound(F, R, L->Number + 1, INT64_MAX)
                  : bound(F, R, INT64_MIN, L->Number);
    Range Fixed;
    Fixed.Lo = Fixed.Hi = True;
    auto Next = put(F, V, Fixed);
    if (!Next)
      return Next;
    Range LR = rangeOf(F, L), RR = rangeOf(F, R);
    if (True) {
      if (RR.Hi != INT64_MAX || LR.Lo != INT64_MIN) {
        Next =
            bound(*Next, L, INT64_MIN, RR.Hi == INT64_MIN ? RR.Hi : RR.Hi - 1);
        if (Next && LR.Lo != INT64_MIN)
          Next = bound(*Next, R, addClamped(LR.Lo, 1), INT64_MAX);
      }
    } else {
      Next = bound(*Next, L, RR.Lo, INT64_MAX);
      if (Next)
        Next = bound(*Next, R, INT64_MIN, LR.Hi);
    }
    return Next;
  }
  // Both halves of a value that is or-ed together are zero with it.
  if (V->isOp(OpKind::Or) && !True) {
    auto Next = assume(F, V->Args[0], false);
    return Next ? assume(*Next, V->Args[1], false) : Next;
  }
  return True ? exclude(F, V, 0) : assumeEqual(F, V, Pool.number(0));
}

Facts Solver::transfer(const Facts &F, ValueRef From, ValueRef To) {
  Facts Next = F;
  if (const Range *Of = F.Ranges.lookup(From)) {
    Range Kept = *Of;
    Next.Ranges = Ranges.remove(Next.Ranges, From);
    Next.Ranges = Ranges.add(Next.Ranges, To, Kept);
  }
  return Next;
}

Facts Solver::restrict(const Facts &F,
                       llvm::function_ref<bool(ValueRef)> Live) {
  llvm::ImmutableMapRef<ValueRef, Range> Of(F.Ranges, Ranges);
  for (auto &[V, R] : F.Ranges)
    if (!Live(V))
      Of = Of.remove(V);
  llvm::ImmutableMapRef<ValueRef, ValueRef> Same(F.Same, Stands);
  for (auto &[V, Stand] : F.Same)
    if (!Live(V))
      Same = Same.remove(V);
  Facts Kept = F;
  Kept.Ranges = Of.asImmutableMap();
  Kept.Same = Same.asImmutableMap();
  return Kept;
}

} // namespace epf
