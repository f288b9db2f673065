//===- Release.h - What gives back what was taken ---------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The call that undoes a request, as the driver would write it, and the places
// where the driver has it already, itself or in a function of its own.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RELEASE_H
#define EPFLINT_RULES_RELEASE_H

#include "rules/Reporter.h"
#include "rules/Translation.h"

namespace epf {

/// The arguments of a request that its release repeats: key, dev_id, device.
std::vector<const clang::Expr *> releaseArguments(const Holding &H);

/// "free_irq(dev->irq, dev)": the call that gives H back, spelled with Names.
/// Empty if there is none.
std::string
releaseCall(const SourceView &View, const Holding &H,
            const std::map<const clang::VarDecl *, std::string> &Names);

/// Whether A and B are written alike, however their lines are broken.
bool sameWords(const SourceView &View, const clang::Expr *A,
               const clang::Expr *B);

/// Whether Call gives back what H took, as far as its words tell: the same kind
/// of thing, from the same field or by the same accessor.
bool givesBack(const SourceView &View, const clang::CallExpr *Call,
               const Holding &H);

/// Whether Call is of a function of the file that does little else than give
/// back what H took.
bool givesBackWithin(const SourceView &View, const clang::CallExpr *Call,
                     const Holding &H);

/// The functions of the file that do little else than give back what H took.
std::vector<const clang::FunctionDecl *> releasers(const SourceView &View,
                                                   const Holding &H);

/// Whether something is registered in front of S, by its name: if S were to
/// fail from now on, that would stay.
bool registersBefore(const SourceView &View, const Syntax &In,
                     const clang::Stmt *S);

/// Whether F calls To, itself or by functions of the file.
bool callsWithin(const clang::FunctionDecl &F, const clang::FunctionDecl &To,
                 unsigned Depth = 3);

/// Whether S, in In, frees an object that Lines name, itself or by a function
/// of the file: they have to stand in front of it.
bool endsObjectOf(const Syntax &In, const clang::Stmt *S,
                  llvm::ArrayRef<std::string> Lines);

/// Whether the names are of functions of which one undoes the other:
/// "foo_start" and "foo_stop".
bool isOpposite(llvm::StringRef Does, llvm::StringRef Undoes);

/// The function of the file that undoes what Taker, one of its functions that
/// took H, does, by its name and because it gives back H: "foo_stop" for
/// "foo_start". Null if there is none.
const clang::FunctionDecl *undoerOf(const SourceView &View,
                                    const clang::FunctionDecl &Taker,
                                    const Holding &H);

/// A call of Releaser in In, with a variable of its type for each parameter, or
/// what Taker, a call in In or null, is given of that type; nothing if there is
/// none.
std::optional<std::string> callOf(const SourceView &View,
                                  const clang::FunctionDecl &Releaser,
                                  const clang::FunctionDecl &In,
                                  const clang::CallExpr *Taker = nullptr);

} // namespace epf

#endif // EPFLINT_RULES_RELEASE_H
