//===- Digest.cpp - What the statements of a function do ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Digest.h"
#include "matchers/Calls.h"
#include "matchers/Containers.h"

using namespace clang;

namespace epf {

const Type *behind(ASTContext &Ctx, QualType T) {
  T = T.getCanonicalType().getUnqualifiedType();
  if (T->isIntegralOrEnumerationType() && !T->isIncompleteType())
    T = Ctx.getIntTypeForBitwidth(Ctx.getTypeSize(T), false);
  return T.isNull() ? nullptr : T.getTypePtr();
}

using Operands = llvm::SmallVector<const Stmt *, 4>;

class Digests::Reader {
public:
  Reader(const Digests &All, Digest &To)
      : To(To), Unit(All.Unit), Bell(All.Bell), Observers(All.Observers),
        All(All) {}

  void run() {
    for (const CFGBlock *Each : To.Of.graph()) {
      B = Each;
      if (const Stmt *End = B->getTerminatorStmt())
        To.EndedBy[End] = B;
      for (const CFGElement &E : *B) {
        if (auto S = E.getAs<CFGStmt>()) {
          statement(S->getStmt());
        } else if (auto Clean = E.getAs<CFGCleanupFunction>()) {
          Deed &D = add(Deed::Kind::Call, {}, false);
          D.Callee = Clean->getFunctionDecl()->getCanonicalDecl();
          D.Cleaned = Clean->getVarDecl();
        }
      }
      // A condition that is no element of its own is read where it stands.
      if (const auto *C =
              dyn_cast_or_null<Expr>(B->getTerminatorCondition(false));
          C && !To.Of.isElement(C))
        nested(C);
    }
  }

private:
  enum class Effect { None, OfBeingCalled, OfArguments };

  Deed &add(Deed::Kind What, Operands Reads, bool Lasting) {
    Deed D;
    D.What = What;
    D.At = B;
    D.Reads = std::move(Reads);
    D.Lasting = Lasting;
    To.Deeds.push_back(std::move(D));
    return To.Deeds.back();
  }

  void statement(const Stmt *S) {
    if (isa<ReturnStmt>(S))
      add(Deed::Kind::Returning, {S}, false);
    if (const auto *DS = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : DS->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasInit()) {
          writes(V, {V->getInit()}, false);
          nested(V->getInit());
        }
      return;
    }
    one(S);
    for (const Stmt *Child : S->children())
      if (Child)
        nested(Child);
  }

