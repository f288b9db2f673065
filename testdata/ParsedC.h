//===- ParsedC.h - C snippets as syntax trees -------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unit tests of matchers and paths begin with a few lines of C:
//
//   ParsedC C("struct a { int x; }; struct a g;");
//   C.field("a", "x");
//   C.variable("g");
//
// They are compiled against the kernel headers in miniature. A snippet that
// does not compile is a mistake of the test's, and stops it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_PARSEDC_H
#define EPFLINT_TESTDATA_PARSEDC_H

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/ASTUnit.h"
#include <memory>

namespace epf {

class ParsedC {
public:
  explicit ParsedC(llvm::StringRef Text);

  clang::ASTContext &context() const { return Unit->getASTContext(); }
  const clang::FunctionDecl *function(llvm::StringRef Name) const;
  const clang::VarDecl *variable(llvm::StringRef Name) const;
  const clang::RecordDecl *record(llvm::StringRef Name) const;
  const clang::FieldDecl *field(llvm::StringRef Record,
                                llvm::StringRef Name) const;
  /// The functions that have a body in the snippet itself, in order.
  std::vector<const clang::FunctionDecl *> functions() const;

private:
  template <typename DeclT> const DeclT *find(llvm::StringRef Name) const;

  std::unique_ptr<clang::ASTUnit> Unit;
};

} // namespace epf

#endif // EPFLINT_TESTDATA_PARSEDC_H
