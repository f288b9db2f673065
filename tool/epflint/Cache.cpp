//===- Cache.cpp - The cache that a command was given ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Cache.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

Expected<std::unique_ptr<ResultCache>> openCache(const CacheOptions &Options) {
  if (Options.Dir.empty())
    return nullptr;
  return ResultCache::open(Options.Dir, Options.MaxBytes);
}

void closeCache(ResultCache *Cache) {
  std::string Trouble = Cache ? Cache->finish() : "";
  if (!Trouble.empty())
    errs() << "epflint: " << Trouble << '\n';
}

} // namespace epf
