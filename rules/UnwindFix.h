//===- UnwindFix.h - Repairs for frees of what is not held ------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A free that runs too often is mended where the path comes from (a goto to
// the label behind it), in the loop that it stands in (its bounds, or the skip
// that the request loop has), by the condition that the request has or the mark
// that it leaves, or, where something is freed twice, by taking it out.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_UNWINDFIX_H
#define EPFLINT_RULES_UNWINDFIX_H

#include "rules/Guards.h"
#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// What is known of a stray free.
struct StrayFree {
  const clang::Stmt *Where = nullptr;            ///< the free, or a call of it
  const clang::CallExpr *Free = nullptr;         ///< the free
  const clang::FunctionDecl *FreeIn = nullptr;   ///< that it stands in
  const clang::FunctionDecl *Function = nullptr; ///< that Where stands in
  const clang::CallExpr *Before =
      nullptr; ///< that gave it back before, or null
  const clang::FunctionDecl *BeforeIn = nullptr; ///< that Before stands in
  const Holding *Request = nullptr;              ///< what it was meant for
  const clang::GotoStmt *From = nullptr; ///< the jump that led there, or null
  const clang::VarDecl *Armed = nullptr; ///< whose clean-up frees, or null
  bool Twice = false;                    ///< it was given back before
  bool Failed = false;                   ///< its request has failed
  bool Again = false; ///< Request is one by which a device wakes up
  /// Request is of another of its kind, in the same array or struct.
  bool Sibling = false;
};

/// The free itself, if S.Where is not a call of a function that frees; else
/// null.
const clang::CallExpr *freeAt(const StrayFree &S);

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_UNWINDFIX_H
