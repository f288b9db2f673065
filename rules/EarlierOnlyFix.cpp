//===- EarlierOnlyFix.cpp - Compare a doorbell with earlier ones ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EarlierOnlyFix.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

namespace {
/// `j <= i`
struct UpTo {
  const BinaryOperator *Asks = nullptr;
  const VarDecl *Each = nullptr, *Own = nullptr;
};
} // namespace

static const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

static UpTo upTo(const Expr *E) {
  const auto *Op =
      dyn_cast_or_null<BinaryOperator>(E ? E->IgnoreParenImpCasts() : nullptr);
  if (!Op || Op->getOpcode() != BO_LE)
    return {};
  UpTo Found = {Op, variable(Op->getLHS()), variable(Op->getRHS())};
  return Found.Each && Found.Own ? Found : UpTo();
}

// Whether virqs of the doorbells Each and Own are compared in Loop.
static bool compares(const Syntax &In, const Stmt *Loop, const Doorbell &Bell,
                     const UpTo &Bound) {
  return llvm::any_of(In.within<BinaryOperator>(Loop), [&](const auto *Op) {
    const auto *L = dyn_cast<MemberExpr>(Op->getLHS()->IgnoreParenImpCasts());
    const auto *R = dyn_cast<MemberExpr>(Op->getRHS()->IgnoreParenImpCasts());
    if (Op->getOpcode() != BO_EQ || !L || !R ||
        L->getMemberDecl() != Bell.Virq || R->getMemberDecl() != Bell.Virq)
      return false;
    const VarDecl *A = indexOf(L), *B = indexOf(R);
    return (A == Bound.Each && B == Bound.Own) ||
           (A == Bound.Own && B == Bound.Each);
  });
}

std::optional<Fix> compareWithEarlier(const SourceView &View,
                                      const Doorbell &Bell) {
  Patch P(View, "compare each doorbell with earlier ones only",
          Applicability::Review);
  llvm::DenseSet<const BinaryOperator *> Done;
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const ForStmt *Loop : In.all<ForStmt>()) {
      UpTo Bound = upTo(Loop->getCond());
      if (!Bound.Asks || !compares(In, Loop, Bell, Bound))
        continue;
      // What asks behind the loop whether it found one asks the same.
      for (const BinaryOperator *Op : In.all<BinaryOperator>())
        if (UpTo Same = upTo(Op); Same.Asks && Same.Each == Bound.Each &&
                                  Same.Own == Bound.Own &&
                                  Done.insert(Op).second)
          P.replace(SourceRange(Op->getOperatorLoc()), "<");
    }
  }
  return Done.empty() ? std::nullopt : P.take();
}

} // namespace epf
