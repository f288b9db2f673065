//===- Load.cpp - What variables hold when a module is loaded -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   static struct card *first;
//   static struct card **last = &first;
//
// The init function of a module runs once, before anything else of it: static
// variables hold what they were declared with. That is said only of variables
// that nothing but the lifecycle writes: module_param() stores the address of
// its own in a struct, and so does every table that a value can come through.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

using Variables = llvm::DenseSet<const VarDecl *>;

// The variables that an initializer of a struct or an array leads to.
static void addNamed(const Stmt *S, Variables &Into) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Into.insert(V->getCanonicalDecl());
  for (const Stmt *Child : S->children())
    if (Child)
      addNamed(Child, Into);
}

// The value of an initializer, or null if it is not so simple.
static ValueRef initialValue(Machine &M, const Expr *Init) {
  Expr::EvalResult Known;
  if (!Init ||
      Init->isNullPointerConstant(M.Ctx, Expr::NPC_ValueDependentIsNotNull))
    return M.Pool.number(0);
  if (Init->EvaluateAsInt(Known, M.Ctx))
    return M.Pool.number(Known.Val.getInt().getExtValue());
  const auto *Address = dyn_cast<UnaryOperator>(Init->IgnoreParenImpCasts());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() ? M.Pool.address(M.Pool.global(V))
                                    : nullptr;
}

void Explorer::load(State &S, const Task &T) {
  llvm::DenseSet<const FunctionDecl *> Own;
  Unit.closure(T.Setup, Own);
  for (const FunctionDecl *F : T.Teardown)
    Unit.closure(F, Own);
  Variables Shared;
  for (auto &[F, Of] : Unit.all())
    if (!Own.count(F))
      for (const Decl *D : Of.Writes)
        if (const auto *V = dyn_cast<VarDecl>(D))
          Shared.insert(V->getCanonicalDecl());
  std::vector<const VarDecl *> Statics;
  for (const Decl *D : M.Ctx.getTranslationUnitDecl()->noload_decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !isInDriver(V->getLocation(), M.Ctx.getSourceManager()))
      continue;
    if (V->hasInit() && !V->getType()->isScalarType())
      addNamed(V->getInit(), Shared);
    if (V->getStorageClass() == SC_Static && V->getType()->isScalarType() &&
        !V->getType().isVolatileQualified() &&
        V->isThisDeclarationADefinition() != VarDecl::DeclarationOnly)
      Statics.push_back(V);
  }
  for (const VarDecl *V : Statics) {
    const VarDecl *Def = V->getInitializingDeclaration();
    ValueRef Holds = initialValue(M, Def ? Def->getInit() : nullptr);
    if (Holds && !Shared.count(V->getCanonicalDecl()))
      S.Store = M.Make.Store.add(S.Store, M.Pool.global(V->getCanonicalDecl()),
                                 Holds);
  }
}

} // namespace epf
