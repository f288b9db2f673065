//===- Vain.h - Mistakes that are none ------------------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What can be told from the syntax tree of a change that makes no difference:
// control never comes by it, or what it lets happen does nothing. Like the
// pairs, this is never asked of the explorer.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_MUTATE_VAIN_H
#define EPFLINT_TOOL_MUTATE_VAIN_H

#include "rules/Syntax.h"

namespace epf {

/// Whether control may come from From to To, both in F, as far as the graph of
/// the function tells: of two branches of an if it does not.
bool comesTo(const clang::FunctionDecl &F, const clang::Stmt *From,
             const clang::Stmt *To);

/// Whether S stands under `if (ret)`, with ret set just before by a call that
/// never fails: the vocabulary says so, or it is a function of the file all of
/// whose returns are of 0.
bool isNeverCome(const Syntax &In, const clang::Stmt *S);

/// Whether control comes to S, behind labels, by jumps from behind After alone
/// (from anywhere if that is null), and each of them isNeverCome().
bool isBehindNever(const Syntax &In, const clang::Stmt *S,
                   const clang::Stmt *After);

/// Whether Condition is false of Key where that is below 0, and only there.
bool isFalseBelowZero(const SourceView &View, const clang::Expr *Condition,
                      const clang::Expr *Key);

} // namespace epf

#endif // EPFLINT_TOOL_MUTATE_VAIN_H
