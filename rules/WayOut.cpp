//===- WayOut.cpp - How a path left what it should have undone ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/WayOut.h"
#include "matchers/Calls.h"
#include "matchers/Containers.h"
#include "matchers/Records.h"
#include "rules/ReleaseFix.h"
#include "rules/Syntax.h"
#include "rules/TeardownFix.h"

using namespace clang;

namespace epf {

// Counters give a number back, not an error.
static bool tellsFailure(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  return !F || (!givesNumber(*F) && !isLookup(*F) &&
                (!F->getIdentifier() || !soundsLikeQuestion(F->getName())));
}

const CallExpr *failedCall(const Step &L) {
  if (L.Kind == StepKind::Fail)
    return dyn_cast_or_null<CallExpr>(L.Where);
  if (L.Kind != StepKind::Assume)
    return nullptr;
  ValueRef V = L.About;
  bool True = L.True;
  while (V->isOp(OpKind::Not)) {
    V = V->Args[0];
    True = !True;
  }
  bool Pointer = false;
  auto Call = [&](ValueRef Of) -> const CallExpr * {
    const CallExpr *C = Of ? Of->call() : nullptr;
    if (C && !tellsFailure(*C))
      return nullptr;
    Pointer = C && C->getType()->isPointerType();
    return C && !C->getType()->isUnsignedIntegerType() ? C : nullptr;
  };
  if (const CallExpr *C = Call(V))
    return True != Pointer ? C : nullptr;
  if (V->isOp(OpKind::Eq) && V->Args[1]->isInt(0))
    if (const CallExpr *C = Call(V->Args[0]))
      return True == Pointer ? C : nullptr;
  // One error of several.
  if (V->isOp(OpKind::Eq) && V->Args[1]->isInt() && V->Args[1]->Number < 0)
    if (const CallExpr *C = Call(V->Args[0]))
      return True ? C : nullptr;
  if (V->isOp(OpKind::Lt) && V->Args[1]->isInt() && V->Args[1]->Number <= 1)
    if (const CallExpr *C = Call(V->Args[0]))
      return True ? C : nullptr;
  if (V->isOp(OpKind::Lt) && V->Args[0]->isInt(0))
    if (const CallExpr *C = Call(V->Args[1]))
      return True ? nullptr : C;
  return nullptr;
}

const Step *wayOut(const Path &P, const Holding *H) {
  // From the taking of H on, in order.
  std::vector<const Step *> Steps;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    if (L->Kind == StepKind::Acquire && L->What == H)
      break;
    Steps.push_back(L);
  }
  std::reverse(Steps.begin(), Steps.end());
  auto IsWayOut = [&](const Step *L) {
    return (L->Kind == StepKind::Jump || L->Kind == StepKind::Return) &&
           P.Unit.summary(&L->In->Of->function())->InMain;
  };
  const Step *Given = nullptr; // the way out taken since the last assumption
  for (size_t I = 0; I < Steps.size(); ++I) {
    const Step *L = Steps[I];
    if (L->In->Stage != H->Where->Stage)
      break;
    if (L->Kind == StepKind::Assume || L->Kind == StepKind::Fail) {
      // What a clean-up asks that is called on the way out is no new turn.
      if (Given && L->In != Given->In && runsWithin(L->In, Given->In))
        continue;
      Given = nullptr;
      // Left at once, though what failed is not passed on.
      bool Fails = failedCall(*L);
      bool Undone = llvm::any_of(P.Of.Teardown, [&](const FunctionDecl *F) {
        const Summary *Of = P.Unit.summary(F);
        return Of && Of->Releases;
      });
      if (Fails && Undone && I + 1 < Steps.size() && IsWayOut(Steps[I + 1]) &&
          Steps[I + 1]->Kind == StepKind::Return &&
          (Steps[I + 1]->In != L->In || Steps[I + 1]->Block != L->Block) &&
          runsWithin(H->Where, Steps[I + 1]->In))
        return Steps[I + 1];
    } else if (IsWayOut(L) && !Given && runsWithin(H->Where, L->In)) {
      Given = L;
    }
    if (L->Kind == StepKind::Return && L->True && runsWithin(H->Where, L->In))
      return Given ? Given : L;
  }
  return nullptr;
}

