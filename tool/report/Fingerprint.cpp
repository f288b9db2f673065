//===- Fingerprint.cpp - A finding's name across versions of a file -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hash must be the same on every machine and in every release: XXH3 is
// specified, llvm::hash_value is not.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace epf {

void fingerprint(MutableArrayRef<Finding> Findings) {
  StringMap<unsigned> Ordinals;
  for (Finding &F : Findings) {
    std::string Key = join(ArrayRef<StringRef>{F.Rule, F.Where.File, F.Function,
                                               F.Resource, F.Role},
                           "|");
    unsigned Ordinal = Ordinals[Key]++;
    Key += (Twine("|") + Twine(Ordinal)).str();
    std::string Digits = utohexstr(xxh3_64bits(Key), /*LowerCase=*/true);
    F.Fingerprint = std::string(16 - Digits.size(), '0') + Digits;
  }
}

} // namespace epf
