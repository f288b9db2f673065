//===- Guards.h - The conditions under which something is done --*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is taken under a condition is given back under the same one. Conditions
// are kept as expressions with a sign, so that they can be written in another
// function's words.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_GUARDS_H
#define EPFLINT_RULES_GUARDS_H

#include "rules/Translation.h"

namespace epf {

struct Guard {
  const clang::Expr *Condition = nullptr;
  bool True = true; ///< whether Condition must hold or must not
};

/// The conditions that lead to Site by the branches it stands in, outermost
/// first. Those that lead to Around as well are left out, if it is given.
std::vector<Guard> guardsOf(const Syntax &In, const clang::Stmt *Site,
                            const clang::Stmt *Around = nullptr);

/// The conditions that lead to Site because a success is returned otherwise.
std::vector<Guard> earlyReturnsBefore(const Syntax &In,
                                      const clang::Stmt *Site);

/// `!E`, written as a person would.
std::string negated(const SourceView &View, const clang::Expr *E,
                    const std::map<const clang::VarDecl *, std::string> &Names);

/// The conditions as one, or nothing if there is one that can't be told again:
/// it calls something or writes.
std::optional<std::string>
spellGuards(const SourceView &View, llvm::ArrayRef<Guard> Guards,
            const std::map<const clang::VarDecl *, std::string> &Names);

/// The condition under which the function's return of Value tells of a failure:
/// empty if it always does; nothing if that can't be told.
std::optional<std::string> failureOf(const SourceView &View, const Syntax &In,
                                     const clang::ReturnStmt *Return);

/// The variable that the function returns its errors in, or "".
std::string errorVariable(const SourceView &View, const Syntax &In);

/// Whether S is, or is a block that ends in, a goto, return, break or continue.
bool leaves(const clang::Stmt *S);

/// A && B, either of which may be empty.
std::string both(llvm::StringRef A, llvm::StringRef B);

} // namespace epf

#endif // EPFLINT_RULES_GUARDS_H
