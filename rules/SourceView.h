//===- SourceView.h - Places and spellings in the source ------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a reader sees of a syntax tree: the text of an expression as the driver
// spells it, and places as file, line and column. A place inside a macro is
// where the macro is used.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_SOURCEVIEW_H
#define EPFLINT_RULES_SOURCEVIEW_H

#include "rules/Finding.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include <optional>
#include <vector>

namespace epf {

class SourceView {
public:
  explicit SourceView(const clang::ASTContext &Ctx) : Ctx(Ctx) {}

  const clang::ASTContext &context() const { return Ctx; }
  /// The text of S on one line, runs of white space folded. Cut with "..."
  /// past 48 characters.
  std::string text(const clang::Stmt *S) const;
  /// The same in full.
  std::string folded(const clang::Stmt *S) const;
  /// The text of S as it stands, line breaks and all.
  std::string wholeText(const clang::Stmt *S) const;
  Location location(clang::SourceRange Range) const;
  Location location(const clang::Stmt *S) const;
  /// Whether A begins in front of B in one file. A macro's text is where the
  /// macro is used.
  bool isBefore(const clang::Stmt *A, const clang::Stmt *B) const;

  /// The functions that the main file defines, in order: found once, as a
  /// kernel's headers hold thousands more.
  const std::vector<const clang::FunctionDecl *> &functions() const;

private:
  const clang::ASTContext &Ctx;
  mutable std::optional<std::vector<const clang::FunctionDecl *>> Functions;
};

} // namespace epf

#endif // EPFLINT_RULES_SOURCEVIEW_H
