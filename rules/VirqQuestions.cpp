//===- VirqQuestions.cpp - Who remembers which virqs there were -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/VirqQuestions.h"
#include "matchers/Calls.h"
#include "matchers/Containers.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

namespace {
class Asked {
public:
  explicit Asked(const Doorbell &Bell) : Bell(Bell) {}

  // Whether E, which In evaluates, is a virq by its words: the field itself, or
  // a variable or parameter that was given it.
  bool isVirq(const Expr *E, const Frame *In) const {
    E = E->IgnoreParenCasts();
    if (const auto *Mem = dyn_cast<MemberExpr>(E))
      return Mem->getMemberDecl() == Bell.Virq;
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (!Ref || !In)
      return false;
    if (const auto *Given = dyn_cast<ParmVarDecl>(Ref->getDecl())) {
      unsigned I = Given->getFunctionScopeIndex();
      return In->Site && I < In->Site->getNumArgs() &&
             isVirq(In->Site->getArg(I), In->Parent);
    }
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && isSetToVirq(*V, In);
  }

  // Whether V is, or is made of, the answer of a call that was handed a virq,
  // and that tells rather than does: a truth, a pointer, an error of its own,
  // or what a function of the file says.
  bool isAnswer(ValueRef V, const Frame *In) const {
    if (const CallExpr *Call = V->call()) {
      const FunctionDecl *F = Call->getDirectCallee();
      return F && !callModel(*F) && isHandedVirq(*Call, In) &&
             (F->hasBody() || isLookup(*F) ||
              F->getReturnType()->isBooleanType() ||
              F->getReturnType()->isPointerType());
    }
    if (V->isOp(OpKind::Eq) && V->Args[1]->isInt() && V->Args[1]->Number)
      if (const CallExpr *Call = V->Args[0]->call())
        return Call->getDirectCallee() &&
               !callModel(*Call->getDirectCallee()) && isHandedVirq(*Call, In);
    return V->Kind == ValueKind::Op &&
           llvm::any_of(V->Args, [&](ValueRef Part) {
             return Part && isAnswer(Part, In);
           });
  }

  // Whether V compares a virq with what an object of the driver's holds that
  // the path knows nothing about: one of a tree, say.
  bool isCompared(ValueRef V) const {
    if (V->Kind != ValueKind::Op)
      return false;
    auto IsField = [&](ValueRef Part, bool OfBell) {
      const FieldDecl *F =
          Part && Part->Kind == ValueKind::Init ? Part->Mem->field() : nullptr;
      return F && (F == Bell.Virq) == OfBell && (OfBell || !Bell.owns(F));
    };
    auto IsAny = [&](ValueRef Part) {
      if (!IsField(Part, true))
        return false;
      for (const Region *R = Part->Mem; R; R = R->Super)
        if (R->Kind == RegionKind::Element && !R->Of->isInt())
          return true;
      return false;
    };
    auto [A, B] = V->Args;
    return (IsField(A, true) && (IsField(B, false) || IsAny(B))) ||
           (IsField(B, true) && (IsField(A, false) || IsAny(A))) ||
           llvm::any_of(V->Args, [&](ValueRef Part) {
             return Part && isCompared(Part);
           });
  }

private:
  bool isSetToVirq(const VarDecl &V, const Frame *In) const {
    if (V.hasInit() && isField(V.getInit()))
      return true;
    Syntax Of(In->Of->function());
    return llvm::any_of(Of.all<BinaryOperator>(), [&](const auto *Op) {
      const auto *To = dyn_cast<DeclRefExpr>(Op->getLHS()->IgnoreParens());
      return Op->getOpcode() == BO_Assign && To && To->getDecl() == &V &&
             isField(Op->getRHS());
    });
  }

  bool isField(const Expr *E) const {
    const auto *Mem = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
    return Mem && Mem->getMemberDecl() == Bell.Virq;
  }

  bool isHandedVirq(const CallExpr &Call, const Frame *In) const {
    return llvm::any_of(Call.arguments(),
                        [&](const Expr *Each) { return isVirq(Each, In); });
  }

  const Doorbell &Bell;
};
} // namespace

const Step *questionOfVirq(const Path &P, const Doorbell &Bell) {
  Asked By(Bell);
  for (const Step *L = P.S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Assume && L->About &&
        (By.isAnswer(L->About, L->In) || By.isCompared(L->About)))
      return L;
  return nullptr;
}

} // namespace epf
