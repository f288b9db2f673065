//===- Eval.h - Values of expressions, loads and stores ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Works out expressions of one function on one state. Calls and the sides of
// `?:`, `&&` and `||` have been worked out by the time the expression that
// holds them is reached, since the control flow graph gives them elements of
// their own; they are looked up in the state's environment.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_EVAL_H
#define EPFLINT_PATHS_EVAL_H

#include "paths/State.h"
#include "clang/AST/Expr.h"
#include <functional>

namespace epf {

/// What evaluation needs beside the state; one for an exploration.
struct Machine {
  explicit Machine(clang::ASTContext &Ctx) : Ctx(Ctx), Pool(Ctx), Facts(Pool) {}

  clang::ASTContext &Ctx;
  ValuePool Pool;
  Solver Facts;
  StateFactory Make;
  /// Told of every load of a field that the vocabulary watches.
  std::function<void(State &, const Region *, const clang::Expr *)> OnLoad;
  /// Whether OnLoad wants loads of this field, or of what lies in it.
  std::function<bool(const clang::FieldDecl *)> Watches;

  /// Names the evaluation of an expression at this point of S.
  const void *instance(const State &S);

private:
  std::vector<decltype(State::Rounds)> Kept; ///< so that no address recurs
};

class Evaluator {
public:
  Evaluator(Machine &M, State &S) : M(M), S(S) {}

  /// The value of E, with E's side effects done on the state.
  ValueRef value(const clang::Expr *E);
  /// The memory that E, an lvalue, stands for.
  const Region *region(const clang::Expr *E);

  ValueRef load(const Region *R, clang::QualType T,
                const clang::Expr *At = nullptr);
  void store(const Region *R, ValueRef V);
  /// Runs `T V = Init`.
  void initialize(const Region *R, const clang::Expr *Init);
  /// Sets all memory of R and below it to zeros.
  void zero(const Region *R);
  /// R, and all below it, may hold anything from here on.
  void forget(const Region *R, const clang::Stmt *By);
  /// Every object's field (or the global) D may hold anything from here on.
  void forgetDecl(const clang::Decl *D);
  ValueRef fresh(const clang::Expr *E);

  /// The value that an element was given in the current frame, or null.
  ValueRef kept(const clang::Expr *E);
  void keep(const clang::Expr *E, ValueRef V);

private:
  ValueRef valueOf(const clang::Expr *E);
  ValueRef unary(const clang::UnaryOperator *E);
  ValueRef binary(const clang::BinaryOperator *E);
  ValueRef cast(const clang::CastExpr *E);
  ValueRef choice(const clang::AbstractConditionalOperator *E);
  ValueRef logical(const clang::BinaryOperator *E);
  ValueRef shortCircuit(const clang::Expr *E, bool &Known);
  ValueRef arithmetic(clang::BinaryOperatorKind Op, ValueRef L, ValueRef R,
                      const clang::Expr *LE, clang::QualType Type);
  ValueRef compare(clang::BinaryOperatorKind Op, ValueRef L, ValueRef R,
                   clang::QualType Operands);
  ValueRef pointerStep(ValueRef P, ValueRef N, clang::QualType PointerType,
                       bool Backwards);
  ValueRef statement(const clang::StmtExpr *E);
  ValueRef fromDefault(const Region *R, clang::QualType T);
  ValueRef neighbour(const Region *R);
  ValueRef truthOf(ValueRef V);
  void assumeValid(const Region *R);
  /// A store of V to R may have hit memory that is spelled otherwise.
  void forgetAliases(const Region *R, ValueRef V);
  void dropBelow(const Region *R);

  Machine &M;
  State &S;
};

} // namespace epf

#endif // EPFLINT_PATHS_EVAL_H
