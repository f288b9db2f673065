//===- EarlierFix.cpp - What needs no undoing goes first ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EarlierFix.h"
#include "rules/Guards.h"

using namespace clang;

namespace epf {

// Calls that set a number or a mask of an object and can be made again.
static constexpr llvm::StringLiteral Settings[] = {
    "netif_set_real_num_tx_queues", "netif_set_real_num_rx_queues",
    "netif_set_real_num_queues",    "dma_set_mask",
    "dma_set_coherent_mask",        "dma_set_mask_and_coherent",
    "dma_coerce_mask_and_coherent", "dma_set_max_seg_size"};

static const CallExpr *setting(const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && llvm::is_contained(Settings, F->getName())
             ? Call
             : nullptr;
}

// Whether all that Call is given is there at Taken already: parameters, and
// locals that nothing but their declaration has set.
static bool isReady(const SourceView &View, const Syntax &In,
                    const CallExpr *Call, const Stmt *Taken) {
  return llvm::all_of(Call->arguments(), [&](const Expr *Arg) {
    return isSteady(Arg) && llvm::all_of(localsOf(Arg), [&](const VarDecl *V) {
             if (!isa<ParmVarDecl>(V) && !V->hasInit())
               return false;
             return llvm::none_of(
                 In.all<BinaryOperator>(), [&](const BinaryOperator *Set) {
                   const auto *Ref = dyn_cast<DeclRefExpr>(
                       Set->getLHS()->IgnoreParenImpCasts());
                   return Set->isAssignmentOp() && Ref && Ref->getDecl() == V &&
                          View.isBefore(Taken, Set) && View.isBefore(Set, Call);
                 });
           });
  });
}

std::optional<Fix> failEarlier(const SourceView &View, const Syntax &In,
                               const CallExpr *Taken,
                               llvm::ArrayRef<Exit> Ways) {
  const auto *Out =
      Ways.size() == 1 ? dyn_cast<ReturnStmt>(Ways[0].At) : nullptr;
  const IfStmt *Check = Out ? In.branch(Out) : nullptr;
  const auto *Set =
      Check ? dyn_cast_or_null<BinaryOperator>(In.previous(Check)) : nullptr;
  if (!Taken || !Set || Set->getOpcode() != BO_Assign || Check->getElse() ||
      !leaves(Check->getThen()) ||
      View.text(Check->getCond()) != View.text(Set->getLHS()))
    return std::nullopt;
  const CallExpr *Call = setting(Set->getRHS()->IgnoreParenImpCasts());
  const Stmt *Place = In.statement(Taken);
  if (!Call || In.parent(Place) != In.parent(Set) ||
      !View.isBefore(Place, Set) || !isReady(View, In, Call, Place))
    return std::nullopt;
  // Others of the kind in front of it belong to it.
  std::vector<const Stmt *> Moved = {Set, Check};
  for (const Stmt *S = In.previous(Set);
       S != Place && setting(S) && isReady(View, In, setting(S), Place);
       S = In.previous(S))
    Moved.insert(Moved.begin(), S);
  // What jumps in between would come past it.
  for (const Stmt *S = Place; S != Check; S = In.next(S))
    if (isa<LabelStmt>(S))
      return std::nullopt;
  Patch P(View, "call " + callName(Call) + " first, which needs no undoing",
          Applicability::Review);
  std::vector<std::string> Lines;
  for (const Stmt *S : Moved) {
    const auto *If = dyn_cast<IfStmt>(S);
    bool Block = If && isa<CompoundStmt>(If->getThen());
    Lines.push_back(View.wholeText(S) + (Block ? "" : ";"));
    P.remove(In, S);
  }
  Lines.push_back("");
  P.insertBefore(In, Place, Lines);
  return P.take();
}

} // namespace epf
