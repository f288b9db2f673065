//===- Walk.cpp - Blocks, branches and loops ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"
#include "paths/Tell.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace epf {

// Of a path of which nothing is told nothing needs to be known.
bool Explorer::isLeft(const State &S) {
  LeftPaths |= S.Blurred != nullptr;
  return S.Blurred;
}

void Explorer::walk(State S) {
  const CFGBlock *B = S.Block;
  if (isLeft(S))
    return;
  if (S.Top->Of->isExit(B))
    return leaveFunction(std::move(S));
  while (S.Index < B->size()) {
    if (!element(S, (*B)[S.Index]) || isLeft(S))
      return;
    ++S.Index;
  }
  leaveBlock(std::move(S));
}

bool Explorer::element(State &S, const CFGElement &E) {
  if (auto Clean = E.getAs<CFGCleanupFunction>())
    return !enter(S, nullptr, Clean->getFunctionDecl(),
                  {M.Pool.address(M.Pool.local(Clean->getVarDecl(), S.Top))});
  auto Holder = E.getAs<CFGStmt>();
  if (!Holder)
    return true;
  const Stmt *St = Holder->getStmt();
  if (S.Top->Of->isUnevaluated(St))
    return true;
  Evaluator Eval(M, S);
  if (const auto *Call = dyn_cast<CallExpr>(St))
    return call(S, Call);
  if (const auto *Ex = dyn_cast<Expr>(St)) {
    // The edge that skipped its right side has settled a `&&` or `||`.
    const auto *Op = dyn_cast<BinaryOperator>(Ex);
    if (Op && Op->isLogicalOp() && Eval.kept(Ex))
      return true;
    S.Env = M.Make.Env.remove(S.Env, {Ex, S.Top});
    Eval.keep(Ex, Eval.value(Ex));
    return true;
  }
  if (const auto *DS = dyn_cast<DeclStmt>(St)) {
    for (const Decl *D : DS->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->hasLocalStorage())
        continue;
      const Region *R = M.Pool.local(V, S.Top);
      if (V->hasInit())
        Eval.initialize(R, V->getInit());
      else
        S.Store = M.Make.Store.remove(S.Store, R);
    }
    return true;
  }
  if (const auto *Ret = dyn_cast<ReturnStmt>(St)) {
    S.Result = Ret->getRetValue() ? Eval.value(Ret->getRetValue()) : nullptr;
    Step Leaves = {};
    Leaves.Kind = StepKind::Return;
    Leaves.Where = Ret;
    Leaves.True = S.Result && isFailure(M.Facts, S.Known, S.Result,
                                        S.Top->Of->function().getReturnType())
                                  .value_or(false);
    M.Make.step(S, Leaves);
    return true;
  }
  if (const auto *Asm = dyn_cast<GCCAsmStmt>(St))
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      Eval.forget(Eval.region(Asm->getOutputExpr(I)), Asm);
  return true;
}

void Explorer::leaveBlock(State S) {
  const CFGBlock *B = S.Block;
  if (const Detour *Round = view(S).Ways.around(*S.Top->Of, B))
    return skip(std::move(S), B, *Round);
  const Stmt *Term = B->getTerminatorStmt();
  if (isa_and_nonnull<SwitchStmt>(Term))
    return switchOn(S, B, llvm::cast<SwitchStmt>(Term));
  if (B->succ_size() == 2 && B->getLastCondition())
    return branch(S, B, Term);
  if (isa_and_nonnull<GotoStmt>(Term)) {
    Step Jumps = {};
    Jumps.Kind = StepKind::Jump;
    Jumps.Where = Term;
    M.Make.step(S, Jumps);
  }
  for (const CFGBlock *To : B->succs())
    if (To)
      follow(S, B, To, B->succ_size() > 1);
}

