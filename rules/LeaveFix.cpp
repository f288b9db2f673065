//===- LeaveFix.cpp - Leaving where a request has failed ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/LeaveFix.h"

using namespace clang;

namespace epf {

// The call in the function of S by which the request is made.
static const CallExpr *requestedBy(const StrayFree &S) {
  const CallExpr *Site = S.Request->Site;
  for (const Frame *F = S.Request->Where; F; F = F->Parent) {
    if (&F->Of->function() == S.Function)
      return Site;
    Site = F->Site;
  }
  return nullptr;
}

// `if (!ret) ret = more();` behind the request becomes a return and more.
std::optional<Fix> leaveEarlier(const SourceView &View, const StrayFree &S) {
  Syntax Here(*S.Function);
  const CallExpr *Call = requestedBy(S);
  const auto *Set =
      Call ? dyn_cast<BinaryOperator>(Here.statement(Call)) : nullptr;
  const auto *If = Set && Set->getOpcode() == BO_Assign &&
                           Set->getRHS()->IgnoreParenImpCasts() == Call
                       ? dyn_cast_or_null<IfStmt>(Here.next(Set))
                       : nullptr;
  const auto *Not =
      If ? dyn_cast<UnaryOperator>(If->getCond()->IgnoreParenImpCasts())
         : nullptr;
  if (!Not || Not->getOpcode() != UO_LNot || If->getElse() ||
      isa<CompoundStmt>(If->getThen()))
    return std::nullopt;
  const auto *More = dyn_cast<BinaryOperator>(If->getThen());
  std::string Result = View.text(Set->getLHS());
  const auto *Block = dyn_cast<CompoundStmt>(S.Function->getBody());
  const auto *End = Block ? dyn_cast<ReturnStmt>(Block->body_back()) : nullptr;
  if (!More || View.text(Not->getSubExpr()) != Result ||
      View.text(More->getLHS()) != Result || !End || !End->getRetValue() ||
      View.text(End->getRetValue()) != Result || !View.isBefore(If, S.Where) ||
      Here.parent(Set) != Block)
    return std::nullopt;
  Patch P(View, "leave where the request fails", Applicability::Review);
  std::string Indent = P.indentOf(If);
  P.replaceStatement(If, "if (" + Result + ")\n" + Indent + "\treturn " +
                             Result + ";\n\n" + Indent + View.wholeText(More) +
                             ";");
  return P.take();
}

} // namespace epf
