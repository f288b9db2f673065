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

void Region::Profile(llvm::FoldingSetNodeID &ID) const {
  ID.AddInteger(unsigned(Kind));
  ID.AddPointer(Super);
  ID.AddPointer(Decl);
  ID.AddPointer(Owner);
  ID.AddPointer(Of);
  ID.AddPointer(Origin);
}

const Region *Region::base() const {
  const Region *R = this;
  while (R->Super)
    R = R->Super;
  return R;
}

const FieldDecl *Region::field() const {
  for (const Region *R = this; R; R = R->Super)
    if (R->Kind == RegionKind::Field)
      return cast<FieldDecl>(R->Decl);
  return nullptr;
}

bool Region::isWithin(const Region *Outer) const {
  for (const Region *R = this; R; R = R->Super)
    if (R == Outer)
      return true;
  return false;
}

template <typename NodeT, typename SetT>
const NodeT *ValuePool::intern(SetT &Set, NodeT Node) {
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

ValueRef ValuePool::number(int64_t N) {
  Value V(ValueKind::Int);
  V.Number = N;
  return intern(Values, V);
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
  return intern(Values, V);
}

ValueRef ValuePool::init(const Region *R, unsigned Epoch, QualType Type) {
  Value V(ValueKind::Init);
  V.Mem = R;
  V.Number = Epoch;
  V.Type = Type;
  return intern(Values, V);
}

ValueRef ValuePool::fresh(const void *Origin, const void *Instance,
                          QualType Type) {
  Value V(ValueKind::Fresh);
  V.Origin = Origin;
  V.Instance = Instance;
  V.Type = Type;
  return intern(Values, V);
}

ValueRef ValuePool::freshOf(const Expr *E, const void *Instance) {
  Value V(ValueKind::Fresh);
  V.Origin = E;
  V.Number = 1;
  V.Instance = Instance;
  V.Type = E->getType().getUnqualifiedType();
  return intern(Values, V);
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
  return intern(Values, V);
}

// Wraps as the hardware does: done unsigned, where overflow is defined.
ValueRef ValuePool::arithmetic(OpKind K, int64_t L, int64_t R) {
  uint64_t A = L, B = R;
  switch (K) {
  case OpKind::Add:
    return number(A + B);
  case OpKind::Sub:
    return number(A - B);
  case OpKind::Mul:
    return number(A * B);
  case OpKind::Div:
    return R == 0 || R == -1 ? nullptr : number(L / R);
  case OpKind::Rem:
    return R == 0 || R == -1 ? nullptr : number(L % R);
  case OpKind::Shl:
    return R < 0 || R > 63 ? nullptr : number(A << R);
  case OpKind::Shr:
    return R < 0 || R > 63 ? nullptr : number(L >> R);
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
      if (ValueRef Result = arithmetic(K, L->Number, R->Number))
        return Result;
    // Numbers stand on the right; among other operands the older comes first.
    if (commutes(K) && (L->isInt() || (!R->isInt() && R->Id < L->Id)))
      std::swap(L, R);
    if (K == OpKind::Sub && R->isInt())
      return op(OpKind::Add, L, number(-uint64_t(R->Number)), Type);
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
    // A truth value compared with zero is its opposite.
    if (K == OpKind::Eq && R->isInt(0) &&
        (L->isOp(OpKind::Eq) || L->isOp(OpKind::Lt) || L->isOp(OpKind::Not)))
      return op(OpKind::Not, L, nullptr, Type);
    // x + c compared with d is x compared with d - c.
    if (R->isInt() && L->isOp(OpKind::Add) && L->Args[1]->isInt() &&
        (K == OpKind::Eq || K == OpKind::Lt))
      return op(K, L->Args[0], number(R->Number - L->Args[1]->Number), Type);
  }
  Value V(ValueKind::Op);
  V.Op = K;
  V.Args[0] = L;
  V.Args[1] = R;
  V.Type = Type;
  return intern(Values, V);
}

const Region *ValuePool::local(const ValueDecl *D, const Frame *Owner) {
  Region R(RegionKind::Local);
  R.Decl = D;
  R.Owner = Owner;
  return intern(Regions, R);
}

const Region *ValuePool::global(const ValueDecl *D) {
  Region R(RegionKind::Global);
  R.Decl = cast<ValueDecl>(D->getCanonicalDecl());
  return intern(Regions, R);
}

const Region *ValuePool::function(const FunctionDecl *F) {
  Region R(RegionKind::Function);
  R.Decl = F->getCanonicalDecl();
  return intern(Regions, R);
}

const Region *ValuePool::constant(const void *Origin) {
  Region R(RegionKind::Constant);
  R.Origin = Origin;
  return intern(Regions, R);
}

const Region *ValuePool::field(const Region *S, const FieldDecl *F) {
  // container_of a first member moves by nothing: climb to what has field F.
  while (S->Kind == RegionKind::Field &&
         fieldOffset(llvm::cast<FieldDecl>(S->Decl)) == 0) {
    const RecordDecl *R = S->Decl->getType()->getAsRecordDecl();
    if (!R || R->getCanonicalDecl() == F->getParent()->getCanonicalDecl())
      break;
    const Region *Outer = S;
    while (Outer->Kind == RegionKind::Field &&
           llvm::cast<FieldDecl>(Outer->Decl)->getParent() != F->getParent() &&
           fieldOffset(llvm::cast<FieldDecl>(Outer->Decl)) == 0)
      Outer = Outer->Super;
    if (Outer->Kind != RegionKind::Field ||
        llvm::cast<FieldDecl>(Outer->Decl)->getParent() != F->getParent())
      break;
    S = Outer->Super;
  }
  Region R(RegionKind::Field);
  R.Super = S;
  R.Decl = F;
  return intern(Regions, R);
}

const Region *ValuePool::element(const Region *S, ValueRef Index) {
  QualType T = typeOf(S);
  bool IsArray = !T.isNull() && T->isArrayType();
  if (S->Kind == RegionKind::Element && !IsArray)
    return element(S->Super, op(OpKind::Add, S->Of, Index, Ctx.LongTy));
  if (Index->isInt(0) && !IsArray)
    return S;
  Region R(RegionKind::Element);
  R.Super = S;
  R.Of = Index;
  return intern(Regions, R);
}

const Region *ValuePool::pointee(ValueRef P) {
  if (P->isAddr())
    return P->Mem;
  Region R(RegionKind::Pointee);
  R.Of = P;
  return intern(Regions, R);
}

int64_t ValuePool::fieldOffset(const FieldDecl *F) {
  const RecordDecl *RD = F->getParent();
  if (RD->isInvalidDecl() || !RD->isCompleteDefinition())
    return 0;
  return Ctx.getFieldOffset(F) / 8;
}

QualType ValuePool::typeOf(const Region *R) {
  switch (R->Kind) {
  case RegionKind::Local:
  case RegionKind::Global:
  case RegionKind::Field:
  case RegionKind::Function:
    return R->Decl->getType();
  case RegionKind::Element: {
    QualType T = typeOf(R->Super);
    if (!T.isNull())
      if (const ArrayType *AT = Ctx.getAsArrayType(T))
        return AT->getElementType();
    return T;
  }
  case RegionKind::Pointee: {
    QualType T = R->Of->Type;
    if (R->Of->isOp(OpKind::Add) && T.isNull())
      return {};
    return T.isNull() ? T : T->getPointeeType();
  }
  case RegionKind::Constant:
    return {};
  }
  llvm_unreachable("unknown region kind");
}

static std::optional<int64_t> sizeOf(ASTContext &Ctx, QualType T) {
  if (T.isNull() || T->isVoidType() || T->isFunctionType())
    return 1;
  if (T->isIncompleteType() || T->isVariableArrayType())
    return std::nullopt;
  return Ctx.getTypeSizeInChars(T).getQuantity();
}

std::optional<int64_t> ValuePool::offset(const Region *R) {
  int64_t Sum = 0;
  for (; R->Super; R = R->Super) {
    if (R->Kind == RegionKind::Field) {
      Sum += fieldOffset(cast<FieldDecl>(R->Decl));
      continue;
    }
    auto Size = sizeOf(Ctx, typeOf(R));
    if (!R->Of->isInt() || !Size)
      return std::nullopt;
    Sum += R->Of->Number * *Size;
  }
  return Sum;
}

ValueRef ValuePool::moveBytes(ValueRef P, int64_t Bytes) {
  if (Bytes == 0 || P->isInt())
    return P->isInt() ? number(P->Number + Bytes) : P;
  if (!P->isAddr())
    return op(OpKind::Add, P, number(Bytes), P->Type);
  // Climb out of the members that the offset leads back over.
  for (const Region *R = P->Mem; R; R = R->Super) {
    if (Bytes == 0)
      return address(R);
    if (R->Kind == RegionKind::Field) {
      Bytes += fieldOffset(cast<FieldDecl>(R->Decl));
      continue;
    }
    if (R->Kind != RegionKind::Element || !R->Of->isInt())
      break;
    auto Size = sizeOf(Ctx, typeOf(R));
    if (!Size)
      break;
    Bytes += R->Of->Number * *Size;
  }
  const Region *Base = P->Mem->base();
  if (Bytes == 0)
    return address(Base);
  if (Base->Kind == RegionKind::Pointee)
    return op(OpKind::Add, Base->Of, number(Bytes), Base->Of->Type);
  return address(element(Base, number(Bytes)));
}

ValueRef ValuePool::moveElements(ValueRef P, ValueRef N, QualType Pointee) {
  if (N->isInt(0))
    return P;
  bool Bytes = Pointee->isVoidType() || Pointee->isCharType();
  if (Bytes && N->isInt())
    return moveBytes(P, N->Number);
  if (P->isInt())
    return op(OpKind::Add, P, N, Ctx.LongTy);
  return address(element(pointee(P), N));
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
