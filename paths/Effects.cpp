//===- Effects.cpp - What calls do to a state -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Headers.h"
#include "paths/Explorer.h"
#include "paths/Tell.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"

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
  // Builtins have the value that clang folds them to, as the graph has it.
  if (unsigned Builtin = E->getBuiltinCallee()) {
    Expr::EvalResult Folded;
    bool Known = E->getType()->isIntegralOrEnumerationType() &&
                 E->EvaluateAsInt(Folded, M.Ctx);
    if (Known || Builtin == Builtin::BI__builtin_constant_p) {
      Eval.keep(E,
                M.Pool.number(Known ? Folded.Val.getInt().getExtValue() : 0));
      return true;
    }
  }
  if (!F) {
    ValueRef Callee = Eval.value(E->getCallee());
    if (Callee->Vague)
      M.ask(mayEnter(S, Callee), "which function is called", Callee);
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
    if (const CounterModel *Model = counterModel(*F))
      if (std::max(Model->At, Model->By) < int(Args.size())) {
        count(S, E, *Model, Args);
        return true;
      }
    if (Helper H = helperOf(*F); H != Helper::None)
      return helper(S, E, F, H, Args);
    if (view(S).Matters.isEntered(F) && enter(S, E, F, Args))
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

// Some of what the function does is not known.
void Explorer::giveUpOn(State &Entering) {
  Entering.Blurred = "code that could not be parsed may take or give back";
  drop(Entering.Blurred);
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
  const Summary *Sum = Unit.summary(F);
  if (Sum && Sum->Broken)
    giveUpOn(Next);
  if (E && Sum && Sum->InMain) {
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

// Whether D is a function that gives something back.
static bool releases(const Scope &Unit, const Decl *D) {
  const auto *F = dyn_cast<FunctionDecl>(D);
  const FunctionDecl *Def = F ? F->getDefinition() : nullptr;
  const Summary *Of = Def ? Unit.summary(Def) : nullptr;
  return Of && Of->Releases;
}

void Explorer::outside(State &S, const CallExpr *E, const FunctionDecl *F,
                       llvm::ArrayRef<ValueRef> Args) {
  tell(S, [&](Observer &O, Path &P) { O.onCall(P, *E, Args); });
  llvm::StringRef Name;
  if (F && F->getIdentifier())
    Name = F->getName();
  else if (const auto *Mem =
               dyn_cast<MemberExpr>(E->getCallee()->IgnoreParenImpCasts()))
    Name = Mem->getMemberDecl()->getName();
  bool OfDriver = !F || Unit.isDriverLocal(F) || F->isImplicit();
  // Of a function of the file it is known what it calls.
  const Summary *Here = F ? Unit.summary(F) : nullptr;
  bool Acquires = Here ? Here->MayAcquire : soundsLikeAcquire(Name);
  bool Releases = Here ? Here->MayRelease : soundsLikeRelease(Name);
  if (OfDriver && (!F || Acquires)) {
    Step Leaves = {};
    Leaves.Kind = StepKind::Outside;
    Leaves.Where = E;
    M.Make.step(S, Leaves);
  }
  for (ValueRef A : Args) {
    if (OfDriver && Releases && mentions(S, A)) {
      S.Blurred = "a function of another file may give back what is held";
      drop(S.Blurred);
      break;
    }
  }
  if (OfDriver && !F && Name.empty() && !Args.empty() && !S.Held.isEmpty()) {
    S.Blurred = "a callback may give back what is held";
    drop(S.Blurred);
  }
  // Another file of the driver may call at once what it is given, and so does
  // what visits each of some, which may be all that is held.
  bool Visits = !OfDriver && soundsLikeVisiting(Name);
  bool FreesForIt =
      F && !Here && (OfDriver || Visits) && llvm::any_of(Args, [&](ValueRef A) {
        return A->isAddr() && A->Mem->Kind == RegionKind::Function &&
               releases(Unit, A->Mem->Decl);
      });
  if (FreesForIt && !S.Held.isEmpty() &&
      (Visits ||
       llvm::any_of(Args, [&](ValueRef A) { return mentions(S, A); }))) {
    S.Blurred = "a callback may give back what is held";
    drop(S.Blurred);
  }
  handOver(S, E, Args);
}

static bool isOfKernel(const RecordDecl &Of) {
  const SourceManager &SM = Of.getASTContext().getSourceManager();
  auto File = SM.getFileEntryRefForID(
      SM.getFileID(SM.getExpansionLoc(Of.getLocation())));
  return File && isCoreHeader(File->getName());
}

// Whether R is full of zeros, but for what was stored there.
static bool isZeroed(const State &S, const Region *R) {
  for (const Region *Outer = R; Outer; Outer = Outer->Super)
    if (const ValueRef *Default = S.Defaults.lookup(Outer))
      return (*Default)->isInt(0);
  return false;
}

// Whoever gets an address may write there; what is returned is not known.
void Explorer::handOver(State &S, const CallExpr *E,
                        llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  for (auto [A, Arg] : llvm::zip(Args, E->arguments())) {
    // What is in structs of the kernel's, the kernel may fill in.
    QualType To = Arg->IgnoreParenImpCasts()->getType();
    To = To->isPointerType() ? To->getPointeeType() : QualType();
    if (const RecordDecl *Of = To.isNull() ? nullptr : To->getAsRecordDecl();
        Of && !A->isInt() && isOfKernel(*Of) && isZeroed(S, M.Pool.pointee(A)))
      S.Defaults = M.Make.Store.add(
          S.Defaults, M.Pool.pointee(A),
          M.Pool.fresh(E, M.Make.mark({{}, M.Pool.pointee(A), M.instance(S)}),
                       To.getUnqualifiedType()));
    if (!A->isAddr() || A->Mem->Kind == RegionKind::Function ||
        A->Mem->Kind == RegionKind::Constant)
      continue;
    QualType T = M.Pool.typeOf(A->Mem);
    bool Mine = A->Mem->base()->Kind == RegionKind::Local;
    // A driver's struct may lie in an array of words.
    bool AsStruct = !Mine && !To.isNull() && To->isRecordType();
    if (Mine || (!T.isNull() && T->isScalarType() && !AsStruct))
      Eval.forget(A->Mem->Kind == RegionKind::Element ? A->Mem->Super : A->Mem,
                  E);
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
  if (view(S).Matters.isEffectful(F))
    outside(S, E, F, Args);
  else
    handOver(S, E, Args);
  Evaluator Eval(M, S);
  for (const Decl *D : Sum->Writes)
    if (view(S).Matters.isRelevant(D))
      Eval.forgetDecl(D);
}

} // namespace epf
