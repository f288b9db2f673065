//===- Handler.h - What an interrupt's handler does -------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler reads what the driver has set up, and starts what runs after it:
// works, tasklets, timers. A repair must not take the one away from under it,
// nor leave the other behind.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_HANDLER_H
#define EPFLINT_RULES_HANDLER_H

#include "rules/Reporter.h"
#include "rules/Syntax.h"

namespace epf {

/// Whether the handlers of H, or functions of the file that they call, name
/// Field.
bool handlersRead(const Holding &H, const clang::FieldDecl &Field);

/// A call that ends something, and the function that it stands in.
struct Stop {
  const clang::CallExpr *Call = nullptr;
  const clang::FunctionDecl *In = nullptr;
  const clang::FieldDecl *Of = nullptr; ///< the work, tasklet or timer
};

/// How the driver ends what the handlers of H start: one call for each, none
/// for what it leaves alone.
std::vector<Stop> stopsBehind(const SourceView &View, const Holding &H);

/// Whether F ends a work, a tasklet or a timer.
bool endsWork(const clang::FunctionDecl &F);

} // namespace epf

#endif // EPFLINT_RULES_HANDLER_H
