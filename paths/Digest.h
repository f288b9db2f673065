//===- Digest.h - What the statements of a function do ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One look over the graph of a function, so that slices of it are cheap: what
// is an effect in any case, what writes a variable, field or memory behind a
// pointer, what is called, what is returned, and which branch each block hangs
// on.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_DIGEST_H
#define EPFLINT_PATHS_DIGEST_H

#include "matchers/Doorbell.h"
#include "paths/Observer.h"
#include "clang/Analysis/Analyses/Dominators.h"

namespace epf {

/// Something that a block does.
struct Deed {
  enum class Kind {
    Effect,   ///< it matters in any case
    Write,    ///< it matters if Target does
    Behind,   ///< a write through a pointer: if something of type Type does
    Call,     ///< it matters if what Callee does does
    Returning ///< it matters if what the function returns does
  };
  Kind What;
  const clang::CFGBlock *At = nullptr;
  /// What it depends on.
  llvm::SmallVector<const clang::Stmt *, 4> Reads;
  /// It outlives the call of the function that it is in.
  bool Lasting = false;
  /// An observer hears of it, so that it is come to in functions of any size.
  bool Heard = false;
  const clang::Decl *Target = nullptr;
  const clang::Type *Type = nullptr;
  const clang::FunctionDecl *Callee = nullptr; ///< canonical
  const clang::CallExpr *Call = nullptr;   ///< null where a scope's end calls
  const clang::VarDecl *Cleaned = nullptr; ///< then: what is handed over
};

struct Digest {
  explicit Digest(const Body &Of)
      : Of(Of), Control(const_cast<clang::CFG *>(&Of.graph())) {}

  const Body &Of;
  clang::ControlDependencyCalculator Control;
  std::vector<Deed> Deeds;
  /// The block that each `if`, `&&`, `?:`... ends.
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> EndedBy;
  llvm::DenseSet<const clang::Decl *> Addressed; ///< whose address is taken
  /// What it may call though no call names it: by type, and handed over.
  std::vector<clang::QualType> Pointers;
  std::vector<const clang::FunctionDecl *> Actions;
};

/// What types of memory a write through a pointer to T reaches: integers of one
/// size are alike.
const clang::Type *behind(clang::ASTContext &Ctx, clang::QualType T);

/// Digests, each made once.
class Digests {
public:
  Digests(Scope &Unit, const Doorbell &Bell,
          llvm::ArrayRef<Observer *> Observers);

  /// Null if F has no body here.
  Digest *of(const clang::FunctionDecl *F);
  Scope &unit() const { return Unit; }
  const Doorbell &bell() const { return Bell; }
  /// F, what it calls, and what it may call through pointers.
  void closure(const clang::FunctionDecl *F,
               llvm::SetVector<const clang::FunctionDecl *> &Into);
  /// True if the address of field F is taken in what was digested so far: it
  /// may be read and written through pointers.
  bool isAddressed(const clang::FieldDecl *F) const {
    return Addressed.contains(F->getCanonicalDecl()) ||
           F->getType()->isArrayType();
  }
  /// Those of type T, or of one like it, or any if T is not known.
  std::vector<const clang::Decl *> addressedLike(clang::QualType T) const;
  /// The functions of the file that a pointer of this type may lead to.
  std::vector<const clang::FunctionDecl *> pointedBy(clang::QualType T) const;

private:
  class Reader;

  Scope &Unit;
  const Doorbell &Bell;
  llvm::ArrayRef<Observer *> Observers;
  std::vector<const clang::FunctionDecl *> Pointed;
  llvm::DenseSet<const clang::Decl *> Addressed;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Digest>> Known;
};

} // namespace epf

#endif // EPFLINT_PATHS_DIGEST_H
