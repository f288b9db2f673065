//===- Patch.cpp - A patch as a reviewer has it ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Patch.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA1.h"

using namespace llvm;

namespace epf::patch {

std::string describe(const Damage &D) {
  if (!D.Input)
    return D.What;
  return "line " + std::to_string(D.Input) + ": " + D.What;
}

std::string blobId(StringRef Text) {
  SHA1 Hash;
  Hash.update("blob " + std::to_string(Text.size()));
  Hash.update(StringRef("\0", 1));
  Hash.update(Text);
  return toHex(Hash.result(), /*LowerCase=*/true);
}

} // namespace epf::patch
