//===- Rounds.h - What one round of a request loop does ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that requests is undone by one that goes the same rounds: over the
// same elements, however the request loop calls them, with the same skips.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ROUNDS_H
#define EPFLINT_RULES_ROUNDS_H

#include "rules/Guards.h"

namespace epf {

struct Rounds {
  const clang::Stmt *Loop = nullptr; ///< null for a loop made of gotos
  const clang::VarDecl *Counter = nullptr;
  std::string First;        ///< what the counter begins with; empty for 0
  std::vector<Guard> Skips; ///< conditions under which a round requests nothing
  /// What locals that each round sets stand for: "&p->line[i]".
  std::map<const clang::VarDecl *, std::string> Names;
};

/// The rounds that Site, a request of the element Key, is made in. Nothing if
/// it stands in no loop that counts, or if a round can't be told.
std::optional<Rounds> roundsOf(const SourceView &View, const Syntax &In,
                               const clang::CallExpr *Site,
                               const clang::Expr *Key);

/// The lines of `while (i--)` that undo the rounds so far by Call, a call
/// spelled with Names. Nothing if a skip can't be told.
std::optional<std::vector<std::string>>
unwindLines(const SourceView &View, const Rounds &R, const std::string &Call);

/// The body of a loop that undoes one round by Call.
std::optional<std::vector<std::string>>
undoLines(const SourceView &View, const Rounds &R, const std::string &Call,
          const std::map<const clang::VarDecl *, std::string> &Names);

/// Adds to Names what the root of Taken, a request's key, is called where Freed
/// is: "c->epf" for "epf" if one frees "c->epf->db_msg[i].virq" and the other
/// takes "epf->db_msg[i].virq".
void alignKeys(const SourceView &View, const clang::Expr *Taken,
               const clang::Expr *Freed,
               std::map<const clang::VarDecl *, std::string> &Names);

} // namespace epf

#endif // EPFLINT_RULES_ROUNDS_H
