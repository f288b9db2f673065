//===- Quiet.cpp - Loops in which nothing is taken or given back ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Quiet.h"
#include "matchers/Calls.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace epf {

class QuietLoops::Visitor : public RecursiveASTVisitor<QuietLoops::Visitor> {
public:
  Visitor(const QuietLoops &All, QuietLoop &To) : All(All), To(To) {}

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F)
      return true;
    if (const Summary *Of = All.Unit.summary(F)) {
      To.IsQuiet &= !Of->Reaches && !Of->Watched;
      To.Others.insert(Of->Writes.begin(), Of->Writes.end());
    }
    if (callModel(*F) || llvm::any_of(All.Observers, [&](const Observer *O) {
          return O->listensTo(*F);
        }))
      To.IsQuiet = false;
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    To.Walks |= !E->getIdx()->isEvaluatable(All.Unit.context());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl()))
      To.IsQuiet &= !All.Bell.owns(F) && !All.Unit.isRequested(F);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      wrote(E->getLHS(), 0);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      wrote(E->getSubExpr(), E->isIncrementOp() ? 1 : -1);
    else if (E->getOpcode() == UO_AddrOf)
      wrote(E->getSubExpr(), 0);
    return true;
  }

private:
  void wrote(const Expr *E, int Way) {
    E = E->IgnoreParenCasts();
    while (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E))
      E = Sub->getBase()->IgnoreParenCasts();
    if (const auto *Mem = dyn_cast<MemberExpr>(E))
      To.Others.insert(Mem->getMemberDecl());
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
        if (!V->hasLocalStorage()) {
          To.Others.insert(V->getCanonicalDecl());
        } else {
          To.Locals.insert(V);
          To.Walks |= V->getType()->isPointerType();
          auto [At, New] = To.Ways.try_emplace(V, Way);
          if (!New && At->second != Way)
            At->second = 0;
        }
      }
    // Behind a pointer it may be anything that is written.
    if (!isa<MemberExpr, DeclRefExpr>(E))
      To.IsQuiet = false;
  }

  const QuietLoops &All;
  QuietLoop &To;
};

const QuietLoop &QuietLoops::of(const Body &Of, const Loop &L) {
  auto &Slot = Known[L.Head];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<QuietLoop>();
  Visitor Look(*this, *Slot);
  for (const CFGBlock *B : Of.graph()) {
    if (!L.Blocks.test(B->getBlockID()))
      continue;
    for (const CFGElement &E : *B) {
      if (auto S = E.getAs<CFGStmt>())
        Look.TraverseStmt(const_cast<Stmt *>(S->getStmt()));
      else if (auto Clean = E.getAs<CFGCleanupFunction>())
        if (const Summary *Sum = Unit.summary(Clean->getFunctionDecl()))
          Slot->IsQuiet &= !Sum->Reaches;
    }
  }
  return *Slot;
}

} // namespace epf
