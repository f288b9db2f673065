//===- Functions.cpp - The functions whose bodies count -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs parse more or less of the headers: all bodies, those that we ask
// for, or none, when headers come precompiled. What is found must not depend on
// it, so there is one answer to which bodies are looked into.
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "paths/Scope.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace epf {

// Below the main file's directory.
static bool isInMainTree(const FunctionDecl &F) {
  const SourceManager &SM = F.getASTContext().getSourceManager();
  auto Directory = [&](FileID File) {
    auto Entry = SM.getFileEntryRefForID(File);
    return Entry ? llvm::sys::path::parent_path(Entry->getName())
                 : llvm::StringRef();
  };
  llvm::StringRef Below =
      Directory(SM.getFileID(SM.getExpansionLoc(F.getLocation())));
  return Below.consume_front(Directory(SM.getMainFileID())) &&
         (Below.empty() || Below.starts_with("/"));
}

// Beside those of the driver: accessors that carry its object from one entry
// to the next.
bool isLookedInto(const FunctionDecl &F) {
  const IdentifierInfo *Name = F.getIdentifier();
  if (!Name)
    return false;
  return isAccessor(Name->getName()) || isInMainTree(F);
}

namespace {

/// Collects the functions that a body calls.
class CalleeFinder : public RecursiveASTVisitor<CalleeFinder> {
public:
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *F = E->getDirectCallee())
      Callees.push_back(F);
    return true;
  }

  std::vector<const FunctionDecl *> Callees;
};

} // namespace

// Editors keep the headers precompiled. decls() would load all of them, so what
// they define is come to by the calls.
void Scope::findFunctions() {
  auto Add = [&](const FunctionDecl *F) {
    if (F && F->doesThisDeclarationHaveABody() && !F->isInvalidDecl() &&
        isLookedInto(*F))
      Functions[F->getCanonicalDecl()].Decl = F;
  };
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls())
    Add(dyn_cast<FunctionDecl>(D));
  if (!Ctx.getExternalSource())
    return;
  for (size_t I = 0; I != Functions.size(); ++I) {
    CalleeFinder Find;
    Find.TraverseStmt(Functions.begin()[I].second.Decl->getBody());
    for (const FunctionDecl *F : Find.Callees)
      if (!Functions.count(F->getCanonicalDecl()))
        Add(F->getDefinition());
  }
}

} // namespace epf