// The call that failed last before the path came to Out, or whose failure Out
// passes on.
static const CallExpr *lastFailure(const Path &P, const Step *Out) {
  const CallExpr *PassedOn = nullptr;
  for (const Step *L = P.S.Last; L && L != Out; L = L->Before)
    if (const CallExpr *Call = failedCall(*L); Call && L->In == Out->In)
      PassedOn = Call;
  if (PassedOn)
    return PassedOn;
  for (const Step *L = Out; L; L = L->Before)
    if (const CallExpr *Call = failedCall(*L))
      return Call;
  return nullptr;
}

Scene leak(const SourceView &View, const Path &P, const Holding &H, End How,
           const Stmt *At, std::string State) {
  Scene S;
  S.Focus = &H;
  S.Resource = keyText(View, H);
  S.Identity = H.Site;
  if (const Step *Out = wayOut(P, &H)) {
    S.Where = Out->Where;
    S.In = Out->In;
    S.Role = "error-return";
    S.Message = State + " when " + functionName(S.In) + "() fails";
    S.Exits = {{S.Where, S.In, lastFailure(P, Out)}};
    S.RepairExits = [&View, &H](llvm::ArrayRef<Exit> Exits) {
      return releaseOnWayOut(View, H, Exits);
    };
    return S;
  }
  S.In = rootOf(P.S.Top);
  S.Where = At;
  S.Role = How == End::Error ? "error-return" : "teardown";
  S.Message = State + " when " + functionName(S.In) + "() " +
              (How == End::Error ? "fails" : "returns");
  // The innermost teardown owed it; its end is where that shows.
  if (How == End::TornDown) {
    for (const Step *L = P.S.Last; L; L = L->Before)
      if (L->Kind == StepKind::Stage && L->In->Stage == P.Of.setupStage() + 1)
        S.In = L->In;
    S.Where = nullptr;
    S.Message = State + " when " + functionName(S.In) + "() returns";
  }
  if (S.Where) {
    S.Exits = {{S.Where, S.In, lastFailure(P, P.S.Last)}};
    S.RepairExits = [&View, &H](llvm::ArrayRef<Exit> Exits) {
      return releaseOnWayOut(View, H, Exits);
    };
  } else {
    S.Repair = [&View, &H, In = S.In] {
      std::vector<Fix> Found = releaseInTeardown(View, H, In->Of->function());
      add(Found, leaveToDevice(View, H));
      return Found;
    };
  }
  if (!S.Where)
    S.Point = S.In->Of->function().getBodyRBrace();
  return S;
}

// How P came to Ends, where it gave back what H came from, or went on from it.
static const Stmt *exitBy(const Path &P, const Holding &H, const Mark &Ends) {
  const Stmt *Leaves = Ends.Site;
  bool Before = false;
  for (const Step *L = P.S.Last; L && L->What != &H; L = L->Before) {
    if (Before && L->Kind == StepKind::Fail)
      break;
    if (L->In == Ends.Where && L->Where) {
      if (Before && isa<GotoStmt>(L->Where))
        return L->Where;
      if (!Before && isa<ReturnStmt>(L->Where))
        Leaves = L->Where;
    }
    Before |= L->Where == Ends.Site;
  }
  return Leaves;
}

Scene leakAt(const SourceView &View, const Path &P, const Holding &H,
             const Mark &Ends, const std::string &State) {
  Scene S;
  S.Focus = &H;
  S.Resource = keyText(View, H);
  S.Identity = H.Site;
  S.Where = Ends.Site;
  S.In = Ends.Where;
  S.Role = "outlives";
  S.Message = State + " when its doorbell is freed";
  S.Exits = {{exitBy(P, H, Ends), S.In, lastFailure(P, P.S.Last)}};
  S.RepairExits = [&View, &H](llvm::ArrayRef<Exit> Exits) {
    return releaseOnWayOut(View, H, Exits);
  };
  return S;
}

