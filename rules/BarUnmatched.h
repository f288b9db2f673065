//===- BarUnmatched.h - epf-bar-unmatched -----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_BARUNMATCHED_H
#define EPFLINT_RULES_BARUNMATCHED_H

#include "rules/Publications.h"
#include "rules/Rule.h"

namespace epf {

/// Finds doorbells and offsets used before their bar was compared with the BAR
/// wanted, or with only the first entry compared.
class BarUnmatched : public Rule {
public:
  using Rule::Rule;
  void onLoad(Path &P, const Region *R, const clang::Expr &At) override;
  void onEnd(Path &P, End How, const clang::Stmt *At) override;

private:
  bool isAdopted(const clang::Expr &At, const clang::FunctionDecl &F);
  llvm::DenseMap<const clang::Expr *, bool> Adoptions; ///< by what reads a bar
  TestReads Tests;
};

} // namespace epf

#endif // EPFLINT_RULES_BARUNMATCHED_H
