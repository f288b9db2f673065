//===- IrqPairs.cpp - Which free answers which request --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/IrqPairs.h"
#include "tool/mutate/Vain.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

namespace {

/// Calls of one function's body: those of the vocabulary, and those of other
/// functions of the file.
struct BodyVisitor : RecursiveASTVisitor<BodyVisitor> {
  std::vector<const CallExpr *> Calls;
  llvm::SetVector<const FunctionDecl *> Named;

  bool VisitCallExpr(CallExpr *E) {
    Calls.push_back(E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      Named.insert(F->getCanonicalDecl());
    return true;
  }
};

} // namespace

std::string nameOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getNameAsString();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getNameAsString();
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return nameOf(Element->getBase());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return nameOf(Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const FunctionDecl *F = Call->getDirectCallee())
      return F->getNameAsString();
  return "";
}

IrqPairs::IrqPairs(ASTContext &Ctx) : Lifecycles(findLifecycles(Ctx)) {
  const SourceManager &SM = Ctx.getSourceManager();
  for (const Decl *D : Ctx.getTranslationUnitDecl()->decls()) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || !F->doesThisDeclarationHaveABody() ||
        !SM.isInMainFile(SM.getExpansionLoc(F->getLocation())))
      continue;
    BodyVisitor Body;
    Body.TraverseStmt(F->getBody());
    for (const FunctionDecl *Callee : Body.Named)
      Callers[Callee].insert(F->getCanonicalDecl());
    for (const CallExpr *Call : Body.Calls) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const CallModel *Model = Callee ? callModel(*Callee) : nullptr;
      if (!Model || !Model->isIrq() || Call->getBeginLoc().isMacroID() ||
          Call->getEndLoc().isMacroID())
        continue;
      (Model->Acquires ? Requests : Frees)
          .push_back({Call, Model, F->getCanonicalDecl()});
    }
  }
  for (const IrqCall &Free : Frees)
    if (const IrqCall *Request = requestOf(Free))
      Pairs.push_back({Free, *Request, place(Free, *Request)});
}

llvm::DenseSet<const FunctionDecl *>
IrqPairs::callers(const FunctionDecl *F) const {
  llvm::DenseSet<const FunctionDecl *> Found;
  std::vector<const FunctionDecl *> Work = {F->getCanonicalDecl()};
  while (!Work.empty()) {
    const FunctionDecl *Each = Work.back();
    Work.pop_back();
    if (!Found.insert(Each).second)
      continue;
    auto It = Callers.find(Each);
    if (It != Callers.end())
      Work.insert(Work.end(), It->second.begin(), It->second.end());
  }
  return Found;
}

const IrqCall *IrqPairs::requestOf(const IrqCall &Free) const {
  std::vector<const IrqCall *> Fit, Alike, Near;
  for (const IrqCall &Each : Requests)
    if (Each.Model->Kind == Free.Model->Kind &&
        Each.Model->Managed == Free.Model->Managed) {
      Fit.push_back(&Each);
      if (nameOf(Each.key()) == nameOf(Free.key()) &&
          !nameOf(Free.key()).empty()) {
        Alike.push_back(&Each);
        if (place(Free, Each) != Place::Elsewhere)
          Near.push_back(&Each);
      }
    }
  // Of several alike, the one that the free stands behind or undoes.
  for (const auto &Choice : {Fit, Alike, Near})
    if (Choice.size() == 1)
      return Choice.front();
  return nullptr;
}

/// True if the function of Free calls Callee, by whatever way, before it.
bool IrqPairs::callsBefore(const IrqCall &Free,
                           const FunctionDecl *Callee) const {
  llvm::DenseSet<const FunctionDecl *> Ways = callers(Callee);
  BodyVisitor Body;
  Body.TraverseStmt(Free.In->getDefinition()->getBody());
  return llvm::any_of(Body.Calls, [&](const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    return F && Ways.count(F->getCanonicalDecl()) &&
           Call->getBeginLoc() < Free.Call->getBeginLoc() &&
           comesTo(*Free.In, Call, Free.Call);
  });
}

bool IrqPairs::joinedByTable(const FunctionDecl *Request,
                             const FunctionDecl *Free) const {
  llvm::DenseSet<const FunctionDecl *> Takers = callers(Request),
                                       Givers = callers(Free);
  auto IsIn = [](const llvm::DenseSet<const FunctionDecl *> &Set) {
    return [&](const FunctionDecl *F) {
      return Set.count(F->getCanonicalDecl()) != 0;
    };
  };
  return llvm::any_of(Lifecycles, [&](const Lifecycle &L) {
    return L.Setup && IsIn(Takers)(L.Setup) &&
           llvm::any_of(L.Teardown, IsIn(Givers));
  });
}

bool IrqPairs::mayCallerFree(const IrqPair &P) const {
  llvm::DenseSet<const FunctionDecl *> Takers = callers(P.Request.In);
  for (const FunctionDecl *F : Takers)
    if (callers(F).size() == 1 &&
        (!F->isExternallyVisible() ||
         llvm::any_of(Lifecycles, [&](const Lifecycle &L) {
           return L.Setup && L.Setup->getCanonicalDecl() == F;
         })))
      return false;
  return llvm::any_of(Pairs, [&](const IrqPair &Each) {
    return Each.Request.Call == P.Request.Call &&
           llvm::any_of(callers(Each.Free.In), [&](const FunctionDecl *F) {
             return F->isExternallyVisible() && !Takers.count(F);
           });
  });
}

Place IrqPairs::place(const IrqCall &Free, const IrqCall &Request) const {
  bool Same = Free.In == Request.In;
  if (Same && Free.Call->getBeginLoc() < Request.Call->getBeginLoc())
    return Place::Elsewhere;
  if (Same ? comesTo(*Free.In, Request.Call, Free.Call)
           : callsBefore(Free, Request.In))
    return Place::Unwinding;
  return joinedByTable(Request.In, Free.In) ? Place::Teardown
                                            : Place::Elsewhere;
}

} // namespace epf
