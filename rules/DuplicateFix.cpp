//===- DuplicateFix.cpp - Repairs for irqs requested twice ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DuplicateFix.h"

using namespace clang;

namespace epf {

// The `case` of a switch that S is or stands behind, or null.
static const Stmt *caseOf(const Syntax &In, const Stmt *S) {
  S = In.statement(S);
  while (S && !isa<SwitchCase>(S))
    S = isa_and_nonnull<SwitchCase>(In.parent(S)) ? In.parent(S)
                                                  : In.previous(S);
  return S;
}

// One case falls through to the other, which requests the same.
static std::optional<Fix> endCase(const SourceView &View, const Syntax &In,
                                  const CallExpr *Again,
                                  const CallExpr *First) {
  const Stmt *Case = caseOf(In, Again);
  const Stmt *Before = Case ? In.previous(Case) : nullptr;
  const auto *Falls = dyn_cast_or_null<AttributedStmt>(Before);
  if (!Falls || !isa<NullStmt>(Falls->getSubStmt()) ||
      !View.isBefore(First, Falls) || caseOf(In, First) == Case)
    return std::nullopt;
  Patch P(View, "end the case before the same is requested again",
          Applicability::Review);
  P.replaceStatement(Falls, "break;");
  return P.take();
}

std::vector<Fix> requestNoMore(const SourceView &View, const CallExpr *Again,
                               const FunctionDecl &F, const Holding &First) {
  std::vector<Fix> Found;
  Syntax In(F);
  if (&First.Where->Of->function() != &F || !View.isBefore(First.Site, Again))
    return Found;
  add(Found, endCase(View, In, Again, First.Site));
  const Stmt *Own = In.statement(Again);
  Patch P(View, "request it once", Applicability::Review);
  if (const auto *Last = dyn_cast<ReturnStmt>(Own);
      Last && Last->getRetValue()->IgnoreParenImpCasts() == Again) {
    P.replaceStatement(Last, "return 0;");
    add(Found, P.take());
    return Found;
  }
  const auto *Set = dyn_cast<BinaryOperator>(Own);
  if (Own != Again && (!Set || Set->getRHS()->IgnoreParenImpCasts() != Again))
    return Found;
  P.remove(In, Own);
  add(Found, P.take());
  return Found;
}

} // namespace epf
