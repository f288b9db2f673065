//===- Publications.cpp - Where doorbells are shown to the host -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Publications.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

Publications::Publications(Path &P, const Messages &Bells, const void *Kind) {
  for (const Mark *Each : P.marks(Kind)) {
    Entry E = Bells.entryAt(static_cast<const Region *>(Each->What));
    if (!E)
      continue;
    Reads.push_back({E, Each});
    if (llvm::none_of(Entries, [&](const Entry &Known) {
          return Known.Message == E.Message;
        }))
      Entries.push_back(E);
  }
  llvm::sort(Entries, [](const Entry &A, const Entry &B) {
    return std::make_pair(A.Index->Number, A.Index->Id) <
           std::make_pair(B.Index->Number, B.Index->Id);
  });
}

const Mark &Publications::shownAt(const Entry &E,
                                  const Holding &Allocation) const {
  const Mark *Best = nullptr;
  auto InAllocator = [&](const Mark &Each) {
    return Each.Where == Allocation.Where;
  };
  for (auto &[Of, Each] : Reads)
    if (Of.Message == E.Message &&
        (!Best || InAllocator(*Each) || !InAllocator(*Best)))
      Best = Each;
  return *Best;
}

static bool asks(const Syntax &In, const Expr &At) {
  const Stmt *Inner = &At, *Up = In.parent(&At);
  while (isa_and_nonnull<CastExpr, ParenExpr>(Up))
    Inner = Up, Up = In.parent(Up);
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Up))
    return Op->isComparisonOp() || Op->isLogicalOp();
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(Up))
    return Op->getOpcode() == UO_LNot;
  const auto *If = dyn_cast_or_null<IfStmt>(Up);
  return If && If->getCond() == Inner;
}

bool TestReads::isTest(const Expr &At, const FunctionDecl &F) {
  auto [It, New] = Known.try_emplace(&At, false);
  if (New)
    It->second = asks(Syntax(F), At);
  return It->second;
}

} // namespace epf
