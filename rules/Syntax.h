//===- Syntax.h - Questions about the shape of a function -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What repairs ask of the code around a place: which loop it is in, which
// labels the function has and what they release, how a variable of one
// function is called in another.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_SYNTAX_H
#define EPFLINT_RULES_SYNTAX_H

#include "rules/SourceView.h"
#include "clang/AST/ParentMap.h"
#include <map>

namespace epf {

class Syntax {
public:
  Syntax(const SourceView &View, const clang::FunctionDecl &F);

  const clang::FunctionDecl &function() const { return F; }
  const clang::Stmt *parent(const clang::Stmt *S) const;
  /// The statement that S is or is part of, as it stands in a block or as the
  /// body of an if or a loop.
  const clang::Stmt *statement(const clang::Stmt *S) const;
  /// The innermost loop around S, or null.
  const clang::Stmt *loop(const clang::Stmt *S) const;
  /// The statement behind S in the same block, or null.
  const clang::Stmt *next(const clang::Stmt *S) const;
  /// All statements of a kind, in the order of the source.
  template <typename StmtT> std::vector<const StmtT *> all() const {
    std::vector<const StmtT *> Found;
    for (const clang::Stmt *S : Statements)
      if (const auto *Each = llvm::dyn_cast<StmtT>(S))
        Found.push_back(Each);
    return Found;
  }
  template <typename StmtT>
  std::vector<const StmtT *> within(const clang::Stmt *Outer) const {
    std::vector<const StmtT *> Found;
    for (const StmtT *Each : all<StmtT>())
      if (isWithin(Each, Outer))
        Found.push_back(Each);
    return Found;
  }
  bool isWithin(const clang::Stmt *Inner, const clang::Stmt *Outer) const;

private:
  const clang::FunctionDecl &F;
  clang::ParentMap Parents;
  std::vector<const clang::Stmt *> Statements; ///< by place
};

/// The statement that S labels, behind any further labels.
const clang::Stmt *unlabelled(const clang::Stmt *S);

/// Local variables and parameters that E names.
std::vector<const clang::VarDecl *> localsOf(const clang::Expr *E);

/// The text of E, all of it, with names replaced.
std::string spell(const SourceView &View, const clang::Expr *E,
                  const std::map<const clang::VarDecl *, std::string> &Names);

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

#endif // EPFLINT_RULES_SYNTAX_H
