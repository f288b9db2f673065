//===- Cache.h - The cache that a command was given ------------ -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cache makes a run shorter and nothing else: a directory that cannot be made
// is wrong use, one that cannot be written to is a remark.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_CACHE_H
#define EPFLINT_TOOL_EPFLINT_CACHE_H

#include "tool/source/ResultCache.h"

namespace epf {

struct CacheOptions {
  std::string Dir;                ///< where results are kept; empty: nowhere
  uint64_t MaxBytes = 1ull << 30; ///< size to keep it to; 0: no limit
};

/// The cache, or null if none is wanted.
llvm::Expected<std::unique_ptr<ResultCache>>
openCache(const CacheOptions &Options);

/// Ends the use of a cache, which may be null. Remarks go to standard error.
void closeCache(ResultCache *Cache);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_CACHE_H
