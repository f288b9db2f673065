//===- Publications.cpp - Where doorbells are shown to the host -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Publications.h"

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

} // namespace epf
