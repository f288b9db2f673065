//===- Patch.h - Edits to a function, statement by statement ----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds the edits of one repair. Text is put in as whole statements with the
// indentation of the place; braces are added where a branch had none. Places
// inside macros and outside the main file are refused: the whole repair is.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_PATCH_H
#define EPFLINT_RULES_PATCH_H

#include "rules/Syntax.h"

namespace epf {

class Patch {
public:
  Patch(const SourceView &View, std::string Description, Applicability How);

  /// Puts lines of code in front of the statement that S is part of. A line's
  /// own tabs come on top of the indentation found.
  void insertBefore(const Syntax &In, const clang::Stmt *S,
                    llvm::ArrayRef<std::string> Lines);
  /// Puts lines behind the statement that S is part of.
  void insertAfter(const Syntax &In, const clang::Stmt *S,
                   llvm::ArrayRef<std::string> Lines);
  /// Puts lines in front of the closing brace of the function.
  void insertAtEnd(const clang::FunctionDecl &F,
                   llvm::ArrayRef<std::string> Lines);
  /// Puts lines in front of the first statement that is no declaration.
  void insertAtStart(const Syntax &In, llvm::ArrayRef<std::string> Lines);
  /// Puts declarations behind those at the top of the function.
  void declare(const clang::FunctionDecl &F, llvm::ArrayRef<std::string> Lines);
  /// Puts text, whole lines, in front of the function.
  void insertBefore(const clang::FunctionDecl &F, std::string Text);
  /// Puts the statement that S is part of under `if (Condition)`.
  void guard(const Syntax &In, const clang::Stmt *S, std::string Condition);
  /// Puts a label in front of S.
  void label(const clang::Stmt *S, llvm::StringRef Name);
  /// The white space in front of S.
  std::string indentOf(const clang::Stmt *S);
  void replace(clang::SourceRange Tokens, std::string Text);
  void replace(const clang::Stmt *S, std::string Text) {
    replace(S->getSourceRange(), std::move(Text));
  }
  /// Takes the lines of the statement that S is part of out. In a branch
  /// without braces, an empty statement would be left: refused.
  void remove(const Syntax &In, const clang::Stmt *S);

  /// The repair, or nothing if a place was refused or edits overlap.
  std::optional<Fix> take();

private:
  void insertBeside(const Syntax &In, const clang::Stmt *S,
                    llvm::ArrayRef<std::string> Lines, bool Behind);
  std::string indentOfHead(const clang::Stmt *Up, const clang::Stmt *S);
  /// Offset of Loc in the main file; refuses macros and other files.
  std::optional<unsigned> offset(clang::SourceLocation Loc);
  void edit(unsigned Begin, unsigned End, std::string Text);
  llvm::StringRef text() const;
  std::string indentAt(unsigned Offset) const;
  unsigned lineStart(unsigned Offset) const;
  std::optional<unsigned> endOf(const clang::Stmt *S);
  std::string lines(llvm::StringRef Indent,
                    llvm::ArrayRef<std::string> Lines) const;

  const SourceView &View;
  Fix Building;
  bool Refused = false;
};

/// "err_irq: " and the like: the first Name, Name2, ... that F does not use.
std::string unusedName(const clang::FunctionDecl &F, llvm::StringRef Name);

} // namespace epf

#endif // EPFLINT_RULES_PATCH_H
