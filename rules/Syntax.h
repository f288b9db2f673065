//===- Syntax.h - Questions about the shape of a function -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What repairs ask of the code around a place: which loop it is in, what stands
// in front of it, which variables an expression names.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_SYNTAX_H
#define EPFLINT_RULES_SYNTAX_H

#include "rules/SourceView.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ParentMap.h"
#include <map>

namespace epf {

class Syntax {
public:
  explicit Syntax(const clang::FunctionDecl &F);

  const clang::FunctionDecl &function() const { return F; }
  const clang::Stmt *parent(const clang::Stmt *S) const;
  /// The statement that S is or is part of, as it stands in a block or as the
  /// body of an if or a loop.
  const clang::Stmt *statement(const clang::Stmt *S) const;
  /// The innermost loop around S, or null. `do { } while (0)` is none.
  const clang::Stmt *loop(const clang::Stmt *S) const;
  /// The statement behind S in the same block, or null.
  const clang::Stmt *next(const clang::Stmt *S) const;
  /// The statement in front of S in the same block, or null.
  const clang::Stmt *previous(const clang::Stmt *S) const;
  /// The innermost if whose branch S is or stands in, or null.
  const clang::IfStmt *branch(const clang::Stmt *S) const;
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

/// The variable of an integer type that E is indexed with, or null.
const clang::VarDecl *indexOf(const clang::Expr *E);

/// Whether E calls nothing but accessors that say the same each time.
bool isSteady(const clang::Expr *E);

/// The body of a loop.
const clang::Stmt *bodyOf(const clang::Stmt *Loop);

/// The variable that the loop steps up in each round, or null.
const clang::VarDecl *counterOf(const clang::Stmt *Loop);

/// What a for loop sets the counter I to before its first round, or null.
const clang::Expr *startOf(const clang::Stmt *Loop, const clang::VarDecl *I);

/// What a loop asks before or behind each round, or null.
const clang::Expr *conditionOf(const clang::Stmt *Loop);

/// The text of E, all of it, with names replaced. A name that stands for an
/// address, "&a[i]", is written "a[i].m" where E has "p->m".
std::string spell(const SourceView &View, const clang::Expr *E,
                  const std::map<const clang::VarDecl *, std::string> &Names);

} // namespace epf

#endif // EPFLINT_RULES_SYNTAX_H