// Goes on where the arms of a branch that matters to nothing meet.
void Explorer::skip(State S, const CFGBlock *B, const Detour &Round) {
  auto Env = S.Env;
  for (auto &[Key, V] : Env)
    if (const CFGBlock *User = Key.second->Of->user(Key.first);
        Key.second == S.Top && User && Round.Between.test(User->getBlockID()))
      S.Env = M.Make.Env.remove(S.Env, Key);
  Evaluator Eval(M, S);
  for (const Expr *E : Round.Unknown)
    Eval.keep(E, Eval.fresh(E));
  follow(std::move(S), B, Round.Join, false);
}

// True if V depends on memory that was there before the task began and that
// is not the contract's to choose.
bool Explorer::onInitialMemory(ValueRef V) {
  if (V->Kind == ValueKind::Init) {
    const Region *Base = V->Mem->base();
    const FieldDecl *F = V->Mem->field();
    if (Base->Kind == RegionKind::Local)
      return false;
    return !F || (!Bell.owns(F) && Unit.isSetSomewhere(F));
  }
  if (V->Kind != ValueKind::Op)
    return false;
  return onInitialMemory(V->Args[0]) ||
         (V->Args[1] && onInitialMemory(V->Args[1]));
}

static bool reads(ValueRef V, const Region *R) {
  if (!V || V->Kind == ValueKind::Init)
    return V && V->Mem == R;
  return V->Kind == ValueKind::Op &&
         (reads(V->Args[0], R) || reads(V->Args[1], R));
}

// True if E reads a field that was stored to on this path, if only with a value
// that is not known. One more flag in it says nothing of the others.
bool Explorer::readsStored(State &S, const Stmt *E) {
  if (const auto *Mem = dyn_cast<MemberExpr>(E);
      Mem && !Mem->HasSideEffects(M.Ctx)) {
    const Region *R = Evaluator(M, S).region(Mem);
    const ValueRef *Stored = S.Store.lookup(R);
    if (Stored && !reads(*Stored, R))
      return true;
  }
  for (const Stmt *Child : E->children())
    if (Child && !isa<CallExpr>(Child) && readsStored(S, Child))
      return true;
  return false;
}

// The memory that V reads after it was written in ways not looked into, or
// null.
static const Value *rewritten(ValueRef V) {
  if (!V || V->Kind == ValueKind::Init)
    return V && V->Number > 0 ? V : nullptr;
  if (V->Kind != ValueKind::Op)
    return nullptr;
  const Value *Left = rewritten(V->Args[0]);
  return Left ? Left : rewritten(V->Args[1]);
}

// True if V asks again what was asked before a function that is not looked into
// wrote it: whether the answers go together is not known.
static bool isAskedAgain(const State &S, ValueRef V) {
  const Value *Now = rewritten(V);
  if (!Now)
    return false;
  for (const Step *L = S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Assume && reads(L->About, Now->Mem) &&
        !rewritten(L->About))
      return true;
  return false;
}

// What a driver tests with `if (ret)` it means to be an error: that it may be
// positive, and be none where `ret < 0` is asked, is no scenario.
std::optional<Facts> Explorer::asError(const Facts &Known, ValueRef V,
                                       bool True) {
  while (V->isOp(OpKind::Not)) {
    V = V->Args[0];
    True = !True;
  }
  if (V->isOp(OpKind::Eq) && V->Args[1]->isInt(0)) {
    V = V->Args[0];
    True = !True;
  }
  if (!True || !V->isResult() || V->Type.isNull() ||
      !V->Type->isSpecificBuiltinType(BuiltinType::Int))
    return std::nullopt;
  return M.Facts.assume(
      Known, M.Pool.op(OpKind::Lt, V, M.Pool.number(0), M.Ctx.IntTy), true);
}

