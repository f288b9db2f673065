//===- Value.cpp - Symbolic values and memory regions ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Value.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;

namespace epf {

void Value::Profile(llvm::FoldingSetNodeID &ID) const {
  ID.AddInteger(unsigned(Kind) << 8 | unsigned(Op));
  ID.AddInteger(Number);
  ID.AddPointer(Mem);
  ID.AddPointer(Origin);
  ID.AddPointer(Instance);
  ID.AddPointer(Args[0]);
  ID.AddPointer(Args[1]);
}

template <typename NodeT>
static const NodeT *internIn(llvm::FoldingSet<NodeT> &Set,
                             llvm::BumpPtrAllocator &Alloc, unsigned &NextId,
                             const NodeT &Node) {
  llvm::FoldingSetNodeID ID;
  Node.Profile(ID);
  void *Pos;
  if (NodeT *Known = Set.FindNodeOrInsertPos(ID, Pos))
    return Known;
  auto *New = new (Alloc) NodeT(Node);
  New->Id = NextId++;
  Set.InsertNode(New, Pos);
  return New;
}

ValueRef ValuePool::intern(const Value &New) {
  Value V = New;
  V.Vague = V.isJoined() || (V.Mem && V.Mem->Vague) ||
            llvm::any_of(V.Args, [](ValueRef A) { return A && A->Vague; });
  return internIn(Values, Alloc, NextId, V);
}

const Region *ValuePool::intern(const Region &New) {
  Region R = New;
  R.Vague = (R.Super && R.Super->Vague) || (R.Of && R.Of->Vague);
  return internIn(Regions, Alloc, NextId, R);
}

ValueRef ValuePool::number(int64_t N) {
  Value V(ValueKind::Int);
  V.Number = N;
  return intern(V);
}

ValueRef ValuePool::address(const Region *R) {
  if (R->Kind == RegionKind::Pointee)
    return R->Of;
  // &container_of(p, T, member)->member is p again.
  if (R->Kind == RegionKind::Field && R->Super->Kind == RegionKind::Pointee &&
      R->Super->Of->isOp(OpKind::Add) &&
      R->Super->Of->Args[1]->isInt(-fieldOffset(cast<FieldDecl>(R->Decl))))
    return R->Super->Of->Args[0];
  Value V(ValueKind::Addr);
  V.Mem = R;
  return intern(V);
}

ValueRef ValuePool::init(const Region *R, unsigned Epoch, QualType Type) {
  Value V(ValueKind::Init);
  V.Mem = R;
  V.Number = Epoch;
  V.Type = Type;
  return intern(V);
}

ValueRef ValuePool::fresh(const void *Origin, const void *Instance,
                          QualType Type) {
  Value V(ValueKind::Fresh);
  V.Origin = Origin;
  V.Instance = Instance;
  V.Type = Type;
  return intern(V);
}

ValueRef ValuePool::content(const Region *R, ValueRef Whole, QualType Type) {
  Value V(ValueKind::Fresh);
  V.Mem = R;
  V.Origin = R;
  V.Instance = Whole;
  V.Type = Type;
  return intern(V);
}

ValueRef ValuePool::freshOf(const Expr *E, const void *Instance) {
  Value V(ValueKind::Fresh);
  V.Origin = E;
  V.Number = 1;
  V.Instance = Instance;
  V.Type = E->getType().getUnqualifiedType();
  return intern(V);
}

ValueRef ValuePool::joined(const void *Place, const void *Point, bool Results,
                           QualType Type) {
  Value V(ValueKind::Fresh);
  V.Origin = Place;
  V.Number = Results ? Value::JoinedResults : Value::Joined;
  V.Instance = Point;
  V.Type = Type;
  return intern(V);
}

const CallExpr *Value::call() const {
  if (Kind != ValueKind::Fresh || Number != 1)
    return nullptr;
  return dyn_cast<CallExpr>(static_cast<const Expr *>(Origin));
}

ValueRef ValuePool::pure(const FunctionDecl *F, ValueRef L, ValueRef R,
                         QualType Type) {
  Value V(ValueKind::Op);
  V.Op = OpKind::Pure;
  V.Origin = F->getCanonicalDecl();
  V.Args[0] = L;
  V.Args[1] = R;
  V.Type = Type;
  return intern(V);
}

// Wraps as the hardware does: done unsigned, where overflow is defined.
ValueRef ValuePool::arithmetic(OpKind K, int64_t L, int64_t R, bool Unsigned) {
  uint64_t A = L, B = R;
  switch (K) {
  case OpKind::Add:
    return number(A + B);
  case OpKind::Sub:
    return number(A - B);
  case OpKind::Mul:
    return number(A * B);
  case OpKind::Div:
    if (Unsigned)
      return B == 0 ? nullptr : number(A / B);
    return R == 0 || R == -1 ? nullptr : number(L / R);
  case OpKind::Rem:
    if (Unsigned)
      return B == 0 ? nullptr : number(A % B);
    return R == 0 || R == -1 ? nullptr : number(L % R);
  case OpKind::Shl:
    return R < 0 || R > 63 ? nullptr : number(A << R);
  case OpKind::Shr:
    return R < 0 || R > 63 ? nullptr
                           : number(Unsigned ? int64_t(A >> R) : L >> R);
  case OpKind::And:
    return number(A & B);
  case OpKind::Or:
    return number(A | B);
  case OpKind::Xor:
    return number(A ^ B);
  case OpKind::Eq:
    return number(L == R);
  case OpKind::Lt:
    return number(L < R);
  default:
    return nullptr;
  }
}

static bool commutes(OpKind K) {
  return K == OpKind::Add || K == OpKind::Mul || K == OpKind::And ||
         K == OpKind::Or || K == OpKind::Xor || K == OpKind::Eq;
}

std::pair<ValueRef, int64_t> ValuePool::plusNumber(ValueRef V) {
  if (V->isOp(OpKind::Add) && V->Args[1]->isInt())
    return {V->Args[0], V->Args[1]->Number};
  return {V, 0};
}

ValueRef ValuePool::op(OpKind K, ValueRef L, ValueRef R, QualType Type) {
  if (K == OpKind::Not) {
    if (L->isInt())
      return number(L->Number == 0);
    if (L->isAddr())
      return number(0);
    if (L->isOp(OpKind::Not))
      return L->Args[0]->isOp(OpKind::Eq) || L->Args[0]->isOp(OpKind::Lt)
                 ? L->Args[0]
                 : op(OpKind::Not, op(OpKind::Eq, L->Args[0], number(0), Type),
                      nullptr, Type);
    if (!L->isOp(OpKind::Eq) && !L->isOp(OpKind::Lt))
      return op(OpKind::Eq, L, number(0), Type);
  }
  if (K == OpKind::Neg && L->isInt())
    return number(-uint64_t(L->Number));
  if (K == OpKind::BitNot && L->isInt())
    return number(~L->Number);
  if (R) {
    if (L->isInt() && R->isInt())
      if (ValueRef Result =
              arithmetic(K, L->Number, R->Number, isUnsigned(Type)))
        return Result;
    // Numbers stand on the right; among other operands the older comes first.
    if (commutes(K) && (L->isInt() || (!R->isInt() && R->Id < L->Id)))
      std::swap(L, R);
    if (K == OpKind::Sub && R->isInt())
      return op(OpKind::Add, L, number(-uint64_t(R->Number)), Type);
    if (K == OpKind::Sub && L == R)
      return number(0);
    if (K == OpKind::Sub && L->isOp(OpKind::Add) && L->Args[0] == R)
      return L->Args[1];
    if (R->isInt(0) &&
        (K == OpKind::Add || K == OpKind::Or || K == OpKind::Xor ||
         K == OpKind::Shl || K == OpKind::Shr))
      return L;
    if (R->isInt(0) && (K == OpKind::And || K == OpKind::Mul))
      return R;
    if (R->isInt(1) && (K == OpKind::Mul || K == OpKind::Div))
      return L;
    if (K == OpKind::Add && R->isInt() && L->isOp(OpKind::Add) &&
        L->Args[1]->isInt())
      return op(OpKind::Add, L->Args[0],
                number(uint64_t(L->Args[1]->Number) + R->Number), Type);
    // Bits set or cleared before, asked for now.
    if (R->isInt() && L->Kind == ValueKind::Op && L->Args[1] &&
        L->Args[1]->isInt()) {
      int64_t C = L->Args[1]->Number;
      if (K == OpKind::And && L->Op == OpKind::And)
        return op(OpKind::And, L->Args[0], number(C & R->Number), Type);
      if (K == OpKind::Or && L->Op == OpKind::Or)
        return op(OpKind::Or, L->Args[0], number(C | R->Number), Type);
      if (K == OpKind::And && L->Op == OpKind::Or && (C & R->Number) == 0)
        return op(OpKind::And, L->Args[0], R, Type);
      if (K == OpKind::And && L->Op == OpKind::Or &&
          (C & R->Number) == R->Number)
        return R;
    }
    if (L == R) {
      if (K == OpKind::Sub || K == OpKind::Xor || K == OpKind::Lt)
        return number(0);
      if (K == OpKind::Eq)
        return number(1);
      if (K == OpKind::And || K == OpKind::Or)
        return L;
    }
    // What lies a few bytes from an object's part is an object: not NULL.
    if (K == OpKind::Eq && R->isInt(0) && L->isOp(OpKind::Add) &&
        L->Args[1]->isInt() && !L->Type.isNull() && L->Type->isPointerType())
      return number(0);
    // A truth value compared with zero is its opposite.
    if (K == OpKind::Eq && R->isInt(0) &&
        (L->isOp(OpKind::Eq) || L->isOp(OpKind::Lt) || L->isOp(OpKind::Not)))
      return op(OpKind::Not, L, nullptr, Type);
    // A difference that is none.
    if (K == OpKind::Eq && R->isInt(0) &&
        (L->isOp(OpKind::Sub) || L->isOp(OpKind::Xor)) && !L->Args[1]->isInt())
      return op(OpKind::Eq, L->Args[0], L->Args[1], Type);
    // x + c compared with d is x compared with d - c.
    if (R->isInt() && L->isOp(OpKind::Add) && L->Args[1]->isInt() &&
        (K == OpKind::Eq || K == OpKind::Lt))
      return op(K, L->Args[0], number(R->Number - L->Args[1]->Number), Type);
    // x + c compared with x + d, where nothing overflows: c compared with d.
    if (K == OpKind::Eq || K == OpKind::Lt) {
      auto [LBase, C] = plusNumber(L);
      auto [RBase, D] = plusNumber(R);
      if (LBase == RBase)
        return number(K == OpKind::Eq ? C == D : C < D);
    }
  }
  Value V(ValueKind::Op);
  V.Op = K;
  V.Args[0] = L;
  V.Args[1] = R;
  V.Type = Type;
  return intern(V);
}

bool isUnsigned(QualType Type) {
  return !Type.isNull() &&
         (Type->isUnsignedIntegerOrEnumerationType() || Type->isBooleanType());
}

int64_t truncate(int64_t N, QualType Type, ASTContext &Ctx) {
  if (Type.isNull() || !Type->isIntegralOrEnumerationType() ||
      Type->isIncompleteType())
    return N;
  if (Type->isBooleanType())
    return N != 0;
  unsigned Width = Ctx.getIntWidth(Type);
  if (Width >= 64)
    return N;
  return isUnsigned(Type)
             ? int64_t(uint64_t(N) & llvm::maskTrailingOnes<uint64_t>(Width))
             : llvm::SignExtend64(uint64_t(N), Width);
}

} // namespace epf
