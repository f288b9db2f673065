//===- Nearest.cpp - What a mistyped word was meant to be -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Near is what differs in less than half of its letters, or leaves out
// the beginning, as `irq-leak` for `epf-irq-leak` does.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Nearest.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace epf {

std::string suggestion(StringRef Word, ArrayRef<StringRef> Known) {
  if (Known.empty())
    return {};
  auto Distance = [Word](StringRef Other) { return Word.edit_distance(Other); };
  StringRef Nearest = *min_element(Known, [&](StringRef A, StringRef B) {
    return Distance(A) < Distance(B);
  });
  bool Near = Distance(Nearest) * 2 < std::max(Word.size(), Nearest.size()) ||
              (Word.size() > 2 && Nearest.ends_with(Word));
  return Near ? "; did you mean '" + Nearest.str() + "'?" : "";
}

} // namespace epf