  // Below an element: other elements are read where they stand.
  void nested(const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S); E && To.Of.isElement(E))
      return;
    one(S);
    for (const Stmt *Child : S->children())
      if (Child)
        nested(Child);
  }

  void one(const Stmt *S) {
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return call(Call);
    if (const auto *Bin = dyn_cast<BinaryOperator>(S);
        Bin && Bin->isAssignmentOp()) {
      destructor(*Bin);
      return assigned(Bin->getLHS(), {Bin->getLHS(), Bin->getRHS()});
    }
    if (const auto *Un = dyn_cast<UnaryOperator>(S)) {
      if (Un->isIncrementDecrementOp())
        return assigned(Un->getSubExpr(), {Un->getSubExpr()});
      if (Un->getOpcode() == UO_AddrOf)
        return hasAddress(Un->getSubExpr()->IgnoreParens());
    }
    if (const auto *Asm = dyn_cast<GCCAsmStmt>(S))
      for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
        assigned(Asm->getOutputExpr(I), {});
    if (const auto *Mem = dyn_cast<MemberExpr>(S))
      if (const auto *F = dyn_cast<FieldDecl>(Mem->getMemberDecl());
          F && Bell.owns(F))
        add(Deed::Kind::Effect, {Mem}, true).Heard = true;
  }

  // What is set to give back some day matters, and who is to do it.
  void destructor(const BinaryOperator &Set) {
    const auto *Mem = dyn_cast<MemberExpr>(Set.getLHS()->IgnoreParens());
    const auto *F = Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
    const FunctionDecl *Last = Unit.destructor();
    if (!F || !Last || !isDestructor(*F))
      return;
    add(Deed::Kind::Effect, {Mem}, true);
    To.Actions.push_back(Last);
  }

  void hasAddress(const Expr *E) {
    if (const auto *Mem = dyn_cast<MemberExpr>(E))
      To.Addressed.insert(Mem->getMemberDecl()->getCanonicalDecl());
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      To.Addressed.insert(Ref->getDecl()->getCanonicalDecl());
  }

  void writes(const Decl *D, Operands Reads, bool Lasting) {
    add(Deed::Kind::Write, std::move(Reads), Lasting).Target =
        D->getCanonicalDecl();
  }

  // A write through a pointer: to what is of that type and has an address.
  void writesBehind(QualType T, Operands Reads) {
    add(Deed::Kind::Behind, std::move(Reads), true).Type =
        behind(Unit.context(), T);
  }

  // What an assignment to E writes; memory behind a pointer may be anything.
  void assigned(const Expr *E, Operands Reads) {
    E = E->IgnoreParenCasts();
    const Expr *Whole = E;
    while (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Sub->getBase()->IgnoreParenImpCasts();
      if (!E->getType()->isArrayType())
        return writesBehind(Whole->getType(), std::move(Reads));
    }
    const auto *Mem = dyn_cast<MemberExpr>(E);
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (Mem) {
      if (const auto *F = dyn_cast<FieldDecl>(Mem->getMemberDecl()))
        writes(F, std::move(Reads), true);
    } else if (Ref) {
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        writes(V, std::move(Reads), !V->hasLocalStorage());
    } else {
      writesBehind(E->getType(), std::move(Reads));
    }
  }

  void call(const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    Operands Args(Call->arg_begin(), Call->arg_end());
    // Whoever gets an address may write there.
    for (const Expr *A : Call->arguments()) {
      A = A->IgnoreParenCasts();
      const auto *Address = dyn_cast<UnaryOperator>(A);
      if (Address && Address->getOpcode() == UO_AddrOf)
        A = Address->getSubExpr()->IgnoreParenCasts();
      else if (!A->getType()->isArrayType()) {
        QualType T = A->getType()->getPointeeType();
        if (!T.isNull() && T->isScalarType() && !T.isConstQualified() &&
            isOutside(F))
          writesBehind(T, Args);
        continue;
      }
      if (isa<MemberExpr, DeclRefExpr, ArraySubscriptExpr>(A))
        assigned(A, {A});
    }
    for (const FieldDecl *Field : relinkedBy(*Call))
      writes(Field, Args, true);
    for (const Observer *O : Observers)
      if (F && O->listensTo(*F)) {
        Operands Wanted;
        for (unsigned I = 0; I < Args.size(); ++I)
          if (O->asksFor(*F, I))
            Wanted.push_back(Args[I]);
        add(Deed::Kind::Effect, std::move(Wanted), true).Heard = true;
      }
    Effect What = effectOf(F, *Call);
    if (What == Effect::OfArguments) {
      if (const CallModel *Model = F ? callModel(*F) : nullptr)
        Args = named(*Model, *Call);
      Args.push_back(Call->getCallee());
    }
    if (What != Effect::None)
      add(Deed::Kind::Effect,
          What == Effect::OfArguments ? std::move(Args) : Operands(), true);
    if (!F) {
      QualType T = Call->getCallee()->getType();
      if (!T->isPointerType())
        return;
      To.Pointers.push_back(T->getPointeeType().getCanonicalType());
      for (const FunctionDecl *P : All.pointedBy(T->getPointeeType())) {
        Deed &D = add(Deed::Kind::Call, {}, false);
        D.Callee = P->getCanonicalDecl();
        D.Call = Call;
      }
      return;
    }
    if (Unit.destructor() && helperOf(*F) == Helper::Destroys)
      To.Actions.push_back(Unit.destructor());
    if (runsArgument(*F))
      for (const Expr *A : Call->arguments())
        if (const auto *Ref = dyn_cast<DeclRefExpr>(A->IgnoreParenImpCasts()))
          if (const auto *Action = dyn_cast<FunctionDecl>(Ref->getDecl()))
            To.Actions.push_back(Action);
    if (Unit.summary(F)) {
      Deed &D = add(Deed::Kind::Call, {}, false);
      D.Callee = F->getCanonicalDecl();
      D.Call = Call;
    }
  }

  // What tells a resource: not what it is called in /proc, nor its handler.
  static Operands named(const CallModel &Model, const CallExpr &Call) {
    Operands Args;
    for (int I : {Model.Owner, Model.Key, Model.Cookie,
                  Model.isIrq() ? Model.Flags : 1})
      if (I >= 0 && I < int(Call.getNumArgs()))
        Args.push_back(Call.getArg(I));
    return Args;
  }

  // What it writes through pointers is not seen: all but helpers that only
  // read.
  bool isOutside(const FunctionDecl *F) const {
    if (!F || Unit.summary(F))
      return false;
    switch (helperOf(*F)) {
    case Helper::None:
    case Helper::SetBit:
    case Helper::ClearBit:
    case Helper::TestSetBit:
    case Helper::TestClearBit:
    case Helper::Writes:
      return true;
    default:
      return false;
    }
  }

  Effect effectOf(const FunctionDecl *F, const CallExpr &Call) const {
    if (!F) {
      // A callback: what it is may be known when it is come to.
      const auto *Mem =
          dyn_cast<MemberExpr>(Call.getCallee()->IgnoreParenImpCasts());
      llvm::StringRef Name = Mem ? Mem->getMemberDecl()->getName() : "";
      QualType T = Call.getCallee()->getType();
      bool Known =
          T->isPointerType() && llvm::any_of(All.pointedBy(T->getPointeeType()),
                                             [&](const FunctionDecl *P) {
                                               return Unit.summary(P)->Reaches;
                                             });
      return Known || Name.empty() ? Effect::OfArguments : unseen(Name);
    }
    if (callModel(*F))
      return Effect::OfArguments;
    if (F->isNoReturn())
      return Effect::OfBeingCalled;
    switch (helperOf(*F)) {
    case Helper::Deferred:
    case Helper::LetsGo:
    case Helper::Destroys:
    case Helper::DestroysOnError:
    case Helper::LastPut:
    case Helper::Zeroes:
    case Helper::Fills:
    case Helper::Reorders:
      return Effect::OfArguments;
    case Helper::NeverReturns:
      return Effect::OfBeingCalled;
    case Helper::None:
      break;
    default:
      return Effect::None;
    }
    if (runsArgument(*F) && llvm::any_of(Call.arguments(), [&](const Expr *A) {
          const auto *Ref = dyn_cast<DeclRefExpr>(A->IgnoreParenImpCasts());
          const auto *Run =
              Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
          const Summary *Of = Run ? Unit.summary(Run) : nullptr;
          return Of && Of->Reaches;
        }))
      return Effect::OfBeingCalled;
    if (Unit.summary(F) || !F->getIdentifier() || F->getBuiltinID() ||
        !Unit.isDriverLocal(F))
      return Effect::None;
    return unseen(F->getName());
  }

  // What is handed to a function that may give it back is looked at.
  static Effect unseen(llvm::StringRef Name) {
    return soundsLikeRelease(Name)   ? Effect::OfArguments
           : soundsLikeAcquire(Name) ? Effect::OfBeingCalled
                                     : Effect::None;
  }

  Digest &To;
  Scope &Unit;
  const Doorbell &Bell;
  llvm::ArrayRef<Observer *> Observers;
  const Digests &All;
  const CFGBlock *B = nullptr;
};

