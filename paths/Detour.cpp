//===- Detour.cpp - The way round what does not matter --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Detour.h"

using namespace clang;

namespace epf {

const Detour *Detours::around(const Body &Of, const CFGBlock *B) {
  if (B->succ_size() < 2 || Matters.matters(Of, B))
    return nullptr;
  auto [It, New] = Known.try_emplace(B);
  if (New)
    It->second = std::make_unique<Detour>(find(Of, B));
  return It->second->Join ? It->second.get() : nullptr;
}

Detour Detours::find(const Body &Of, const CFGBlock *B) {
  Detour D;
  auto &Tree = Trees[&Of];
  if (!Tree)
    Tree = std::make_unique<CFGPostDomTree>(const_cast<CFG *>(&Of.graph()));
  const auto *Node = Tree->getBase().getNode(const_cast<CFGBlock *>(B));
  const auto *Up = Node ? Node->getIDom() : nullptr;
  // No block where a loop is never left.
  const CFGBlock *Join = Up ? Up->getBlock() : nullptr;
  if (!Join)
    return D;
  D.Between.resize(Of.graph().getNumBlockIDs());
  D.Between.set(B->getBlockID());
  std::vector<const CFGBlock *> Next = {B};
  while (!Next.empty()) {
    const CFGBlock *Each = Next.back();
    Next.pop_back();
    if (const auto *E = dyn_cast_or_null<Expr>(Each->getTerminatorStmt()))
      D.Unknown.push_back(E);
    for (const CFGBlock *S : Each->succs())
      if (S && S != Join && !D.Between.test(S->getBlockID())) {
        D.Between.set(S->getBlockID());
        Next.push_back(S);
      }
  }
  llvm::erase_if(D.Unknown, [&](const Expr *E) {
    const CFGBlock *User = Of.user(E);
    return !User || D.Between.test(User->getBlockID());
  });
  D.Join = Join;
  return D;
}

} // namespace epf
