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

#include "paths/Traits.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SetVector.h"
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

  /// Where paths are joined: set once something was asked, and not answered,
  /// that one path by itself may have an answer to.
  const char *Unsure = nullptr;
  /// Tells that what depends on V, or on R, was asked for.
  void ask(bool Vague, const char *What, llvm::ArrayRef<ValueRef> Of,
           bool Exact = false) {
    if (!Vague)
      return;
    if (!Unsure)
      Unsure = What;
    Apart.ask(Of, Exact);
  }
  Traits Apart;
  /// By what was guessed that a loop goes round again, by its head.
  llvm::DenseMap<const clang::CFGBlock *, llvm::SetVector<ValueRef>> Guessed;

  /// All that each joined value may be; none where they are too many.
  llvm::DenseMap<ValueRef, llvm::SmallVector<ValueRef, 4>> Parts;
  /// Grows with Parts.
  unsigned NumParts = 0;
  /// One of Each, under the name that Place and Point give it.
  ValueRef oneOf(State &S, llvm::ArrayRef<ValueRef> Each, const void *Place,
                 const void *Point, clang::QualType Type);
  void addPart(ValueRef Joined, ValueRef V);
  /// All that V may be, where it is not vague; nothing if they are too many.
  std::optional<llvm::SmallVector<ValueRef, 4>> parts(ValueRef V);
  std::optional<llvm::SmallVector<const Region *, 4>> parts(const Region *R);
  /// The fields and variables of this type that something may point to.
  std::function<std::vector<const clang::Decl *>(clang::QualType)> Addressed;
  /// Everything that any path of the task has asked for, where they are joined.
  llvm::SetVector<const Holding *> Taken;

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
  /// R, which is one of nobody knows what, may hold anything.
  void spoil(const Region *R);
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
  ValueRef loadVague(const Region *R, clang::QualType T, const clang::Expr *At);
  void storeVague(const Region *R, ValueRef V);
  void dropBelow(const Region *R);

  Machine &M;
  State &S;
};

} // namespace epf

#endif // EPFLINT_PATHS_EVAL_H
