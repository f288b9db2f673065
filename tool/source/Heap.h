//===- Heap.h - Memory for one unit -----------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parsing a driver takes a hundred megabytes, a page at a time: each page is a
// visit of the kernel's, 5 to 10 % of the whole. A process that parses one file
// and ends takes them in large pieces instead.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_HEAP_H
#define EPFLINT_TOOL_SOURCE_HEAP_H

namespace epf {

/// Has all threads take their memory from one heap of huge pages. To be called
/// before there is a second thread, and for one that is to work at a time.
void growInLargePieces();

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_HEAP_H