Digests::Digests(Scope &Unit, const Doorbell &Bell,
                 llvm::ArrayRef<Observer *> Observers)
    : Unit(Unit), Bell(Bell), Observers(Observers) {
  for (auto &[F, Of] : Unit.all())
    if (Of.Escapes)
      Pointed.push_back(F);
}

Digest *Digests::of(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = Known.try_emplace(F);
  if (New)
    if (const Body *B = Unit.body(F)) {
      auto Made = std::make_unique<Digest>(*B);
      Reader(*this, *Made).run();
      Addressed.insert(Made->Addressed.begin(), Made->Addressed.end());
      return (Known[F] = std::move(Made)).get();
    }
  return It->second.get();
}

std::vector<const Decl *> Digests::addressedLike(QualType T) const {
  std::vector<const Decl *> Found;
  for (const Decl *D : Addressed)
    if (const auto *V = dyn_cast<ValueDecl>(D))
      if (QualType Of = Unit.context().getBaseElementType(V->getType());
          T.isNull() || Of->isRecordType() ||
          behind(Unit.context(), Of) == behind(Unit.context(), T))
        Found.push_back(D);
  return Found;
}

std::vector<const FunctionDecl *> Digests::pointedBy(QualType T) const {
  std::vector<const FunctionDecl *> Found;
  for (const FunctionDecl *F : Pointed)
    if (F->getType().getCanonicalType() == T.getCanonicalType())
      Found.push_back(F);
  return Found;
}

void Digests::closure(const FunctionDecl *F,
                      llvm::SetVector<const FunctionDecl *> &Into) {
  const Digest *D = of(F);
  if (!D || !Into.insert(F->getCanonicalDecl()))
    return;
  for (const FunctionDecl *C : Unit.summary(F)->Calls)
    closure(C, Into);
  for (const FunctionDecl *C : D->Actions)
    closure(C, Into);
  for (QualType T : D->Pointers)
    for (const FunctionDecl *C : pointedBy(T))
      closure(C, Into);
  // Clean-ups are called by no expression.
  for (const Deed &Each : D->Deeds)
    if (Each.Cleaned)
      closure(Each.Callee, Into);
}

} // namespace epf
