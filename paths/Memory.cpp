//===- Memory.cpp - Loads and stores --------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Containers.h"
#include "paths/Eval.h"

using namespace clang;

namespace epf {

const void *Machine::instance(const State &S) {
  Mark At;
  At.Kind = S.Top;
  At.What = S.Rounds.getRootWithoutRetain();
  Kept.push_back(S.Rounds);
  return Make.mark(At);
}

static unsigned epochOf(const State &S, const Region *R) {
  for (; R; R = R->Super)
    if (R->Kind == RegionKind::Field || R->Kind == RegionKind::Global)
      if (const unsigned *E = S.Epochs.lookup(R->Decl))
        return *E;
  return 0;
}

// Path below From, laid over To.
static const Region *rebase(ValuePool &Pool, const Region *R,
                            const Region *From, const Region *To) {
  if (R == From)
    return To;
  const Region *Super = rebase(Pool, R->Super, From, To);
  return R->Kind == RegionKind::Field
             ? Pool.field(Super, llvm::cast<FieldDecl>(R->Decl))
             : Pool.element(Super, R->Of);
}

ValueRef Evaluator::fromDefault(const Region *R, QualType T) {
  for (const Region *Outer = R; Outer; Outer = Outer->Super) {
    const ValueRef *D = S.Defaults.lookup(Outer);
    if (!D)
      continue;
    if ((*D)->isInt())
      return *D;
    if ((*D)->isOp(OpKind::Copy)) {
      // What was stored there was copied then; this is what was there before.
      const Region *From =
          rebase(M.Pool, R, Outer, M.Pool.pointee((*D)->Args[0]));
      return M.Pool.init(From, epochOf(S, From), T.getUnqualifiedType());
    }
    return M.Pool.content(R, *D, T);
  }
  return nullptr;
}

// In a list, n->next->prev is n, and n->prev->next is n.
ValueRef Evaluator::neighbour(const Region *R) {
  if (R->Kind != RegionKind::Field)
    return nullptr;
  const auto *F = llvm::cast<FieldDecl>(R->Decl);
  if (!isRing(F->getParent()->getName()))
    return nullptr;
  ValueRef Node = M.Pool.address(R->Super);
  // A node that begins its object is where the link to the object leads.
  if (const Region *Base = R->Super->base();
      Base->Kind == RegionKind::Pointee && M.Pool.offset(R->Super) == 0)
    Node = Base->Of;
  auto LeadsHere = [&](ValueRef V) {
    return V->Kind == ValueKind::Init && V->Mem->Kind == RegionKind::Field &&
           V->Mem->Decl != F &&
           llvm::cast<FieldDecl>(V->Mem->Decl)->getParent() == F->getParent();
  };
  if (LeadsHere(Node))
    return M.Pool.address(Node->Mem->Super);
  for (auto &[Link, Stand] : S.Known.Same)
    if (LeadsHere(Link) && M.Facts.resolve(S.Known, Stand) == Node)
      return M.Pool.address(Link->Mem->Super);
  return nullptr;
}

// What a constant of the file holds at R: `static const struct kind kinds[]`.
static const Expr *constantAt(const Region *R) {
  if (R->Kind == RegionKind::Global) {
    const auto *V = dyn_cast<VarDecl>(R->Decl);
    QualType T = V ? V->getType() : QualType();
    if (!V ||
        !(T.isConstQualified() ||
          (T->isArrayType() &&
           T->getAsArrayTypeUnsafe()->getElementType().isConstQualified())))
      return nullptr;
    const VarDecl *Def = V->getInitializingDeclaration();
    return Def ? Def->getInit() : nullptr;
  }
  const Expr *Outer = R->Super ? constantAt(R->Super) : nullptr;
  const auto *List = dyn_cast_or_null<InitListExpr>(Outer);
  if (!List)
    return nullptr;
  if (List->getSemanticForm())
    List = List->getSemanticForm();
  uint64_t At = 0;
  if (R->Kind == RegionKind::Field)
    At = llvm::cast<FieldDecl>(R->Decl)->getFieldIndex();
  else if (R->Kind == RegionKind::Element && R->Of->isInt())
    At = R->Of->Number;
  else
    return nullptr;
  if (List->getType()->isUnionType() || At >= List->getNumInits())
    return nullptr;
  return List->getInit(At);
}

ValueRef Evaluator::load(const Region *R, QualType T, const Expr *At) {
  if (At && M.Watches)
    for (const Region *Part = R; Part; Part = Part->Super)
      if (Part->Kind == RegionKind::Field &&
          M.Watches(llvm::cast<FieldDecl>(Part->Decl))) {
        M.OnLoad(S, R, At);
        break;
      }
  if (R->Kind == RegionKind::Function)
    return M.Pool.address(R);
  if (At)
    assumeValid(R);
  if (T->isRecordType())
    return M.Pool.op(OpKind::Copy, M.Pool.address(R), nullptr, T);
  if (const ValueRef *V = S.Store.lookup(R))
    return M.Facts.resolve(S.Known, *V);
  if (R->Vague)
    return loadVague(R, T, At);
  unsigned Epoch = epochOf(S, R);
  if (Epoch == 0) {
    if (ValueRef V = fromDefault(R, T))
      return M.Facts.resolve(S.Known, V);
    if (const Expr *Fixed = constantAt(R)) {
      Expr::EvalResult Known;
      if (Fixed->EvaluateAsInt(Known, M.Ctx))
        return M.Pool.number(Known.Val.getInt().getExtValue());
      const auto *Ref = dyn_cast<DeclRefExpr>(Fixed->IgnoreParenImpCasts());
      if (const auto *F =
              Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr)
        return M.Pool.address(M.Pool.function(F));
    }
  }
  if (ValueRef V = neighbour(R))
    return M.Facts.resolve(S.Known, V);
  return M.Facts.resolve(S.Known,
                         M.Pool.init(R, Epoch, T.getUnqualifiedType()));
}

// What is read or written through points to something.
void Evaluator::assumeValid(const Region *R) {
  const Region *Base = R->base();
  if (Base->Kind != RegionKind::Pointee ||
      (Base->Of->Kind != ValueKind::Fresh && Base->Of->Kind != ValueKind::Init))
    return;
  Range Of = M.Facts.rangeOf(S.Known, Base->Of);
  if (Of.Lo > 0 || Of.Hi <= 0)
    return;
  if (auto Known = M.Facts.assume(
          S.Known,
          M.Pool.op(OpKind::Lt, M.Pool.number(0), Base->Of, M.Ctx.IntTy), true))
    S.Known = *Known;
}

void Evaluator::dropBelow(const Region *R) {
  auto Store = S.Store;
  for (auto &[Known, V] : Store)
    if (Known->isWithin(R))
      S.Store = M.Make.Store.remove(S.Store, Known);
  auto Defaults = S.Defaults;
  for (auto &[Known, V] : Defaults)
    if (Known->isWithin(R))
      S.Defaults = M.Make.Store.remove(S.Defaults, Known);
}

void Evaluator::zero(const Region *R) {
  if (R->Vague)
    return forget(R, nullptr);
  dropBelow(R);
  S.Defaults = M.Make.Store.add(S.Defaults, R, M.Pool.number(0));
}

// Whether two places are the same but for indices that may be equal.
static bool mayCoincide(Solver &Facts, const State &S, const Region *A,
                        const Region *B) {
  bool Maybe = false;
  for (; A != B; A = A->Super, B = B->Super) {
    if (!A || !B || A->Kind != B->Kind || A->Decl != B->Decl)
      return false;
    if (A->Kind != RegionKind::Element) {
      if (A->Of != B->Of)
        return false;
      continue;
    }
    Alias Index = Facts.alias(S.Known, A->Of, B->Of);
    if (Index == Alias::No || Index == Alias::Sibling)
      return false;
    Maybe |= Index == Alias::Maybe;
  }
  return Maybe;
}

void Evaluator::forgetAliases(const Region *R, ValueRef V) {
  const Region *Element = R;
  while (Element && Element->Kind != RegionKind::Element)
    Element = Element->Super;
  if (!Element)
    return;
  auto Before = S.Store;
  for (auto &[Known, Old] : Before)
    if (mayCoincide(M.Facts, S, Known, R))
      S.Store = M.Make.Store.add(
          S.Store, Known,
          M.Pool.fresh(V, M.Make.mark({{}, Known, M.instance(S)}),
                       M.Pool.typeOf(Known)));
}

void Evaluator::store(const Region *R, ValueRef V) {
  if (V->isOp(OpKind::Copy)) {
    const Region *From = M.Pool.pointee(V->Args[0]);
    if (From == R)
      return;
    if (R->Vague)
      return forget(R, nullptr);
    if (From->Vague) {
      V = M.Pool.joined(From, M.instance(S), false, V->Type);
      M.Apart.follows(V, M.Pool.address(From));
    }
    auto Before = S.Store;
    auto BeforeDefaults = S.Defaults;
    dropBelow(R);
    for (auto &[Known, Content] : Before)
      if (Known->isWithin(From))
        S.Store =
            M.Make.Store.add(S.Store, rebase(M.Pool, Known, From, R), Content);
    // A copy of a copy, or of zeros, is one of what those are.
    ValueRef Default = V;
    for (const Region *Outer = From; Outer; Outer = Outer->Super)
      if (const ValueRef *D = BeforeDefaults.lookup(Outer)) {
        Default = *D;
        if ((*D)->isOp(OpKind::Copy))
          Default =
              M.Pool.op(OpKind::Copy,
                        M.Pool.address(rebase(M.Pool, From, Outer,
                                              M.Pool.pointee((*D)->Args[0]))),
                        nullptr, V->Type);
        break;
      }
    if (Default->isOp(OpKind::Copy) && M.Pool.pointee(Default->Args[0]) == R) {
      S.Defaults = M.Make.Store.remove(S.Defaults, R);
      return;
    }
    S.Defaults = M.Make.Store.add(S.Defaults, R, Default);
    return;
  }
  QualType T = M.Pool.typeOf(R);
  if (R->Vague)
    return storeVague(R, V);
  assumeValid(R);
  // A struct that a call returned: what its fields hold is not known.
  if (!T.isNull() && T->isRecordType()) {
    dropBelow(R);
    S.Defaults = M.Make.Store.add(S.Defaults, R, V);
    return;
  }
  forgetAliases(R, V);
  if (V->isInt()) {
    int64_t N = truncate(V->Number, T, M.Ctx);
    const auto *F = dyn_cast_or_null<FieldDecl>(R->Decl);
    if (F && F->isBitField() && F->getBitWidthValue(M.Ctx) < 64)
      N = isUnsigned(T) ? N & ((int64_t(1) << F->getBitWidthValue(M.Ctx)) - 1)
                        : llvm::SignExtend64(N, F->getBitWidthValue(M.Ctx));
    V = M.Pool.number(N);
  }
  S.Store = M.Make.Store.add(S.Store, R, V);
}

void Evaluator::forget(const Region *R, const Stmt *By) {
  if (R->Vague) {
    auto Places = M.parts(R);
    if (!Places)
      return spoil(R);
    for (const Region *P : *Places)
      forget(P, By);
    return;
  }
  QualType T = M.Pool.typeOf(R);
  dropBelow(R);
  ValueRef Unknown = M.Pool.fresh(By, M.Make.mark({{}, R, M.instance(S)}),
                                  T.isNull() ? T : T.getUnqualifiedType());
  if (T.isNull() || T->isRecordType() || T->isArrayType())
    S.Defaults = M.Make.Store.add(S.Defaults, R, Unknown);
  else
    S.Store = M.Make.Store.add(S.Store, R, Unknown);
}

void Evaluator::forgetDecl(const Decl *D) {
  const unsigned *Now = S.Epochs.lookup(D);
  S.Epochs = M.Make.Epochs.add(S.Epochs, D, Now ? *Now + 1 : 1);
  auto Before = S.Store;
  for (auto &[Known, V] : Before)
    for (const Region *Part = Known; Part; Part = Part->Super)
      if (Part->Decl == D)
        S.Store = M.Make.Store.remove(S.Store, Known);
}

} // namespace epf
