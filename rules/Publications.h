//===- Publications.h - Where doorbells are shown to the host ---*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A doorbell is published when its message or offset is read for the host.
// That may take several reads, in helpers too; this collects them and picks
// the one that a reader should look at.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_PUBLICATIONS_H
#define EPFLINT_RULES_PUBLICATIONS_H

#include "rules/Messages.h"

namespace epf {

class Publications {
public:
  /// All that was marked as Kind, with the region read, on P.
  Publications(Path &P, const Messages &Bells, const void *Kind);

  /// The entries read, each once, by index.
  const std::vector<Entry> &entries() const { return Entries; }
  /// The read of E to show: the last one in the function that allocated, or
  /// else the last one.
  const Mark &shownAt(const Entry &E, const Holding &Allocation) const;

private:
  std::vector<std::pair<Entry, const Mark *>> Reads;
  std::vector<Entry> Entries;
};

/// Tells reads that only ask, which show nothing to anybody: `if (!msg->data)`.
class TestReads {
public:
  bool isTest(const clang::Expr &At, const clang::FunctionDecl &F);

private:
  llvm::DenseMap<const clang::Expr *, bool> Known;
};

} // namespace epf

#endif // EPFLINT_RULES_PUBLICATIONS_H
