//===- BarRemapped.h - epf-bar-remapped -------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_BARREMAPPED_H
#define EPFLINT_RULES_BARREMAPPED_H

#include "rules/Rule.h"

namespace epf {

/// Finds inbound mappings programmed for a doorbell that the platform already
/// exposes in a BAR.
class BarRemapped : public Rule {
public:
  using Rule::Rule;
  bool listensTo(const clang::FunctionDecl &F) const override;
  bool asksFor(const clang::FunctionDecl &F, unsigned Arg) const override;
  void onCall(Path &P, const clang::CallExpr &E,
              llvm::ArrayRef<ValueRef> Args) override;
};

} // namespace epf

#endif // EPFLINT_RULES_BARREMAPPED_H
