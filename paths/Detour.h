//===- Detour.h - The way round what does not matter ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a branch matters to nothing, and so nothing between its arms does,
// paths need not part: they go on where the arms meet, at the branch's nearest
// post-dominator.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_DETOUR_H
#define EPFLINT_PATHS_DETOUR_H

#include "paths/Slice.h"
#include "clang/Analysis/Analyses/Dominators.h"

namespace epf {

/// Where paths that part at the end of a block meet again, with nothing between
/// that matters.
struct Detour {
  const clang::CFGBlock *Join = nullptr;
  llvm::BitVector Between; ///< blocks left out, and the one they part at
  /// `&&`, `||` and `?:` that end a block left out and are used behind Join.
  std::vector<const clang::Expr *> Unknown;
};

class Detours {
public:
  explicit Detours(const Slice &Matters) : Matters(Matters) {}
  /// The way round the branch at the end of B in Of; null if it matters.
  const Detour *around(const Body &Of, const clang::CFGBlock *B);

private:
  Detour find(const Body &Of, const clang::CFGBlock *B);

  const Slice &Matters;
  llvm::DenseMap<const Body *, std::unique_ptr<clang::CFGPostDomTree>> Trees;
  llvm::DenseMap<const clang::CFGBlock *, std::unique_ptr<Detour>> Known;
};

} // namespace epf

#endif // EPFLINT_PATHS_DETOUR_H
