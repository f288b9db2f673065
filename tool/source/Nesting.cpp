//===- Nesting.cpp - How deep JSON goes -----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Brackets are counted, those in strings left out. What is no JSON is for the
// reader to refuse: it gets no further than the count did.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Nesting.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace epf {

/// What is written for epflint, or by it, has less than ten.
static constexpr unsigned MaxDepth = 100;

Error checkNesting(StringRef Path, StringRef Text) {
  unsigned Depth = 0, Line = 1;
  bool InString = false, IsEscaped = false;
  for (char C : Text) {
    Line += C == '\n';
    if (C == '"' && !IsEscaped)
      InString = !InString;
    IsEscaped = InString && C == '\\' && !IsEscaped;
    if (InString)
      continue;
    if ((C == '[' || C == '{') && ++Depth > MaxDepth)
      return createStringError(Path + ":" + Twine(Line) +
                               ": nested deeper than " + Twine(MaxDepth) +
                               " levels");
    if ((C == ']' || C == '}') && Depth != 0)
      --Depth;
  }
  return Error::success();
}

} // namespace epf
