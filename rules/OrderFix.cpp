//===- OrderFix.cpp - Freeing doorbells behind their last use -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OrderFix.h"

using namespace clang;

namespace epf {

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
