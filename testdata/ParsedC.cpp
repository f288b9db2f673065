//===- ParsedC.cpp - C snippets as syntax trees ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/ParsedC.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/ErrorHandling.h"

using namespace clang;

namespace epf {

ParsedC::ParsedC(llvm::StringRef Text)
    : Unit(tooling::buildASTFromCodeWithArgs(Text,
                                             {"-std=gnu11", "-nostdinc", "-w",
                                              "-I" EPFLINT_SOURCE_DIR
                                              "/testdata/include"},
                                             "snippet.c")) {
  if (!Unit || context().getDiagnostics().hasErrorOccurred())
    llvm::report_fatal_error("the snippet does not compile");
}

template <typename DeclT>
const DeclT *ParsedC::find(llvm::StringRef Name) const {
  ASTContext &Ctx = context();
  for (NamedDecl *D :
       Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Name)))
    if (const auto *Found = dyn_cast<DeclT>(D))
      return Found;
  llvm::report_fatal_error("the snippet has no " + llvm::Twine(Name));
}

const FunctionDecl *ParsedC::function(llvm::StringRef Name) const {
  return find<FunctionDecl>(Name);
}

const VarDecl *ParsedC::variable(llvm::StringRef Name) const {
  return find<VarDecl>(Name);
}

const RecordDecl *ParsedC::record(llvm::StringRef Name) const {
  return find<RecordDecl>(Name)->getDefinition();
}

const FieldDecl *ParsedC::field(llvm::StringRef Record,
                                llvm::StringRef Name) const {
  for (const FieldDecl *F : record(Record)->fields())
    if (F->getName() == Name)
      return F;
  llvm::report_fatal_error("the snippet has no field " + llvm::Twine(Name));
}

std::vector<const FunctionDecl *> ParsedC::functions() const {
  std::vector<const FunctionDecl *> Found;
  const SourceManager &Sources = context().getSourceManager();
  for (const Decl *D : context().getTranslationUnitDecl()->decls())
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        F && F->doesThisDeclarationHaveABody() &&
        Sources.isInMainFile(F->getLocation()))
      Found.push_back(F);
  return Found;
}

} // namespace epf
