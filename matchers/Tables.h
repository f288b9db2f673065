//===- Tables.h - Operations tables of a file -------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the tables by which a driver tells the kernel what to call: variables
// with an initializer, members that a function assigns one by one, and calls
// that hand over a member beside its table.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_TABLES_H
#define EPFLINT_MATCHERS_TABLES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace epf {

/// One table of the file: its type and the functions its members name.
struct Table {
  llvm::StringRef Struct;
  /// The variable that is the table, or that it lies in. Null if it is set by
  /// assignments.
  const clang::VarDecl *Var = nullptr;
  llvm::StringMap<const clang::FunctionDecl *> Members;
  /// The variables that the initializer of Var points to.
  llvm::SmallVector<const clang::VarDecl *, 2> Uses;

  /// The function that the member Name is set to, or null.
  const clang::FunctionDecl *operator[](llvm::StringRef Name) const {
    return Members.lookup(Name);
  }
};

/// The tables of the file of which Lifecycles.def speaks, in the order in which
/// they stand. A member that a function sets in more than one way leaves its
/// table out.
std::vector<Table> findTables(clang::ASTContext &Ctx);

} // namespace epf

#endif // EPFLINT_MATCHERS_TABLES_H
