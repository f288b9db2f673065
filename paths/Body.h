//===- Body.h - One function, prepared for exploration ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The control flow graph of a function and what the explorer looks up in it
// again and again: its loops, which values are used past the end of a block,
// and which locals are still read from a block on. Computed once a function.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_BODY_H
#define EPFLINT_PATHS_BODY_H

#include "clang/AST/ASTContext.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>

namespace epf {

/// A natural loop: the blocks from which its head is reached again without
/// leaving it.
struct Loop {
  const clang::CFGBlock *Head = nullptr;
  llvm::BitVector Blocks; ///< by block id
  /// What it asks in front of each round; null if only its body ends it.
  const clang::Expr *Ends = nullptr;

  /// Whether B is one of its blocks and branches out of it.
  bool isLeftFrom(const clang::CFGBlock &B) const;
};

class Body {
public:
  /// Null if clang can't make a graph of F, which must have a body.
  static std::unique_ptr<Body> create(const clang::FunctionDecl &F,
                                      clang::ASTContext &Ctx);

  const clang::FunctionDecl &function() const { return F; }
  const clang::CFG &graph() const { return *Graph; }
  const clang::CFGBlock &entry() const { return Graph->getEntry(); }
  bool isExit(const clang::CFGBlock *B) const { return B == &Graph->getExit(); }

  /// True if the graph has E as an element of its own: its value is worked out
  /// there, once, and looked up where E stands.
  bool isElement(const clang::Expr *E) const { return Elements.count(E); }
  /// True if S stands where clang's graph has it, but nothing is worked out:
  /// below __builtin_constant_p(), as BUG_ON() of some machines has it.
  bool isUnevaluated(const clang::Stmt *S) const {
    return Unevaluated.count(S);
  }
  /// The block in which the value of E is used, or null.
  const clang::CFGBlock *user(const clang::Expr *E) const {
    return Users.lookup(E);
  }

  /// All loops, inner ones too.
  const std::vector<Loop> &loops() const { return Loops; }

  /// True if the condition E asks for a local that the function counts down;
  /// not if it asks for what is told by one: an element of an array.
  bool countsDown(const clang::Expr *E) const;

  /// Whether V may be read after control comes to B.
  bool isLive(const clang::VarDecl *V, const clang::CFGBlock *B) const;
  /// Blocks where paths come together, so that states are compared.
  bool isMerge(const clang::CFGBlock *B) const {
    return B->pred_size() > 1 || isExit(B);
  }

private:
  Body(const clang::FunctionDecl &F, std::unique_ptr<clang::CFG> G);
  void findElements();
  void findLoops();
  void findLiveness();

  const clang::FunctionDecl &F;
  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseSet<const clang::Expr *> Elements;
  llvm::DenseSet<const clang::Stmt *> Unevaluated;
  llvm::DenseMap<const clang::Expr *, const clang::CFGBlock *> Users;
  std::vector<Loop> Loops;
  llvm::DenseSet<const clang::VarDecl *> CountedDown;
  llvm::DenseMap<const clang::VarDecl *, unsigned> Locals;
  std::vector<llvm::BitVector> LiveIn; ///< by block id, over Locals
};

} // namespace epf

#endif // EPFLINT_PATHS_BODY_H
