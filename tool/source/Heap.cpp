//===- Heap.cpp - Memory for one unit -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source/Heap.h"
#include "llvm/Support/MathExtras.h"
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace epf {

/// What the heap grows by: addresses, of which only what is used takes memory.
static constexpr int Piece = 256 << 20;
static constexpr size_t HugePage = 2 << 20;

void growInLargePieces() {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, Piece);
  // Something that does not fit into what the heap has by now.
  uintptr_t Start = reinterpret_cast<uintptr_t>(sbrk(0));
  free(malloc(100 << 10));
  free(malloc(120 << 10));
  uintptr_t End = reinterpret_cast<uintptr_t>(sbrk(0));
  Start = llvm::alignTo(Start, HugePage);
  // Advice: where the kernel does not take it, all is as it was.
  if (Start < End)
    (void)madvise(reinterpret_cast<void *>(Start), End - Start, MADV_HUGEPAGE);
}

} // namespace epf