void Explorer::branch(State &S, const CFGBlock *B, const Stmt *Term) {
  const Expr *Condition = B->getLastCondition()->IgnoreParens();
  ValueRef V = Evaluator(M, S).value(Condition);
  auto Known = M.Facts.truth(S.Known, V);
  auto WhenTrue = M.Facts.assume(S.Known, V, true);
  auto WhenFalse = M.Facts.assume(S.Known, V, false);
  bool Open = !Known && WhenTrue && WhenFalse;
  if (Open && instantiate(S, B, Condition, V))
    return;
  // Clang leaves out an edge that it knows is never taken.
  if (!*B->succ_begin() || !*(B->succ_begin() + 1)) {
    for (const CFGBlock *To : B->succs())
      if (To)
        follow(S, B, To, false);
    return;
  }
  unsigned Edge = 0;
  for (const CFGBlock *To : B->succs()) {
    bool True = Edge++ == 0;
    auto &Assumed = True ? WhenTrue : WhenFalse;
    if (!Assumed || (Known && *Known != True))
      continue;
    Guess = Open && isGuess(S, V, True) ? V : nullptr;
    State Next = S;
    Next.Known = *Assumed;
    if (Open && !V->Vague && !turns(Next, B, To))
      continue;
    if (Open && !S.Held.isEmpty() && !Joining && isAskedAgain(S, V)) {
      Next.Blurred = "a function not looked into decides what is done";
      drop(Next.Blurred);
    }
    if (Open)
      if (auto Error = asError(Next.Known, V, True))
        Next.Known = *Error;
    if (Open) {
      Step Takes = {};
      Takes.Kind = StepKind::Assume;
      Takes.Where = Condition;
      Takes.About = V;
      Takes.True = True;
      Takes.OnInitial = onInitialMemory(V) && !readsStored(S, Condition);
      M.Make.step(Next, Takes);
    }
    // The edge that skips the right side settles `&&` and `||`.
    if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Term);
        Op && Op->isLogicalOp() && Next.Top->Of->user(Op) &&
        True == (Op->getOpcode() == BO_LOr))
      Evaluator(M, Next).keep(Op, M.Pool.number(True));
    follow(std::move(Next), B, To, Open);
  }
}

void Explorer::switchOn(State &S, const CFGBlock *B, const SwitchStmt *Switch) {
  ValueRef V = Evaluator(M, S).value(Switch->getCond());
  QualType Int = M.Ctx.IntTy;
  Guess = V->Vague ? V : nullptr;
  auto Take = [&](const Facts &Known, const CFGBlock *To, ValueRef About) {
    State Next = S;
    Next.Known = Known;
    if (!V->isInt() && !V->Vague && !turns(Next, B, To))
      return;
    if (!V->isInt()) {
      Step Takes = {};
      Takes.Kind = StepKind::Assume;
      Takes.Where = To->getLabel() ? To->getLabel() : Switch;
      Takes.About = About;
      Takes.True = true;
      Takes.OnInitial = onInitialMemory(V);
      M.Make.step(Next, Takes);
    }
    follow(std::move(Next), B, To, !V->isInt());
  };
  auto Number = [&](const Expr *E) {
    return M.Pool.number(E->EvaluateKnownConstInt(M.Ctx).getExtValue());
  };
  // What no case so far has taken. A case of a range leaves two pieces.
  llvm::SmallVector<Facts, 2> Rest = {S.Known};
  auto Split = [&](ValueRef Condition, bool Out,
                   llvm::SmallVector<Facts, 2> &From,
                   llvm::SmallVector<Facts, 2> &Into) {
    for (const Facts &Known : From)
      if (auto Piece = M.Facts.assume(Known, Condition, !Out))
        Into.push_back(*Piece);
  };
  const CFGBlock *Default = nullptr;
  // Cases are the successors in reverse; the last is what runs otherwise.
  for (auto It = B->succ_rbegin(); It != B->succ_rend(); ++It) {
    const CFGBlock *To = *It;
    if (!To)
      continue;
    // A case label there may be that of a switch around this one.
    const auto *Case = dyn_cast_or_null<CaseStmt>(To->getLabel());
    if (!Case || It == B->succ_rbegin()) {
      Default = To;
      continue;
    }
    llvm::SmallVector<Facts, 2> Taken, Left;
    ValueRef Low = Number(Case->getLHS());
    if (!Case->getRHS()) {
      ValueRef Is = M.Pool.op(OpKind::Eq, V, Low, Int);
      Split(Is, false, Rest, Taken);
      Split(Is, true, Rest, Left);
    } else {
      ValueRef Below = M.Pool.op(OpKind::Lt, V, Low, Int);
      ValueRef Above = M.Pool.op(OpKind::Lt, Number(Case->getRHS()), V, Int);
      llvm::SmallVector<Facts, 2> NotBelow;
      Split(Below, true, Rest, NotBelow);
      Split(Above, true, NotBelow, Taken);
      Split(Below, false, Rest, Left);
      Split(Above, false, NotBelow, Left);
    }
    for (const Facts &Known : Taken)
      Take(Known, To, M.Pool.op(OpKind::Eq, V, Low, Int));
    Rest = std::move(Left);
  }
  if (Default)
    for (const Facts &Known : Rest)
      Take(Known, Default, V);
}

