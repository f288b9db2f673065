//===- Region.cpp - Memory regions and moves between them -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Value.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace epf {

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

const Region *ValuePool::local(const ValueDecl *D, const Frame *Owner) {
  Region R(RegionKind::Local);
  R.Decl = D;
  R.Owner = Owner;
  return intern(R);
}

const Region *ValuePool::global(const ValueDecl *D) {
  Region R(RegionKind::Global);
  R.Decl = cast<ValueDecl>(D->getCanonicalDecl());
  return intern(R);
}

const Region *ValuePool::function(const FunctionDecl *F) {
  Region R(RegionKind::Function);
  R.Decl = F->getCanonicalDecl();
  return intern(R);
}

const Region *ValuePool::constant(const void *Origin) {
  Region R(RegionKind::Constant);
  R.Origin = Origin;
  return intern(R);
}

const Region *ValuePool::field(const Region *S, const FieldDecl *F) {
  // The member that container_of was given is what its pointer points to.
  if (S->Kind == RegionKind::Pointee && S->Of->isOp(OpKind::Add) &&
      S->Of->Args[1]->isInt(-fieldOffset(F)) && fieldOffset(F) != 0)
    return pointee(S->Of->Args[0]);
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
  return intern(R);
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
  return intern(R);
}

const Region *ValuePool::pointee(ValueRef P) {
  if (P->isAddr())
    return P->Mem;
  Region R(RegionKind::Pointee);
  R.Of = P;
  return intern(R);
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

} // namespace epf
