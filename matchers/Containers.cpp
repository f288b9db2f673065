//===- Containers.cpp - What keeps the objects of a driver ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Containers.h"
#include "matchers/Headers.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace epf {

namespace {

struct Link {
  llvm::StringRef Struct, Container;
};

const Link Links[] = {
#define LINK(STRUCT, CONTAINER) {#STRUCT, #CONTAINER},
#include "matchers/Helpers.def"
};

} // namespace

// The container that T points to a link of, or nothing.
static llvm::StringRef containerBehind(QualType T, bool Writable) {
  QualType To = T->isPointerType() ? T->getPointeeType() : QualType();
  const RecordDecl *Of = To.isNull() ? nullptr : To->getAsRecordDecl();
  if (!Of || (Writable && To.isConstQualified()))
    return "";
  for (const Link &Each : Links)
    if (Of->getName() == Each.Struct)
      return Each.Container;
  return "";
}

static bool isOfCore(const FunctionDecl &F) {
  const SourceManager &SM = F.getASTContext().getSourceManager();
  auto File = SM.getFileEntryRefForID(
      SM.getFileID(SM.getExpansionLoc(F.getLocation())));
  return File && isCoreHeader(File->getName());
}

bool relinks(const FunctionDecl &F) {
  return llvm::any_of(F.parameters(),
                      [](const ParmVarDecl *P) {
                        return !containerBehind(P->getType(), true).empty();
                      }) &&
         isOfCore(F);
}

std::vector<const FieldDecl *> relinkedBy(const CallExpr &Call) {
  std::vector<const FieldDecl *> Found;
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F || !relinks(*F))
    return Found;
  ASTContext &Ctx = F->getASTContext();
  for (const Link &Each : Links) {
    if (llvm::none_of(F->parameters(), [&](const ParmVarDecl *P) {
          return containerBehind(P->getType(), true) == Each.Container;
        }))
      continue;
    for (const NamedDecl *D :
         Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Each.Struct)))
      if (const auto *R = dyn_cast<RecordDecl>(D))
        if (const RecordDecl *Def = R->getDefinition())
          Found.insert(Found.end(), Def->field_begin(), Def->field_end());
  }
  return Found;
}

bool isRing(llvm::StringRef Struct) { return Struct == "list_head"; }

bool isLookup(const FunctionDecl &F) {
  const IdentifierInfo *Name = F.getIdentifier();
  return llvm::StringSwitch<bool>(Name ? Name->getName() : "")
#define LOOKUP(NAME) .Case(#NAME, true)
#include "matchers/Helpers.def"
      .Default(!containerBehind(F.getReturnType(), false).empty() &&
               isOfCore(F));
}

} // namespace epf
