//===- Records.h - Structs and their fields, by name ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kernel has one struct of a name, and a field is known by its own in it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_RECORDS_H
#define EPFLINT_MATCHERS_RECORDS_H

#include "clang/AST/Decl.h"

namespace epf {

/// The struct that T, a pointer, points to; null if it points to none.
const clang::RecordDecl *pointedTo(clang::QualType T);

/// The field of that name in the definition of R. Null if R is null, is not
/// defined in what was parsed, or has none.
const clang::FieldDecl *fieldNamed(const clang::RecordDecl *R,
                                   llvm::StringRef Name);

} // namespace epf

#endif // EPFLINT_MATCHERS_RECORDS_H