void Explorer::follow(State S, const CFGBlock *From, const CFGBlock *To,
                      bool Open) {
  if (isLeft(S) || !goRound(S, From, To, Open))
    return;
  if (++Steps > Budget) {
    OverBudget = true;
    return;
  }
  auto Env = S.Env;
  for (auto &[Key, V] : Env) {
    const CFGBlock *User = Key.second->Of->user(Key.first);
    if (Key.second == S.Top && (!User || User == From))
      S.Env = M.Make.Env.remove(S.Env, Key);
  }
  S.Block = To;
  S.Index = 0;
  if (S.Top->Of->isMerge(To)) {
    compact(S);
    if (Joining)
      return meet(std::move(S));
    settleEpochs(S);
    if (!Seen.insert(StateKey::of(S)).second)
      return;
    SeenStates.push_back(S);
  }
  Work.push_back(std::move(S));
}

void Explorer::leaveFunction(State S) {
  const Frame *Left = S.Top;
  // A struct that is returned outlives the variable that held it.
  if (S.Result && S.Result->isOp(OpKind::Copy) && Left->Site) {
    const Region *Held = M.Pool.constant(Left->Site);
    Evaluator(M, S).store(Held, S.Result);
    S.Result =
        M.Pool.op(OpKind::Copy, M.Pool.address(Held), nullptr, S.Result->Type);
  }
  auto Env = S.Env;
  for (auto &[Key, V] : Env)
    if (Key.second == Left)
      S.Env = M.Make.Env.remove(S.Env, Key);
  llvm::ImmutableMapRef<const Region *, ValueRef> Store(S.Store, M.Make.Store);
  for (auto &[R, V] : S.Store)
    if (const Region *Base = R->base(); Base->Owner == Left)
      Store = Store.remove(R);
  S.Store = Store.asImmutableMap();
  auto Defaults = S.Defaults;
  for (auto &[R, V] : Defaults)
    if (const Region *Base = R->base(); Base->Owner == Left)
      S.Defaults = M.Make.Store.remove(S.Defaults, R);
  if (!Left->Parent) {
    Exits.push_back(std::move(S));
    return;
  }
  S.Top = Left->Parent;
  S.Block = Left->Back;
  S.Index = Left->BackIndex + 1;
  Evaluator Eval(M, S);
  ValueRef Returned = S.Result;
  S.Result = nullptr;
  if (Left->Site) {
    // The value of a call that ran an action of the driver is settled before.
    ValueRef Settled = Eval.kept(Left->Site);
    Eval.keep(Left->Site, Returned  ? Returned
                          : Settled ? Settled
                                    : Eval.fresh(Left->Site));
  } else {
    S.Result = Eval.kept(nullptr);
    S.Env = M.Make.Env.remove(S.Env, {nullptr, S.Top});
  }
  Work.push_back(std::move(S));
}

} // namespace epf
