//===- UnfoldFix.cpp - Helpers that free more than is held ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnfoldFix.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

// Whether the function that requested calls Callee as well, where it fails:
// what that undoes is undone by then.
static bool isDoneByTaker(const StrayFree &S, const FunctionDecl &Callee) {
  if (!S.Request)
    return false;
  Syntax There(S.Request->Where->Of->function());
  return llvm::any_of(There.all<CallExpr>(), [&](const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    return F && F->getCanonicalDecl() == Callee.getCanonicalDecl() &&
           There.branch(Call) && soundsLikeRelease(F->getName());
  });
}

bool freesOnly(const StrayFree &S) {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Def = nullptr;
  return !F || freeAt(S) || !F->hasBody(Def) ||
         llvm::all_of(Syntax(*Def).all<CallExpr>(), [&](const auto *Each) {
           const FunctionDecl *Callee = Each->getDirectCallee();
           return Callee && Callee->getIdentifier() &&
                  (callModel(*Callee) || helperOf(*Callee) == Helper::Pure ||
                   isDoneByTaker(S, *Callee));
         });
}

// Whether Call, at the end of In, is come to only by jumps from in front of
// Site: nothing is held there either.
static bool isOnlyBefore(const SourceView &View, const Syntax &In,
                         const CallExpr *Call, const CallExpr *Site) {
  if (!In.parent(Site))
    return false;
  for (const Stmt *S = In.statement(Call); S; S = In.previous(S)) {
    const auto *L = dyn_cast<LabelStmt>(
        isa<LabelStmt>(S) || !In.parent(S) ? S : In.parent(S));
    if (!L)
      continue;
    const Stmt *Before = In.previous(L);
    return Before && isa<ReturnStmt, GotoStmt>(unlabelled(Before)) &&
           llvm::all_of(In.all<GotoStmt>(), [&](const GotoStmt *G) {
             return G->getLabel() != L->getDecl() || View.isBefore(G, Site);
           });
  }
  return false;
}

std::optional<Fix> unfold(const SourceView &View, const StrayFree &S) {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Def = nullptr;
  if (!F || freeAt(S) || !F->hasBody(Def))
    return std::nullopt;
  std::map<const VarDecl *, std::string> Names;
  for (unsigned I = 0; I < Def->getNumParams() && I < Call->getNumArgs(); ++I)
    Names[Def->getParamDecl(I)] =
        View.wholeText(Call->getArg(I)->IgnoreParenImpCasts());
  std::string Text;
  for (const Stmt *Each : llvm::cast<CompoundStmt>(Def->getBody())->body()) {
    const auto *Frees = dyn_cast<CallExpr>(Each);
    const FunctionDecl *Callee = Frees ? Frees->getDirectCallee() : nullptr;
    if (!Callee || !Callee->getIdentifier() ||
        !soundsLikeRelease(Callee->getName()) ||
        Each->getBeginLoc().isMacroID())
      return std::nullopt;
    if (Frees == S.Free)
      continue;
    // More than one would need braces: such a helper is worth its name.
    if (!Text.empty())
      return std::nullopt;
    Text = spell(View, Frees, Names);
  }
  if (Text.empty())
    return std::nullopt;
  Patch P(View, "free only what is held", Applicability::Safe);
  P.replace(Call, Text);
  Syntax Here(*S.Function);
  for (const CallExpr *Each : Here.all<CallExpr>())
    if (Each != Call && S.Request && View.folded(Each) == View.folded(Call) &&
        isOnlyBefore(View, Here, Each, S.Request->Site))
      P.replace(Each, Text);
  return P.take();
}

} // namespace epf
