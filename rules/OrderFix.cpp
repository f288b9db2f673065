//===- OrderFix.cpp - Freeing doorbells behind their last use -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OrderFix.h"

using namespace clang;

namespace epf {

std::optional<Fix> readAnew(const SourceView &View, const Doorbell &Bell,
                            const FunctionDecl &F, const Stmt *Free,
                            const Stmt *Use) {
  Syntax In(F);
  bool Anew = llvm::any_of(In.all<CallExpr>(), [&](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    return M && M->Acquires && M->Kind == Resource::Doorbell &&
           View.isBefore(Free, Call) && View.isBefore(Call, Use);
  });
  const auto *Read = dyn_cast<Expr>(Use);
  if (!Anew || !Read || In.loop(Use))
    return std::nullopt;
  for (const BinaryOperator *Set : In.all<BinaryOperator>()) {
    const auto *Pointer =
        dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
    const auto *Array =
        dyn_cast<MemberExpr>(Set->getRHS()->IgnoreParenImpCasts());
    if (Set->getOpcode() != BO_Assign || !Pointer || !Array ||
        Array->getMemberDecl() != Bell.Array || !View.isBefore(Set, Free) ||
        !llvm::is_contained(localsOf(Read), Pointer->getDecl()))
      continue;
    Patch P(View, "read the doorbells anew into '" + View.text(Pointer) + "'",
            Applicability::Review);
    P.insertBefore(In, Use, {View.wholeText(Set) + ";"});
    return P.take();
  }
  return std::nullopt;
}

std::vector<Fix> moveBehind(const SourceView &View, const Doorbell &Bell,
                            const FunctionDecl &F, const Stmt *Free,
                            const Stmt *Use) {
  Syntax In(F);
  Free = In.statement(Free);
  const Stmt *Block = In.parent(Free);
  // Behind a label, the two statements change places.
  const Stmt *Labelled = nullptr;
  if (isa_and_nonnull<LabelStmt>(Block)) {
    Labelled = Block;
    Block = In.parent(Labelled);
  }
  if (!isa_and_nonnull<CompoundStmt>(Block))
    return {};
  const Stmt *Last = Use;
  while (Last && In.parent(Last) != Block)
    Last = In.parent(Last);
  if (!Last || Last == (Labelled ? Labelled : Free))
    return {};
  // Further uses may follow: the free goes behind the last one.
  for (const Stmt *S = In.next(Last); S; S = In.next(S)) {
    if (isa<ReturnStmt, LabelStmt, GotoStmt>(S))
      break;
    for (const MemberExpr *Mem : In.within<MemberExpr>(S))
      if (Mem->getMemberDecl() == Bell.Array ||
          Mem->getMemberDecl() == Bell.Virq)
        Last = S;
  }
  std::string Text = View.wholeText(Free) + ";";
  // Other jumps come to a label as well.
  bool Jumped = Labelled || isa<LabelStmt>(Last);
  Patch P(View, "free the doorbells behind their last use",
          Jumped ? Applicability::Review : Applicability::Safe);
  if (Jumped) {
    const Stmt *Second = unlabelled(Last);
    P.swap(Free, Second);
  } else {
    P.remove(In, Free, true);
    P.insertAfter(In, Last, {Text});
  }
  return only(P.take());
}

} // namespace epf