bool mayBeKept(const Path &P, const Holding &H) {
  if (P.Of.isJudgedElsewhere(H.Where->Of->function()) ||
      soundsLikeResume(P.Of.Setup->getName()))
    return true;
  bool Taken = false;
  for (const Step *L = P.S.Last; L; L = L->Before) {
    Taken |= L->Kind == StepKind::Acquire && L->What == &H;
    if (Taken && L->Kind == StepKind::Release &&
        L->What->Model->Kind == H.Model->Kind && L->What->Site != H.Site)
      return true;
  }
  return false;
}

// Whether another file frees irqs for Of, by the name of what it calls.
static bool freesOutside(const Summary &Of) {
  if (!Of.MayRelease)
    return false;
  Syntax In(*Of.Decl);
  return llvm::any_of(In.all<CallExpr>(), [](const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    return F && F->getIdentifier() && !F->hasBody() &&
           soundsLikeRelease(F->getName()) &&
           soundsLikeInterrupts(F->getName());
  });
}

// Whether a mark is set behind the request, in a table that has one for each:
// `foo->requested[i] = true`.
static bool isRecorded(const Holding &H) {
  Syntax In(H.Where->Of->function());
  const ASTContext &Ctx = H.Where->Of->function().getASTContext();
  return llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Op) {
    const auto *Mark =
        dyn_cast<ArraySubscriptExpr>(Op->getLHS()->IgnoreParenImpCasts());
    Expr::EvalResult Known;
    return Op->getOpcode() == BO_Assign && Mark &&
           H.Site->getBeginLoc() < Op->getBeginLoc() &&
           Op->getRHS()->EvaluateAsInt(Known, Ctx) &&
           !Known.Val.getInt().isZero() &&
           llvm::any_of(
               localsOf(Mark->getIdx()),
               [&](const VarDecl *Each) {
                 return llvm::is_contained(
                     localsOf(H.Site->getArg(H.Model->Key)), Each);
               });
  });
}

// The calls by which a function lets go of other things on its way out At, one
// behind the other: at the label that it jumps to, or in front of a return.
static std::vector<const CallExpr *> undoneAt(const Syntax &In,
                                              const Stmt *At) {
  std::vector<const CallExpr *> Found;
  auto Add = [&](const Stmt *S) {
    // What is there may be asked for.
    if (const auto *If = dyn_cast<IfStmt>(S); If && !If->getElse())
      S = If->getThen();
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (F && F->getIdentifier() && !F->hasBody() && Call->getNumArgs() &&
        soundsLikeUndoing(F->getName()))
      Found.push_back(Call);
    return Call != nullptr;
  };
  if (const auto *Goto = dyn_cast_or_null<GotoStmt>(At)) {
    const Stmt *S = Goto->getLabel()->getStmt();
    for (; S && !isa<ReturnStmt>(unlabelled(S)); S = In.next(S))
      Add(unlabelled(S));
  } else if (isa_and_nonnull<ReturnStmt>(At)) {
    const Stmt *S = In.previous(At);
    while (S && Add(S))
      S = In.previous(S);
  }
  return Found;
}

// Whether A and B let go of the same, as far as their words tell: a field, or
// an object of one type.
static bool undoAlike(const CallExpr *A, const CallExpr *B) {
  const FunctionDecl *F = B->getDirectCallee();
  if (!F || F->getCanonicalDecl() != A->getDirectCallee()->getCanonicalDecl())
    return false;
  const Expr *Of = argument(A, 0), *Other = argument(B, 0);
  const auto *Mem = dyn_cast<MemberExpr>(Of->IgnoreParenCasts());
  const auto *Same = dyn_cast<MemberExpr>(Other->IgnoreParenCasts());
  // All that a device has may be taken away once more: there is none left.
  const RecordDecl *R = pointedTo(Of->IgnoreParenCasts()->getType());
  if (R && R->getName() == "device")
    return false;
  if (Mem || Same)
    return Mem && Same && Mem->getMemberDecl() == Same->getMemberDecl();
  return R && R == pointedTo(Other->IgnoreParenCasts()->getType());
}

