//===- Slice.h - Which branches can matter ----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most branches of a driver decide about clocks, registers and messages. They
// would double the paths and change nothing that is held. A slice finds those
// that do matter, by going backwards from effects:
//
//   effect      a call of the vocabulary, a call that may take or give back
//               unseen, a look at a doorbell, a return whose value is asked for
//   relevant    what an effect's operands are computed from, and what decides
//               whether it is come to (control dependence, as clang has it)
//
//   if (priv->debug)           skipped: paths go on where its arms meet
//     dump(priv);
//   if (priv->has_irq)         walked: a request depends on it
//     ret = request_irq(...);
//
// A slice is of one entry of a lifecycle: what only the entry before it asked
// for does not matter any more. Within an entry it does not look at the order
// of statements: what matters anywhere matters everywhere. That is coarse, but
// what it leaves out is left out for good.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_SLICE_H
#define EPFLINT_PATHS_SLICE_H

#include "paths/Digest.h"

namespace epf {

class Slice {
public:
  /// Of Root and all that it may call. Answers: what it returns is looked at.
  /// After, or null, is the slice of what runs next on the same memory.
  Slice(Digests &All, const clang::FunctionDecl *Root, bool Answers,
        const Slice *After);
  ~Slice();

  /// All functions that paths may enter, each by its canonical declaration.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const {
    return Closure.getArrayRef();
  }
  /// True if some effect depends on what D, a variable or field, holds.
  bool isRelevant(const clang::Decl *D) const { return Relevant.contains(D); }
  /// True if some effect depends on what E reads, here or wherever it is asked.
  bool isRead(const clang::MemberExpr *E) const { return Looks.contains(E); }
  /// True if what F does, beside returning, matters wherever it is called.
  bool isEffectful(const clang::FunctionDecl *F) const;
  /// True if a call of F is entered rather than reduced to what F writes.
  bool isEntered(const clang::FunctionDecl *F) const;
  /// True if it matters which way paths take at the end of B.
  bool matters(const Body &Of, const clang::CFGBlock *B) const;

private:
  struct Function;
  class Builder;

  const Scope &Unit;
  llvm::SetVector<const clang::FunctionDecl *> Closure;
  llvm::DenseSet<const clang::Decl *> Relevant;
  llvm::DenseSet<const clang::MemberExpr *> Looks;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Function>>
      Functions; ///< by canonical declaration
};

} // namespace epf

#endif // EPFLINT_PATHS_SLICE_H
