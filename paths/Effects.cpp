//===- Effects.cpp - What calls do to a state
//------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"
#include "paths/Tell.h"

using namespace clang;

namespace epf {

bool Explorer::call(State &S, const CallExpr *E) {
  S.Env = M.Make.Env.remove(S.Env, {E, S.Top});
  Evaluator Eval(M, S);
  llvm::SmallVector<ValueRef, 8> Args;
  for (const Expr *A : E->arguments())
    Args.push_back(A->getType()->isVoidType() ? M.Pool.number(0)
                                              : Eval.value(A));
  const FunctionDecl *F = E->getDirectCallee();
  if (!F) {
    ValueRef Callee = Eval.value(E->getCallee());
    if (Callee->isAddr() && Callee->Mem->Kind == RegionKind::Function)
      F = llvm::cast<FunctionDecl>(Callee->Mem->Decl);
  }
  if (F) {
    if (const CallModel *Model = callModel(*F)) {
      if (Model->Key < int(Args.size()) && Model->Cookie < int(Args.size())) {
        if (Model->Acquires)
          return acquire(S, E, *Model, Args);
        release(S, E, *Model, Args);
        return true;
      }
    }
    if (Helper H = helperOf(*F); H != Helper::None)
      return helper(S, E, H, Args);
    if (Unit.isEntered(F) && enter(S, E, F, Args))
      return false;
    if (Unit.summary(F)) {
      reduce(S, E, F, Args);
      return true;
    }
    if (F->isNoReturn())
      return false;
  }
  outside(S, E, F, Args);
  return true;
}

bool Explorer::enter(State &S, const CallExpr *E, const FunctionDecl *F,
                     llvm::ArrayRef<ValueRef> Args) {
  const Body *Of = Unit.body(F);
  if (!Of || S.Top->Depth >= Max.Depth)
    return false;
  for (const Frame *Up = S.Top; Up; Up = Up->Parent)
    if (Up->Of == Of)
      return false;
  State Next = S;
  if (const Summary *Sum = Unit.summary(F); E && Sum && Sum->InMain) {
    Step Enters = {};
    Enters.Kind = StepKind::Enter;
    Enters.Where = E;
    M.Make.step(Next, Enters);
  }
  Entered.insert(F->getCanonicalDecl());
  // A clean-up runs behind the return: what is returned must outlast it.
  if (!E && S.Result)
    Evaluator(M, Next).keep(nullptr, S.Result);
  Next.Top = M.Make.callee(S, E, Of);
  Next.Block = &Of->entry();
  Next.Index = 0;
  Next.Result = nullptr;
  const FunctionDecl &Def = Of->function();
  Evaluator Eval(M, Next);
  for (unsigned I = 0; I < Def.getNumParams() && I < Args.size(); ++I)
    Eval.store(M.Pool.local(Def.getParamDecl(I), Next.Top), Args[I]);
  Work.push_back(std::move(Next));
  return true;
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
  return H;
}

bool Explorer::acquire(State &S, const CallExpr *E, const CallModel &Model,
                       llvm::ArrayRef<ValueRef> Args) {
  Holding Given = describe(S, E, Model, Args);
  tell(S, [&](Observer &O, Path &P) { O.onAcquire(P, Given); });
  QualType Int = M.Ctx.IntTy;
  ValueRef Code = M.Pool.freshOf(E, M.instance(S));
  ValueRef Negative = M.Pool.op(OpKind::Lt, Code, M.Pool.number(0), Int);

  State Failed = S;
  if (auto Known = M.Facts.assume(S.Known, Negative, true)) {
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

  // No line has a number below zero, and drivers use 0 for none.
  if (Model.Kind == Resource::Irq && !Given.Key->isInt()) {
    auto Known = M.Facts.assume(
        S.Known, M.Pool.op(OpKind::Lt, M.Pool.number(0), Given.Key, Int), true);
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
  S.Held = M.Make.Held.add(S.Held, H, Times ? *Times + 1 : 1);
  Step Takes = {};
  Takes.Kind = StepKind::Acquire;
  Takes.Where = E;
  Takes.What = H;
  M.Make.step(S, Takes);
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
  QualType T =
      H.Site->getArg(H.Model->Cookie)->IgnoreParenImpCasts()->getType();
  return T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr;
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
  tell(S, [&, How = How, What = What](Observer &O, Path &P) {
    O.onRelease(P, Given, How, What);
  });
  if (How == Fit::Unclear) {
    S.Blurred = "an irq is freed that may be any of those held";
    drop(S.Blurred);
  }
  if (What) {
    const unsigned *Times = S.Held.lookup(What);
    S.Held = *Times > 1 ? M.Make.Held.add(S.Held, What, *Times - 1)
                        : M.Make.Held.remove(S.Held, What);
  }
  Step Gives = {};
  Gives.Kind = StepKind::Release;
  Gives.Where = E;
  Gives.What = What ? What : M.Make.holding(Given);
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

bool Explorer::helper(State &S, const CallExpr *E, Helper H,
                      llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  QualType Int = M.Ctx.IntTy;
  ValueRef Zero = M.Pool.number(0);
  ValueRef First = Args.empty() ? Zero : Args[0];
  switch (H) {
  case Helper::IsErr:
    Eval.keep(E, M.Pool.op(OpKind::Lt, First, Zero, Int));
    return true;
  case Helper::IsErrOrNull:
    Eval.keep(E, M.Pool.op(OpKind::Not, M.Pool.op(OpKind::Lt, Zero, First, Int),
                           nullptr, Int));
    return true;
  case Helper::SameValue:
    Eval.keep(E, First);
    return true;
  case Helper::Second:
    Eval.keep(E, Args.size() > 1 ? Args[1] : Zero);
    return true;
  case Helper::ErrorOrZero: {
    ValueRef IsError = M.Pool.op(OpKind::Lt, First, Zero, Int);
    auto Error = M.Facts.assume(S.Known, IsError, true);
    auto Fine = M.Facts.assume(S.Known, IsError, false);
    if (Error && Fine) {
      State Other = S;
      Other.Known = *Error;
      Evaluator(M, Other).keep(E, First);
      ++Other.Index;
      Work.push_back(std::move(Other));
    }
    S.Known = Fine ? *Fine : *Error;
    Eval.keep(E, Fine ? Zero : First);
    return true;
  }
  case Helper::Zeroed: {
    ValueRef Memory = Eval.fresh(E);
    if (auto Known = M.Facts.assume(
            S.Known, M.Pool.op(OpKind::Lt, Memory, Zero, Int), false))
      S.Known = *Known;
    Eval.zero(M.Pool.pointee(Memory));
    Eval.keep(E, Memory);
    return true;
  }
  case Helper::Pure:
    Eval.keep(E,
              M.Pool.pure(E->getDirectCallee(), First,
                          Args.size() > 1 ? Args[1] : nullptr, E->getType()));
    return true;
  case Helper::SetBit:
  case Helper::ClearBit:
  case Helper::TestBit:
  case Helper::TestSetBit:
  case Helper::TestClearBit:
    if (Args.size() > 1)
      bit(S, E, H, Args);
    return true;
  case Helper::LetsGo:
    if (!S.Held.isEmpty()) {
      S.Blurred = "a callback may give back what is held";
      drop(S.Blurred);
    }
    outside(S, E, E->getDirectCallee(), Args);
    return true;
  case Helper::Deferred:
    return defer(S, E, Args);
  case Helper::NeverReturns:
    return false;
  case Helper::None:
    break;
  }
  llvm_unreachable("no helper");
}

// A bit of a bitmap is memory of its own: an element far behind the words.
void Explorer::bit(State &S, const CallExpr *E, Helper H,
                   llvm::ArrayRef<ValueRef> Args) {
  constexpr int64_t Behind = int64_t(1) << 32;
  Evaluator Eval(M, S);
  const Region *Words = M.Pool.pointee(Args[1]);
  const Region *Bit =
      M.Pool.element(Words, M.Pool.op(OpKind::Add, Args[0],
                                      M.Pool.number(Behind), M.Ctx.LongTy));
  ValueRef Old = nullptr;
  const ValueRef *Word = S.Store.lookup(Words);
  if (!S.Store.contains(Bit) && Word && (*Word)->isInt() && Args[0]->isInt() &&
      Args[0]->Number < 64)
    Old = M.Pool.number((*Word)->Number >> Args[0]->Number & 1);
  else
    Old = Eval.load(Bit, M.Ctx.BoolTy);
  Eval.keep(E, Old);
  if (H == Helper::SetBit || H == Helper::TestSetBit)
    S.Store = M.Make.Store.add(S.Store, Bit, M.Pool.number(1));
  if (H == Helper::ClearBit || H == Helper::TestClearBit)
    S.Store = M.Make.Store.add(S.Store, Bit, M.Pool.number(0));
}

// An action for the device core to run: at once if it can't be recorded, else
// after the last entry of the lifecycle, which is not followed.
bool Explorer::defer(State &S, const CallExpr *E,
                     llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  const FunctionDecl *Action = nullptr;
  if (Args.size() > 2 && Args[1]->isAddr() &&
      Args[1]->Mem->Kind == RegionKind::Function)
    Action = llvm::cast<FunctionDecl>(Args[1]->Mem->Decl);
  ValueRef Code = Eval.fresh(E);
  ValueRef Fails = M.Pool.op(OpKind::Lt, Code, M.Pool.number(0), M.Ctx.IntTy);
  if (auto Known = M.Facts.assume(S.Known, Fails, true)) {
    State Failed = S;
    Failed.Known = *Known;
    Step Told = {};
    Told.Kind = StepKind::Fail;
    Told.Where = E;
    M.Make.step(Failed, Told);
    // The action returns nothing: the call's value stays Code.
    if (!Action || !enter(Failed, E, Action, Args[2])) {
      Evaluator(M, Failed).keep(E, Code);
      ++Failed.Index;
      Work.push_back(std::move(Failed));
    }
  }
  const Summary *Sum = Action ? Unit.summary(Action) : nullptr;
  if (!Action || !Sum || Sum->Reaches) {
    S.Blurred = "an action of the device core gives back what is held";
    drop(S.Blurred);
  }
  Eval.keep(E, M.Pool.number(0));
  return true;
}

// The outermost memory or unknown that V is reached from.
static const void *originOf(ValueRef V) {
  while (V) {
    const Region *R =
        V->isAddr() || V->Kind == ValueKind::Init ? V->Mem->base() : nullptr;
    if (R && R->Kind == RegionKind::Pointee)
      V = R->Of;
    else if (R)
      return R;
    else if (V->Kind == ValueKind::Op && V->Args[0])
      V = V->Args[0];
    else
      return V;
  }
  return nullptr;
}

// Whether an object handed out leads to something that is held.
bool Explorer::mentions(const State &S, ValueRef Object) {
  if (Object->isInt())
    return false;
  const void *Origin = originOf(Object);
  for (auto &[H, Times] : S.Held)
    for (ValueRef V : {H->Key, H->Cookie, H->Owner})
      if (V && !V->isInt() && originOf(V) == Origin)
        return true;
  return false;
}

void Explorer::outside(State &S, const CallExpr *E, const FunctionDecl *F,
                       llvm::ArrayRef<ValueRef> Args) {
  tell(S, [&](Observer &O, Path &P) { O.onCall(P, *E, Args); });
  Evaluator Eval(M, S);
  llvm::StringRef Name;
  if (F && F->getIdentifier())
    Name = F->getName();
  else if (const auto *Mem =
               dyn_cast<MemberExpr>(E->getCallee()->IgnoreParenImpCasts()))
    Name = Mem->getMemberDecl()->getName();
  bool OfDriver = !F || Unit.isDriverLocal(F) || F->isImplicit();
  if (OfDriver && (!F || soundsLikeAcquire(Name))) {
    Step Leaves = {};
    Leaves.Kind = StepKind::Outside;
    Leaves.Where = E;
    M.Make.step(S, Leaves);
  }
  for (ValueRef A : Args) {
    if (OfDriver && soundsLikeRelease(Name) && mentions(S, A)) {
      S.Blurred = "a function of another file may give back what is held";
      drop(S.Blurred);
      break;
    }
  }
  if (OfDriver && !F && Name.empty() && !Args.empty() && !S.Held.isEmpty()) {
    S.Blurred = "a callback may give back what is held";
    drop(S.Blurred);
  }
  for (ValueRef A : Args) {
    if (!A->isAddr() || A->Mem->Kind == RegionKind::Function ||
        A->Mem->Kind == RegionKind::Constant)
      continue;
    QualType T = M.Pool.typeOf(A->Mem);
    bool Mine = A->Mem->base()->Kind == RegionKind::Local;
    if (Mine || (!T.isNull() && T->isScalarType()))
      Eval.forget(A->Mem, E);
  }
  Eval.keep(E, E->getType()->isVoidType() ? M.Pool.number(0) : Eval.fresh(E));
}

// A function of the file that is not entered: only what it writes matters.
void Explorer::reduce(State &S, const CallExpr *E, const FunctionDecl *F,
                      llvm::ArrayRef<ValueRef> Args) {
  const Summary *Sum = Unit.summary(F);
  if (Sum->Reaches) {
    S.Blurred = "calls nested too deep, or a recursion";
    drop(S.Blurred);
  }
  outside(S, E, F, Args);
  Evaluator Eval(M, S);
  for (const Decl *D : Sum->Writes)
    Eval.forgetDecl(D);
}

} // namespace epf
