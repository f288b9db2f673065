//===- Translation.h - One function's words in another ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What set-up has taken, teardown and callers must name in their own words: by
// a variable of the same type, by driver data, or by repeating a declaration.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_TRANSLATION_H
#define EPFLINT_RULES_TRANSLATION_H

#include "rules/Syntax.h"

namespace epf {

/// A parameter of F, or a variable at the top of its body that has a value from
/// the start, of type T; null if there is none.
const clang::VarDecl *variableOf(const clang::ASTContext &Ctx,
                                 const clang::FunctionDecl &F,
                                 clang::QualType T);

/// How expressions of one function are written in another.
struct Translation {
  std::map<const clang::VarDecl *, std::string> Names;
  /// Declarations that the other function lacks, in order: "struct a *p = x;".
  std::vector<std::string> Declarations;
};

/// Translates the locals of Exprs from From into To: by type, or by repeating
/// their declaration. Skip is left alone. Nothing if one can't be translated.
std::optional<Translation> translate(const SourceView &View,
                                     const clang::FunctionDecl &From,
                                     const clang::FunctionDecl &To,
                                     llvm::ArrayRef<const clang::Expr *> Exprs,
                                     const clang::VarDecl *Skip = nullptr);

} // namespace epf

#endif // EPFLINT_RULES_TRANSLATION_H
