//===- ReleaseFix.h - Repairs that give back what was left behind --*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a path leaves without giving back: go to the label that already does,
// or put the release in front of the way out, as an unwind loop where a loop
// took. In a teardown: put the release where set-up's mirror would have it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RELEASEFIX_H
#define EPFLINT_RULES_RELEASEFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for H being held at Out, the goto or return in In by which a path
/// leaves after Failed, a call or null, failed. Best first; none is verified.
std::vector<Fix> releaseOnWayOut(const SourceView &View, const Holding &H,
                                 const clang::Stmt *Out, const Frame *In,
                                 const clang::CallExpr *Failed);

/// Repairs for H being held when Teardown ends.
std::vector<Fix> releaseInTeardown(const SourceView &View, const Holding &H,
                                   const clang::FunctionDecl &Teardown);

/// "free_irq(dev->irq, dev)": the call that gives H back, spelled with Names.
/// Empty if there is none.
std::string
releaseCall(const SourceView &View, const Holding &H,
            const std::map<const clang::VarDecl *, std::string> &Names);

/// The variable that counts the rounds of a loop, or null.
const clang::VarDecl *counterOf(const clang::Stmt *Loop);

} // namespace epf

#endif // EPFLINT_RULES_RELEASEFIX_H
