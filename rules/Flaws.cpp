//===- Flaws.cpp - What no repair may bring -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Flaws.h"
#include "rules/Messages.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace epf {

void Flaws::onRelease(Path &P, const Holding &Given, Fit How, const Holding *) {
  if (Given.Model->Kind != Resource::Doorbell)
    return;
  auto Note = [&](FlawKind Kind) {
    Seen[{Kind, Given.Where->Of->function().getNameAsString()}] = 1;
  };
  if (How == Fit::None)
    return Note(FlawKind::NothingToFree);
  Messages Bells(Bell, P);
  if (llvm::any_of(P.held(), [&](const Holding *H) {
        return H->Model->isIrq() && Bells.entryOfVirq(H->Key);
      }))
    Note(FlawKind::FreedUnderIrq);
}

static bool names(const Stmt *S, const VarDecl &V) {
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  return (Ref && Ref->getDecl() == &V) ||
         llvm::any_of(S->children(),
                      [&](const Stmt *Each) { return Each && names(Each, V); });
}

// The local variable that S sets to a negative constant, or null.
static const VarDecl *takesError(const Stmt *S, const ASTContext &Ctx) {
  const auto *Set = dyn_cast<BinaryOperator>(S);
  if (!Set || Set->getOpcode() != BO_Assign)
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  Expr::EvalResult Known;
  return V && V->hasLocalStorage() && V->getType()->isIntegerType() &&
                 !Set->getRHS()->isValueDependent() &&
                 Set->getRHS()->EvaluateAsInt(Known, Ctx) &&
                 Known.Val.getInt().isNegative()
             ? V
             : nullptr;
}

void Flaws::lookAt(const Body &B) {
  const FunctionDecl &F = B.function();
  for (const CFGBlock *Block : B.graph()) {
    const VarDecl *Lost = nullptr; // set so far, and not read since
    for (const CFGElement &E : *Block) {
      auto Each = E.getAs<CFGStmt>();
      if (!Each)
        continue;
      if (const VarDecl *V = takesError(Each->getStmt(), F.getASTContext()))
        Lost = V;
      else if (Lost && names(Each->getStmt(), *Lost))
        Lost = nullptr;
    }
    const Stmt *Asked = Block->getTerminatorCondition();
    if (!Lost || (Asked && names(Asked, *Lost)) ||
        llvm::any_of(Block->succs(), [&](const CFGBlock *Next) {
          return Next && B.isLive(Lost, Next);
        }))
      continue;
    ++Seen[{FlawKind::LostError, F.getNameAsString()}];
  }
}

std::vector<Flaw> Flaws::all() const {
  std::vector<Flaw> All;
  for (auto &[Which, Count] : Seen)
    All.push_back({Which.first, Which.second, Count});
  return All;
}

} // namespace epf
