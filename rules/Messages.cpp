//===- Messages.cpp - Doorbell messages on a path -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Messages.h"

using namespace clang;

namespace epf {

/// No walk goes further into an array than this.
static constexpr int64_t FewEntries = 4;

Entry Messages::entryAt(const Region *R) const {
  const Region *Part = R;
  while (Part && !(Part->Kind == RegionKind::Field &&
                   Bell.owns(llvm::cast<FieldDecl>(Part->Decl))))
    Part = Part->Super;
  if (!Part)
    return {};
  Entry E;
  E.Message = Part->Super;
  E.Array = E.Message;
  E.Index = P.M.Pool.number(0);
  if (E.Message->Kind == RegionKind::Element) {
    E.Array = E.Message->Super;
    E.Index = E.Message->Of;
  }
  return E;
}

Entry Messages::entryOfVirq(ValueRef V) const {
  if (V->Kind == ValueKind::Init && V->Mem->Kind == RegionKind::Field &&
      V->Mem->Decl == Bell.Virq)
    return entryAt(V->Mem);
  return {};
}

ValueRef Messages::get(const Entry &E, const FieldDecl *Field) const {
  return Evaluator(P.M, P.S).load(P.M.Pool.field(E.Message, Field),
                                  Field->getType());
}

std::string Messages::name(const Entry &E) const {
  return "db_msg[" +
         (E.Index->isInt() ? std::to_string(E.Index->Number) : "i") + "]";
}

void Messages::collect(ValueRef V, const FieldDecl *Field,
                       std::vector<Entry> &Into) const {
  if (!V || V->isInt())
    return;
  if (V->Mem)
    for (const Region *Part = V->Mem; Part; Part = Part->Super)
      if (Part->Decl == Field)
        Into.push_back(entryAt(Part));
  collect(V->Args[0], Field, Into);
  collect(V->Args[1], Field, Into);
}

bool Messages::isCompared(ValueRef V) const {
  ValueRef Now = P.resolve(V);
  if (Now->isInt() || Now != V)
    return true;
  for (auto &[Known, Stand] : P.S.Known.Same)
    if (P.resolve(Stand) == V)
      return true;
  for (auto &[Known, R] : P.S.Known.Ranges)
    if (Known->isOp(OpKind::Eq) && R.isSingle() && R.Lo == 1 &&
        (Known->Args[0] == V || Known->Args[1] == V))
      return true;
  return false;
}

// What db_msg of the epf that H was allocated for points to.
static const Region *arrayOf(const Doorbell &Bell, Path &P, const Holding &H) {
  const Region *Field = P.M.Pool.field(P.M.Pool.pointee(H.Key), Bell.Array);
  return P.M.Pool.pointee(
      Evaluator(P.M, P.S).load(Field, Bell.Array->getType()));
}

const Holding *Messages::allocation(const Entry &E) const {
  for (const Holding *H : P.held())
    if (H->Model->Kind == Resource::Doorbell && Bell.Array &&
        arrayOf(Bell, P, *H) == E.Array)
      return H;
  return nullptr;
}

std::vector<Entry> Messages::allocated() const {
  std::vector<Entry> Found;
  for (const Holding *H : P.held()) {
    if (H->Model->Kind != Resource::Doorbell || !Bell.Array)
      continue;
    const Region *Array = arrayOf(Bell, P, *H);
    for (int64_t I = 0; I < FewEntries; ++I) {
      ValueRef Index = P.M.Pool.number(I);
      Found.push_back({P.M.Pool.element(Array, Index), Array, Index});
    }
  }
  return Found;
}

bool Messages::isContradictory(const Entry &E) const {
  ValueRef None = P.M.Pool.number(Bell.NoBar);
  bool Out = false, In = false;
  for (int64_t I = 0; I < FewEntries; ++I) {
    Entry Other = E;
    Other.Message = P.M.Pool.element(E.Array, P.M.Pool.number(I));
    Alias A = P.alias(get(Other, Bell.Bar), None);
    Out |= A == Alias::Yes;
    In |= A == Alias::No;
  }
  return Out && In;
}

bool Messages::isUnexposed(const Entry &E) const {
  ValueRef None = P.M.Pool.number(Bell.NoBar);
  for (int64_t I = 0; I < FewEntries; ++I) {
    Entry Other = E;
    Other.Message = P.M.Pool.element(E.Array, P.M.Pool.number(I));
    if (P.alias(get(Other, Bell.Bar), None) == Alias::Yes)
      return true;
  }
  return P.alias(get(E, Bell.Bar), None) == Alias::Yes;
}

} // namespace epf
