//===- Translation.cpp - One function's words in another ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Translation.h"
#include "matchers/Calls.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace epf {

static bool sameType(const ASTContext &Ctx, QualType A, QualType B) {
  return Ctx.hasSameUnqualifiedType(A, B);
}

const VarDecl *variableOf(const ASTContext &Ctx, const FunctionDecl &F,
                          QualType T) {
  for (const ParmVarDecl *P : F.parameters())
    if (sameType(Ctx, P->getType(), T))
      return P;
  for (const Stmt *S : llvm::cast<CompoundStmt>(F.getBody())->body())
    if (const auto *DS = dyn_cast<DeclStmt>(S))
      for (const Decl *D : DS->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->hasInit() && sameType(Ctx, V->getType(), T))
          return V;
  return nullptr;
}

// The variable of that name at the top of F, or null.
static const VarDecl *variableNamed(const FunctionDecl &F,
                                    llvm::StringRef Name) {
  for (const Stmt *S : llvm::cast<CompoundStmt>(F.getBody())->body())
    if (const auto *DS = dyn_cast<DeclStmt>(S))
      for (const Decl *D : DS->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->getName() == Name)
          return V;
  return nullptr;
}

static std::string declaration(const ASTContext &Ctx, const VarDecl *V) {
  std::string Type = V->getType().getAsString(Ctx.getPrintingPolicy());
  return Type + (Type.back() == '*' ? "" : " ") + V->getNameAsString() + " = ";
}

// `x_set_drvdata(dev, V)` in From: V is x_get_drvdata() of the same in To.
static std::string fromDriverData(const SourceView &View,
                                  const FunctionDecl &From,
                                  const FunctionDecl &To, const VarDecl *V) {
  Syntax In(From);
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *F = Call->getDirectCallee();
    llvm::StringRef Name = F && F->getIdentifier() ? F->getName() : "";
    std::string Getter = driverDataGetter(Name);
    if (Call->getNumArgs() != 2 || Getter.empty())
      continue;
    auto Names = [](const Expr *E) -> const ValueDecl * {
      const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
      return Ref ? Ref->getDecl() : nullptr;
    };
    const ValueDecl *Device = Names(Call->getArg(0));
    // With several devices at hand, which one is meant can't be told.
    if (Device && llvm::any_of(In.all<DeclRefExpr>(), [&](const auto *Ref) {
          return isa<VarDecl>(Ref->getDecl()) && Ref->getDecl() != Device &&
                 sameType(View.context(), Ref->getType(), Device->getType());
        }))
      continue;
    const VarDecl *Same =
        Device && Names(Call->getArg(1)) == V
            ? variableOf(View.context(), To, Device->getType())
            : nullptr;
    if (Same)
      return declaration(View.context(), V) + Getter + "(" +
             Same->getNameAsString() + ");";
  }
  return "";
}

// The one value that V ever has in F, or null.
static const Expr *valueOf(const FunctionDecl &F, const VarDecl *V) {
  const Expr *Only = V->hasInit() ? V->getInit() : nullptr;
  for (const BinaryOperator *Set : Syntax(F).all<BinaryOperator>()) {
    const auto *To =
        dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
    if (!Set->isAssignmentOp() || !To || To->getDecl() != V)
      continue;
    if (Only || Set->getOpcode() != BO_Assign)
      return nullptr;
    Only = Set->getRHS();
  }
  return Only;
}

// What is made anew each time is another object in the other function.
static bool isMadeAnew(const Expr *Value) {
  if (isSteady(Value))
    return false;
  const auto *Call = dyn_cast<CallExpr>(Value->IgnoreParenImpCasts());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return localsOf(Value).empty() ||
         (F && F->getIdentifier() && F->getName().contains("alloc"));
}

std::optional<Translation> translate(const SourceView &View,
                                     const FunctionDecl &From,
                                     const FunctionDecl &To,
                                     llvm::ArrayRef<const Expr *> Exprs,
                                     const VarDecl *Skip) {
  Translation T;
  if (From.getCanonicalDecl() == To.getCanonicalDecl())
    return T;
  const ASTContext &Ctx = View.context();
  for (const Expr *E : Exprs)
    for (const VarDecl *V : localsOf(E)) {
      if (V == Skip || T.Names.count(V))
        continue;
      bool Pointer = V->getType()->isPointerType();
      if (const VarDecl *Same =
              Pointer ? variableOf(Ctx, To, V->getType()) : nullptr) {
        T.Names[V] = Same->getName();
        continue;
      }
      // There may be one of that name already, set further down.
      if (const VarDecl *Named = variableNamed(To, V->getName())) {
        if (!sameType(Ctx, Named->getType(), V->getType()))
          return std::nullopt;
        T.Names[V] = V->getName();
        continue;
      }
      // Kept as the device's driver data, which the other function can ask for.
      if (std::string Kept = fromDriverData(View, From, To, V); !Kept.empty()) {
        T.Declarations.push_back(Kept);
        T.Names[V] = V->getName();
        continue;
      }
      // Declared from something that the other function has as well.
      const Expr *Value = valueOf(From, V);
      if (!Value || isMadeAnew(Value) || (!Pointer && !isSteady(Value)))
        return std::nullopt;
      for (const VarDecl *Root : localsOf(Value)) {
        const VarDecl *Same = variableOf(Ctx, To, Root->getType());
        if (!Same)
          return std::nullopt;
        T.Names[Root] = Same->getName();
      }
      T.Declarations.push_back(declaration(Ctx, V) +
                               spell(View, Value, T.Names) + ";");
      T.Names[V] = V->getName();
    }
  return T;
}

} // namespace epf
