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
  /// Puts text, whole lines, in front of the closing brace of the function.
  void append(const clang::FunctionDecl &F, std::string Text);
  /// Puts lines in front of the first statement that is no declaration.
  void insertAtStart(const Syntax &In, llvm::ArrayRef<std::string> Lines);
  /// Puts declarations to those at the top of the function: behind them, or by
  /// length where they go from long to short.
  void declare(const clang::FunctionDecl &F, llvm::ArrayRef<std::string> Lines);
  /// Puts a declaration in front of those at the top of the function.
  void declareFirst(const clang::FunctionDecl &F, const std::string &Line);
  /// Declares another variable of V's type behind V: "int i, req, ret;".
  void declareBeside(const clang::VarDecl *V, llvm::StringRef Name);
  /// Puts text, whole lines, in front of the function.
  void insertBefore(const clang::FunctionDecl &F, std::string Text);
  /// Declares Called, as its head has it, in front of F.
  void declareBefore(const clang::FunctionDecl &F,
                     const clang::FunctionDecl &Called);
  /// Puts the statement that S is part of under `if (Condition)`.
  void guard(const Syntax &In, const clang::Stmt *S, std::string Condition);
  /// Makes S, all of a line, the body of Head, without braces.
  void head(const clang::Stmt *S, const std::string &Head);
  /// Makes the statements from From to To, of one block, the body of Head: "if
  /// (x)". Else, if it is not empty, is what is done otherwise.
  void wrap(const clang::Stmt *From, const clang::Stmt *To,
            const std::string &Head, const std::string &Else = "");
  /// Gives the struct of F another field, in a line behind F's and aligned with
  /// it. Where the struct's comment tells of F, Doc tells there of the new one.
  void addField(const clang::FieldDecl &F, llvm::StringRef Type,
                llvm::StringRef Name, llvm::StringRef Doc);
  /// Puts a line at the head of a block, apart from what a comment is about.
  void insertAtHead(const clang::CompoundStmt &Block, llvm::StringRef Line);
  /// Whether an #if opens between From and To, and no #endif closes it.
  bool isConditional(clang::SourceLocation From, clang::SourceLocation To);
  /// Gives an if without an else one, with braces where the if has them. What
  /// is asked for twice is done once.
  void addElse(const Syntax &In, const clang::IfStmt *If,
               llvm::ArrayRef<std::string> Lines);
  /// Puts a label, if it has a name, and the lines behind it in front of the
  /// label L.
  void insertLabel(const clang::LabelStmt *L, llvm::StringRef Name,
                   llvm::ArrayRef<std::string> Lines);
  /// Puts a label in front of S.
  void label(const clang::Stmt *S, llvm::StringRef Name);
  /// The white space in front of S.
  std::string indentOf(const clang::Stmt *S);
  void replace(clang::SourceRange Tokens, std::string Text);
  void replace(const clang::Stmt *S, std::string Text) {
    replace(S->getSourceRange(), std::move(Text));
  }
  /// Puts Text in the place of all of S, its semicolon too.
  void replaceStatement(const clang::Stmt *S, std::string Text);
  /// Lets two statements change places, with their semicolons.
  void swap(const clang::Stmt *A, const clang::Stmt *B);
  /// Puts Text in the place of what stands between A and B.
  void replaceBetween(const clang::Stmt *A, const clang::Stmt *B,
                      std::string Text) {
    replaceBetween(A->getEndLoc(), B, std::move(Text));
  }
  /// The same behind the token at A.
  void replaceBetween(clang::SourceLocation A, const clang::Stmt *B,
                      std::string Text);
  /// Takes the lines of the statement that S is part of out. In a branch
  /// without braces, an empty statement would be left: refused. Braces that are
  /// left around one line go too, unless more is to be put there.
  void remove(const Syntax &In, const clang::Stmt *S, bool KeepBraces = false);

  /// Takes out the lines that S, which nothing shares them with, stands on.
  void removeLines(const clang::Stmt *S);
  /// Takes out the function, with the comment in front of it.
  void remove(const clang::FunctionDecl &F);

  /// A person should look at it.
  void wantReview() { Building.How = Applicability::Review; }
  /// The repair, or nothing if a place was refused or edits overlap.
  std::optional<Fix> take();

private:
  void insertBeside(const Syntax &In, const clang::Stmt *S,
                    llvm::ArrayRef<std::string> Lines, bool Behind);
  std::optional<unsigned> startOf(const clang::FunctionDecl &F);
  void dropBraces(const Syntax &In, const clang::Stmt *Removed);
  std::string indentOfHead(const clang::Stmt *Up, const clang::Stmt *S);
  void takeCallOut(const Syntax &In, const clang::IfStmt *If);
  /// Offset of Loc in the main file; refuses macros and other files.
  std::optional<unsigned> offset(clang::SourceLocation Loc);
  void edit(unsigned Begin, unsigned End, std::string Text);
  llvm::StringRef text() const;
  std::string indentAt(unsigned Offset) const;
  unsigned lineStart(unsigned Offset) const;
  unsigned aboveComment(unsigned Line) const;
  void documentField(const clang::FieldDecl &F, llvm::StringRef Name,
                     llvm::StringRef Doc);
  unsigned withComment(unsigned Line, size_t Behind) const;
  std::optional<unsigned> endOf(const clang::Stmt *S);
  std::string lines(llvm::StringRef Indent,
                    llvm::ArrayRef<std::string> Lines) const;

  const SourceView &View;
  Fix Building;
  bool Refused = false;
};

/// What there is, as a list.
std::vector<Fix> only(std::optional<Fix> F);

/// Adds what there is to All.
void add(std::vector<Fix> &All, std::optional<Fix> F);

/// Lines under `if (Condition)`; as they are if it is empty.
std::vector<std::string> under(llvm::StringRef Condition,
                               llvm::ArrayRef<std::string> Lines);

/// "err_irq: " and the like: the first Name, Name2, ... that F does not use.
std::string unusedName(const clang::FunctionDecl &F, llvm::StringRef Name);

} // namespace epf

#endif // EPFLINT_RULES_PATCH_H