bool othersRelease(const Scope &Unit, const Task &T, const Holding &H,
                   const Frame *In, const Stmt *At) {
  // Who lets go of what the way out has let go of can't be called behind it.
  Syntax Left(In->Of->function());
  std::vector<const CallExpr *> Undone = undoneAt(Left, At);
  auto UndoesTwice = [&](const FunctionDecl *F) {
    llvm::DenseSet<const FunctionDecl *> Runs;
    if (!Undone.empty())
      Unit.closure(F, Runs);
    return llvm::any_of(Runs, [&](const FunctionDecl *Each) {
      const FunctionDecl *Def = Unit.summary(Each)->Decl;
      Syntax There(*Def);
      return llvm::any_of(There.all<CallExpr>(), [&](const CallExpr *Call) {
        return llvm::any_of(Undone, [&](const CallExpr *Before) {
          return undoAlike(Before, Call);
        });
      });
    });
  };
  // What a table of another kind calls may be undone by whoever calls it, and
  // so may what only other files call, where it tells them what it took.
  const Summary *Setup = Unit.summary(T.Setup);
  bool CalledHere = Setup && !Setup->Callers.empty();
  if (Setup && (Setup->Escapes || (T.Setup->isExternallyVisible() &&
                                   !CalledHere && isRecorded(H))))
    return true;
  llvm::DenseSet<const FunctionDecl *> Own;
  Unit.closure(T.Setup, Own);
  const FieldDecl *Field =
      H.Key->Kind == ValueKind::Init ? H.Key->Mem->field() : nullptr;
  // A caller in this file may clean up by functions that only it can call.
  for (auto &[F, Of] : Unit.all()) {
    if (!Own.count(F) && Of.Decl->isExternallyVisible() && freesOutside(Of) &&
        !UndoesTwice(F))
      return true;
    if (!Own.count(F) && Of.Releases && !Of.Acquires &&
        (CalledHere || Of.Escapes || Of.Decl->isExternallyVisible()) &&
        !T.isJudgedElsewhere(*F) && (!Field || Unit.releases(F, Field)) &&
        !UndoesTwice(F))
      return true;
  }
  return false;
}

bool endsElsewhere(const Path &P, const Holding &H) {
  const FieldDecl *Field =
      H.Key->Kind == ValueKind::Init ? H.Key->Mem->field() : nullptr;
  if (!Field || !P.Of.All)
    return false;
  llvm::DenseSet<const FunctionDecl *> Own;
  P.Unit.closure(P.Of.Setup, Own);
  for (const FunctionDecl *F : P.Of.Teardown)
    P.Unit.closure(F, Own);
  return llvm::any_of(*P.Of.All, [&](const Task &Other) {
    llvm::DenseSet<const FunctionDecl *> Takes, Frees;
    P.Unit.closure(Other.Setup, Takes);
    for (const FunctionDecl *F : Other.Teardown)
      P.Unit.closure(F, Frees);
    return llvm::none_of(Takes,
                         [&](const FunctionDecl *F) {
                           return P.Unit.summary(F)->Requested.contains(Field);
                         }) &&
           llvm::any_of(Frees, [&](const FunctionDecl *F) {
             return !Own.count(F) &&
                    P.Unit.summary(F)->Released.contains(Field);
           });
  });
}

void blameCaller(const Path &P, const Frame *Cause, Scene &S) {
  while (S.In->Parent && !runsWithin(Cause, S.In) &&
         rootOf(S.In) == rootOf(Cause)) {
    const Stmt *Site = S.In->Site;
    // A clean-up function runs where its scope is left.
    for (const Step *L = P.S.Last; L && !Site; L = L->Before)
      if (L->Kind == StepKind::Return && L->In == S.In->Parent)
        Site = L->Where;
    if (!Site)
      return;
    S.Where = Site;
    S.In = S.In->Parent;
  }
}

} // namespace epf
