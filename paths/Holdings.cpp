//===- Holdings.cpp - Taking, giving back, and which is which -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Records.h"
#include "paths/Explorer.h"
#include "paths/Tell.h"

using namespace clang;

namespace epf {

static void collectFlags(const Stmt *Part,
                         llvm::SmallVectorImpl<const FieldDecl *> &All) {
  if (!Part)
    return;
  if (const auto *Set = dyn_cast<BinaryOperator>(Part);
      Set && Set->getOpcode() == BO_Assign)
    if (const auto *Mem =
            dyn_cast<MemberExpr>(Set->getLHS()->IgnoreParenImpCasts());
        Mem && Mem->getType()->isIntegerType() &&
        isa<IntegerLiteral>(Set->getRHS()->IgnoreParenImpCasts()))
      if (const auto *F = dyn_cast<FieldDecl>(Mem->getMemberDecl()))
        All.push_back(F);
  for (const Stmt *Child : Part->children())
    collectFlags(Child, All);
}

// The fields that a handler sets to tell that it has run: as soon as it is
// requested, it may.
static llvm::SmallVector<const FieldDecl *, 4>
flagsSetBy(const FunctionDecl &Handler) {
  llvm::SmallVector<const FieldDecl *, 4> All;
  const FunctionDecl *Body = nullptr;
  if (Handler.hasBody(Body))
    collectFlags(Body->getBody(), All);
  return All;
}

Holding Explorer::describe(const State &S, const CallExpr *E,
                           const CallModel &Model,
                           llvm::ArrayRef<ValueRef> Args) {
  auto Arg = [&](int I) {
    return I < 0 || I >= int(Args.size()) ? nullptr : Args[I];
  };
  Holding H;
  H.Model = &Model;
  H.Key = Arg(Model.Key);
  H.Cookie = Arg(Model.Cookie);
  H.Owner = Arg(Model.Owner);
  H.Extra = Model.isIrq() ? Arg(Model.Flags) : Arg(1);
  H.Site = E;
  H.Where = S.Top;
  for (ValueRef V : {H.Key, H.Cookie, H.Owner})
    pin(V);
  return H;
}

bool Explorer::acquire(State &S, const CallExpr *E, const CallModel &Model,
                       llvm::ArrayRef<ValueRef> Args) {
  Holding Given = describe(S, E, Model, Args);
  tell(S, [&](Observer &O, Path &P) { O.onAcquire(P, Given); });
  if (Joining) {
    M.Taken.insert(M.Make.holding(Given));
    if (Focus)
      Lines.insert(M.Make.holding(Given));
    for (auto &[H, Times] : S.Held)
      M.ask(!S.Blurred && mayBeTwice(S, *H, Given),
            "whether it is requested twice",
            {H->Key, H->Cookie, Given.Key, Given.Cookie}, true);
  }
  QualType Int = M.Ctx.IntTy;
  ValueRef Code = M.Pool.freshOf(E, M.instance(S));
  ValueRef Negative = M.Pool.op(OpKind::Lt, Code, M.Pool.number(0), Int);

  State Failed = S;
  if (auto Known = M.Facts.assume(S.Known, Negative, true);
      Known && turns(Failed, E, nullptr)) {
    Failed.Known = *Known;
    Evaluator(M, Failed).keep(E, Code);
    Step Fails = {};
    Fails.Kind = StepKind::Fail;
    Fails.Where = E;
    Fails.What = M.Make.holding(Given);
    M.Make.step(Failed, Fails);
    ++Failed.Index;
    Work.push_back(std::move(Failed));
  }

  if (!turns(S, E, E))
    return false;
  // No line has a number below zero, and drivers use 0 for none.
  if (Model.Kind == Resource::Irq && Given.Key->isInt() &&
      int32_t(Given.Key->Number) < 0)
    return false;
  if (Model.Kind == Resource::Irq && !Given.Key->isInt()) {
    auto Known = M.Facts.assume(
        S.Known, M.Pool.op(OpKind::Lt, M.Pool.number(0), Given.Key, Int), true);
    if (!Known)
      return false;
    S.Known = *Known;
  }

  // What is requested out of an array is not below its beginning.
  for (const Region *R = Given.Key->Kind == ValueKind::Init ? Given.Key->Mem
                                                            : nullptr;
       R; R = R->Super)
    if (R->Kind == RegionKind::Element && !R->Of->isInt() && !R->Of->Vague) {
      QualType Array = M.Pool.typeOf(R->Super);
      if (Array.isNull() || !Array->isArrayType())
        continue;
      auto Known = M.Facts.assume(
          S.Known, M.Pool.op(OpKind::Lt, R->Of, M.Pool.number(0), Int), false);
      if (!Known)
        return false;
      S.Known = *Known;
    }

  Evaluator Eval(M, S);
  if (Model.On == Success::Zero) {
    Eval.keep(E, M.Pool.number(0));
  } else if (auto Known = M.Facts.assume(S.Known, Negative, false)) {
    S.Known = *Known;
    Eval.keep(E, Code);
  }
  const Holding *H = M.Make.holding(Given);
  const unsigned *Times = S.Held.lookup(H);
  if (isInFocus(S, *H))
    S.Held = M.Make.Held.add(S.Held, H, Times ? *Times + 1 : 1);
  Step Takes = {};
  Takes.Kind = StepKind::Acquire;
  Takes.Where = E;
  Takes.What = H;
  M.Make.step(S, Takes);
  for (const Expr *Arg : E->arguments())
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        for (const FieldDecl *Flag : flagsSetBy(*F))
          if (view(S).Matters.isRelevant(Flag))
            Eval.forgetDecl(Flag);
  if (Model.Kind == Resource::Doorbell && Bell.Array) {
    const Region *Epf = M.Pool.pointee(Given.Key);
    ValueRef Array = M.Pool.fresh(E, M.instance(S), Bell.Array->getType());
    if (auto Known = M.Facts.assume(
            S.Known, M.Pool.op(OpKind::Lt, M.Pool.number(0), Array, Int), true))
      S.Known = *Known;
    Eval.store(M.Pool.field(Epf, Bell.Array), Array);
    if (Bell.Count && Given.Extra)
      Eval.store(M.Pool.field(Epf, Bell.Count), Given.Extra);
  }
  return true;
}

// What the dev_id of H points to, before it becomes a void *.
static const RecordDecl *cookieType(const Holding &H) {
  if (!H.Cookie || H.Model->Cookie >= int(H.Site->getNumArgs()))
    return nullptr;
  return pointedTo(
      H.Site->getArg(H.Model->Cookie)->IgnoreParenCasts()->getType());
}

std::pair<Fit, const Holding *> Explorer::match(const State &S,
                                                const Holding &Given) {
  std::pair<Fit, const Holding *> Best = {Fit::None, nullptr};
  auto Better = [&](Fit F, const Holding *H) {
    static constexpr Fit Order[] = {Fit::Exact, Fit::OtherForm, Fit::Unclear,
                                    Fit::OtherCookie, Fit::None};
    if (llvm::find(Order, F) < llvm::find(Order, Best.first) ||
        (F == Best.first && Best.second && H && H->Site > Best.second->Site &&
         F == Fit::Unclear))
      Best = {F, H};
  };
  for (auto &[H, Times] : S.Held) {
    if (H->Model->Kind != Given.Model->Kind)
      continue;
    Alias Key = M.Facts.alias(S.Known, H->Key, Given.Key);
    // Two fields that are both requested by name are two irqs.
    if (Key == Alias::Maybe && H->Key->Kind == ValueKind::Init &&
        Given.Key->Kind == ValueKind::Init && H->Key->Mem->field() &&
        Given.Key->Mem->field() &&
        H->Key->Mem->field() != Given.Key->Mem->field() &&
        Unit.isRequested(H->Key->Mem->field()) &&
        Unit.isRequested(Given.Key->Mem->field()))
      Key = Alias::Sibling;
    if (Given.Model->Kind == Resource::PciVector)
      if (Alias Dev = M.Facts.alias(S.Known, H->Owner, Given.Owner);
          Dev != Alias::Yes)
        Key = Dev;
    if (Key == Alias::No || Key == Alias::Sibling)
      continue;
    Alias Cookie = H->Cookie && Given.Cookie
                       ? M.Facts.alias(S.Known, H->Cookie, Given.Cookie)
                       : Alias::Yes;
    if (Cookie == Alias::Maybe) {
      const RecordDecl *A = cookieType(*H), *B = cookieType(Given);
      if (A && B && !mayBeginAlike(M.Ctx, A, B))
        Cookie = Alias::No;
    }
    bool SameForm = H->Model->Managed == Given.Model->Managed;
    if (Key == Alias::Yes && Cookie == Alias::Yes)
      Better(SameForm ? Fit::Exact : Fit::OtherForm, H);
    else if (Cookie == Alias::Maybe)
      Better(Fit::Unclear, H);
    else if (Key == Alias::Maybe)
      Better(Cookie == Alias::Yes ? Fit::Unclear : Fit::None, nullptr);
    else
      Better(Fit::OtherCookie, H);
  }
  if (Best.first == Fit::Unclear && isSettled(S, Given))
    return {Fit::None, nullptr};
  return Best;
}

// Whether what is given back is known to be something else than what is held:
// its request failed on this path, or it was given back before.
bool Explorer::isSettled(const State &S, const Holding &Given) {
  for (const Step *L = S.Last; L; L = L->Before)
    if ((L->Kind == StepKind::Fail || L->Kind == StepKind::Release) &&
        L->What && L->What->Model->Kind == Given.Model->Kind &&
        M.Facts.alias(S.Known, L->What->Key, Given.Key) == Alias::Yes &&
        (!L->What->Cookie ||
         M.Facts.alias(S.Known, L->What->Cookie, Given.Cookie) == Alias::Yes))
      return true;
  return false;
}

void Explorer::release(State &S, const CallExpr *E, const CallModel &Model,
                       llvm::ArrayRef<ValueRef> Args) {
  Holding Given = describe(S, E, Model, Args);
  auto [How, What] = match(S, Given);
  if (Joining && !S.Blurred)
    askWhatIsFreed(S, Given, How);
  const Holding *Other =
      How == Fit::None || How == Fit::Unclear ? outOfFocus(S, Given) : nullptr;
  if (Other)
    How = Fit::Exact;
  tell(S, [&, How = How, What = Other ? Other : What](Observer &O, Path &P) {
    O.onRelease(P, Given, How, What);
  });
  if (How == Fit::Unclear) {
    S.Blurred = "an irq is freed that may be any of those held";
    drop(S.Blurred);
  }
  if (What && !Other) {
    const unsigned *Times = S.Held.lookup(What);
    S.Held = *Times > 1 ? M.Make.Held.add(S.Held, What, *Times - 1)
                        : M.Make.Held.remove(S.Held, What);
  }
  Step Gives = {};
  Gives.Kind = StepKind::Release;
  Gives.Where = E;
  Gives.What = Other ? Other : What ? What : M.Make.holding(Given);
  M.Make.step(S, Gives);
  Evaluator Eval(M, S);
  Eval.keep(E, Eval.fresh(E));
  if (Model.Kind == Resource::Doorbell && Bell.Array) {
    const Region *Epf = M.Pool.pointee(Given.Key);
    Eval.store(M.Pool.field(Epf, Bell.Array), M.Pool.number(0));
    if (Bell.Count)
      Eval.store(M.Pool.field(Epf, Bell.Count), M.Pool.number(0));
  }
}

} // namespace epf
