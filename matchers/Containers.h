//===- Containers.h - What keeps the objects of a driver --------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lists, hash tables and trees lead from object to object by links in them.
// Headers of the kernel's core change and follow these, and what they do is
// told by their types: who may write to a link changes links anywhere in the
// container, and who reads one and gives another tells whether there is one.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_CONTAINERS_H
#define EPFLINT_MATCHERS_CONTAINERS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace epf {

/// True if F is of the kernel's core and takes links that it may write to:
/// list_add(), hlist_del(), rb_insert_color().
bool relinks(const clang::FunctionDecl &F);

/// The fields that Call, of a function that relinks, writes wherever they are:
/// those of all structs that such a container is made of.
std::vector<const clang::FieldDecl *> relinkedBy(const clang::CallExpr &Call);

/// True if the fields of structs of this name lead to each other and back:
/// n->next->prev is n (include/linux/list.h).
bool isRing(llvm::StringRef Struct);

/// True if F tells what was put into a container: NULL is an answer.
bool isLookup(const clang::FunctionDecl &F);

} // namespace epf

#endif // EPFLINT_MATCHERS_CONTAINERS_H
