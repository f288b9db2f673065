//===- HolderFix.cpp - Objects freed while they hold an irq ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/HolderFix.h"
#include "matchers/Calls.h"
#include "rules/Release.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

static bool names(const Expr *E, const ParmVarDecl *Object) {
  const auto *Ref =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Ref && Ref->getDecl() == Object;
}

// Whether F gives H back, whose dev_id is F's only argument, and lets go of
// that at last.
static bool ends(const SourceView &View, const FunctionDecl &F,
                 const Holding &H) {
  if (F.getNumParams() != 1 || !F.getParamDecl(0)->getType()->isPointerType())
    return false;
  const ParmVarDecl *Object = F.getParamDecl(0);
  const CallExpr *Free = nullptr, *Last = nullptr;
  for (const CallExpr *Call : Syntax(F).all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (M && givesBack(View, Call, H) &&
        names(argument(Call, M->Cookie), Object))
      Free = Call;
    else if (Free && Callee && Call->getNumArgs() == 1 &&
             names(Call->getArg(0), Object))
      Last = Call;
  }
  return Free && Last;
}

std::optional<Fix> endHolders(const SourceView &View, const Syntax &In,
                              const Holding &H) {
  const FunctionDecl *Ends = nullptr;
  for (const FunctionDecl *F : View.functions())
    if (F != &In.function() && ends(View, *F, H))
      Ends = F;
  // Below where it is wanted, it would have to be declared first.
  if (!Ends || !View.context().getSourceManager().isBeforeInTranslationUnit(
                   Ends->getLocation(), In.function().getLocation()))
    return std::nullopt;
  std::string Name = Ends->getNameAsString();
  Patch P(View, "call " + Name + "() instead of kfree()",
          Applicability::Review);
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier() || Callee->getName() != "kfree" ||
        In.statement(Call) != Call)
      continue;
    const Expr *Object = Call->getArg(0)->IgnoreParenImpCasts();
    if (!View.context().hasSameUnqualifiedType(
            Object->getType(), Ends->getParamDecl(0)->getType()))
      continue;
    std::string Text = View.wholeText(Object);
    P.replaceStatement(Call, "if (" + Text + ")\n" + P.indentOf(Call) + "\t" +
                                 Name + "(" + Text + ");");
  }
  return P.take();
}

} // namespace epf
