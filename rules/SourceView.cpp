//===- SourceView.cpp - Places and spellings in the source ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/SourceView.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace epf {

const std::vector<const FunctionDecl *> &SourceView::functions() const {
  if (Functions)
    return *Functions;
  const SourceManager &SM = Ctx.getSourceManager();
  Functions.emplace();
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls())
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        F && F->doesThisDeclarationHaveABody() && F->getIdentifier() &&
        SM.isInMainFile(F->getLocation()))
      Functions->push_back(F);
  return *Functions;
}

std::string SourceView::wholeText(const Stmt *S) const {
  const SourceManager &SM = Ctx.getSourceManager();
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()), SM,
      Ctx.getLangOpts());
  if (Range.isInvalid())
    Range = SM.getExpansionRange(S->getSourceRange());
  if (Range.isTokenRange())
    Range.setEnd(
        Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM, Ctx.getLangOpts()));
  Range.setTokenRange(false);
  return Lexer::getSourceText(Range, SM, Ctx.getLangOpts()).str();
}

std::string SourceView::folded(const Stmt *S) const {
  std::string Folded;
  for (char C : wholeText(S)) {
    if (isspace(static_cast<unsigned char>(C)) || C == '\\') {
      if (!Folded.empty() && Folded.back() != ' ')
        Folded += ' ';
    } else {
      Folded += C;
    }
  }
  return Folded;
}

std::string SourceView::text(const Stmt *S) const {
  std::string Folded = folded(S);
  return Folded.size() > 48 ? Folded.substr(0, 45) + "..." : Folded;
}

Location SourceView::location(SourceRange Range) const {
  const SourceManager &SM = Ctx.getSourceManager();
  CharSourceRange Used = SM.getExpansionRange(Range);
  SourceLocation End = Used.getEnd();
  if (Used.isTokenRange())
    End = Lexer::getLocForEndOfToken(End, 0, SM, Ctx.getLangOpts());
  PresumedLoc Begin = SM.getPresumedLoc(Used.getBegin(), false);
  PresumedLoc Last = SM.getPresumedLoc(End, false);
  Location L;
  if (Begin.isInvalid())
    return L;
  L.File = Begin.getFilename();
  L.Line = L.EndLine = Begin.getLine();
  L.Column = L.EndColumn = Begin.getColumn();
  if (Last.isValid()) {
    L.EndLine = Last.getLine();
    L.EndColumn = Last.getColumn();
  }
  return L;
}

Location SourceView::location(const Stmt *S) const {
  return location(S->getSourceRange());
}

bool SourceView::isBefore(const Stmt *A, const Stmt *B) const {
  const SourceManager &SM = Ctx.getSourceManager();
  return SM.getFileOffset(SM.getExpansionLoc(A->getBeginLoc())) <
         SM.getFileOffset(SM.getExpansionLoc(B->getBeginLoc()));
}

} // namespace epf
