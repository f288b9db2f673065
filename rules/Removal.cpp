//===- Removal.cpp - Taking statements out --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a statement leaves behind goes with it: an if without a body, braces
// around one line, a second blank line.
//
//===----------------------------------------------------------------------===//

#include "rules/Patch.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// An if that is left with one line needs no braces.
void Patch::dropBraces(const Syntax &In, const Stmt *Removed) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(In.parent(Removed));
  const auto *If = Block ? dyn_cast_or_null<IfStmt>(In.parent(Block)) : nullptr;
  if (!If || If->getElse() || Block->size() != 2)
    return;
  const Stmt *Left =
      Block->body_front() == Removed ? Block->body_back() : Block->body_front();
  auto Open = offset(Block->getLBracLoc()),
       Close = offset(Block->getRBracLoc());
  // What is left may be a macro, such as dev_err().
  auto Begin = offset(
      View.context().getSourceManager().getExpansionLoc(Left->getBeginLoc()));
  auto End = endOf(Left);
  if (!Open || !Close || !Begin || !End ||
      text().slice(*Begin, *End).contains('\n') ||
      !isa<Expr, ReturnStmt, GotoStmt, BreakStmt, ContinueStmt>(Left))
    return;
  unsigned Line = lineStart(*Close);
  size_t Next = text().find('\n', *Close);
  if (Next == llvm::StringRef::npos || text().slice(Line, Next).trim() != "}")
    return;
  unsigned Head = text().substr(0, *Open).rtrim().size();
  edit(Head, *Open + 1, "");
  edit(Line, Next + 1, "");
}

// The first line of a comment that is about the lines [Line, Behind) alone: it
// stands right above them, apart from what is before, and they are the last of
// their paragraph. Else Line.
unsigned Patch::withComment(unsigned Line, size_t Behind) const {
  unsigned Above = aboveComment(Line);
  llvm::StringRef Next = text().substr(Behind);
  Next = Next.take_until([](char C) { return C == '\n'; }).trim();
  llvm::StringRef Before = text().substr(0, Above).rtrim(" \t");
  bool Apart = Before.ends_with("\n\n") || Before.ends_with("{\n");
  return Apart && (Next.empty() || Next.starts_with("}")) ? Above : Line;
}

void Patch::remove(const Syntax &In, const Stmt *S, bool KeepBraces) {
  S = In.statement(S);
  auto Begin = offset(S->getBeginLoc());
  auto End = endOf(S);
  if (!Begin || !End)
    return;
  // With its only statement, an if or loop without side effects goes too.
  const Stmt *Up = In.parent(S);
  const auto *If = dyn_cast<IfStmt>(Up);
  if (isa<ForStmt, WhileStmt>(Up) ||
      (If && !If->getElse() && !If->getCond()->HasSideEffects(View.context())))
    return remove(In, Up);
  unsigned Line = lineStart(*Begin);
  size_t NewLine = text().find('\n', *End);
  if (!isa<CompoundStmt>(Up) || NewLine == llvm::StringRef::npos ||
      !text().slice(Line, *Begin).trim().empty() ||
      !text().slice(*End, NewLine).trim().empty()) {
    Refused = true;
    return;
  }
  if (!KeepBraces)
    dropBraces(In, S);
  // Of the blank lines around it, one stays.
  size_t Behind = NewLine + 1;
  Line = withComment(Line, Behind);
  bool Blank = text().substr(0, Line).ends_with("\n\n");
  if (Blank && text().substr(Behind).starts_with("\n"))
    ++Behind;
  edit(Line, Behind, "");
}

void Patch::removeLines(const Stmt *S) {
  auto Begin = offset(S->getBeginLoc());
  auto End = endOf(unlabelled(S));
  if (!Begin || !End)
    return;
  unsigned Line = lineStart(*Begin);
  size_t NewLine = text().find('\n', *End);
  if (NewLine == llvm::StringRef::npos ||
      !text().slice(Line, *Begin).trim().empty() ||
      !text().slice(*End, NewLine).trim().empty()) {
    Refused = true;
    return;
  }
  edit(Line, NewLine + 1, "");
}

void Patch::remove(const FunctionDecl &F) {
  auto Begin = startOf(F);
  auto End = offset(F.getBodyRBrace());
  if (!Begin || !End)
    return;
  size_t Behind = *End + 1;
  while (Behind < text().size() && text()[Behind] == '\n')
    ++Behind;
  edit(*Begin, Behind, "");
}

} // namespace epf
