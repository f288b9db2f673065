//===- OwnTeardown.h - How the driver itself gives back ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What gives back in one place of a driver does so in another: the function
// that its teardown calls, with the same arguments, and what it calls behind
// that wherever it does.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_OWNTEARDOWN_H
#define EPFLINT_RULES_OWNTEARDOWN_H

#include "rules/Release.h"

namespace epf {

struct OwnCall {
  const clang::FunctionDecl *Callee = nullptr;
  std::string Text; ///< "foo_free_all(foo, foo->count)"
};

/// Calls, in other functions than F, of functions of the file that give back H
/// and let nothing else go: in the words of F, each once.
std::vector<OwnCall> teardownCalls(const SourceView &View, const Holding &H,
                                   const clang::FunctionDecl &F);

/// The call that follows each one of Releaser in functions other than F, to end
/// what the handlers have started: in the words of F; empty if there is none,
/// or if F can't call it.
std::string followerOf(const SourceView &View,
                       const clang::FunctionDecl &Releaser,
                       const clang::FunctionDecl &F,
                       const clang::CallExpr *Taker);

} // namespace epf

#endif // EPFLINT_RULES_OWNTEARDOWN_H
