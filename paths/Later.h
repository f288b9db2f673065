//===- Later.h - Which fields are still to be read --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Liveness of fields. Where a path can come to no more place that reads a
// field and matters, what the path knows of that field tells it from no other
// path.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_LATER_H
#define EPFLINT_PATHS_LATER_H

#include "paths/Slice.h"

namespace epf {

class Later {
public:
  Later(const Digests &All, const Slice &Matters);

  /// True if F, or what it calls, reads D.
  bool reads(const clang::FunctionDecl *F, const clang::FieldDecl *D) const;
  /// True if D is read in B from its element First on, or in a block of Of that
  /// can follow, or in what is called there.
  bool readsFrom(const Body &Of, const clang::CFGBlock *B, unsigned First,
                 const clang::FieldDecl *D);

private:
  class Reader;
  using Fields = llvm::BitVector;

  Fields readIn(const Body &Of, const clang::CFGBlock *B, unsigned First) const;
  /// Adds what is read in all that may be called.
  void addCalled(const Reader &R, Fields &Sum) const;
  const std::vector<Fields> &table(const Body &Of);

  const Digests &All;
  const Slice &Matters;
  llvm::DenseMap<const clang::FieldDecl *, unsigned> Index;
  /// What each function, by canonical declaration, and all it calls read.
  llvm::DenseMap<const clang::FunctionDecl *, Fields> Whole;
  llvm::DenseMap<const Body *, std::vector<Fields>> Tables; ///< by block id
  llvm::DenseMap<std::pair<const clang::CFGBlock *, unsigned>, Fields> Middles;
};

} // namespace epf

#endif // EPFLINT_PATHS_LATER_H
