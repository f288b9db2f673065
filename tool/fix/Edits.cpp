//===- Edits.cpp - Changes to one text ------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Edits.h"
#include "clang/Tooling/Core/Replacement.h"

using namespace llvm;
using namespace clang;

namespace epf {

std::string applyEdits(StringRef Text, ArrayRef<Edit> Edits) {
  std::string Result;
  size_t From = 0;
  for (const Edit &E : Edits) {
    Result += Text.slice(From, E.Offset);
    Result += E.Replacement;
    From = E.Offset + E.Length;
  }
  return Result + Text.substr(From).str();
}

/// The same for clang, which wants one insertion a place.
static tooling::Replacements replacements(ArrayRef<Edit> Edits) {
  tooling::Replacements All;
  while (!Edits.empty()) {
    Edit E = Edits.front();
    Edits = Edits.drop_front();
    while (!Edits.empty() && Edits.front().Offset == E.Offset + E.Length) {
      E.Length += Edits.front().Length;
      E.Replacement += Edits.front().Replacement;
      Edits = Edits.drop_front();
    }
    cantFail(All.add({E.File, E.Offset, E.Length, E.Replacement}));
  }
  return All;
}

std::vector<Edit> mergeEdits(ArrayRef<Edit> First, ArrayRef<Edit> Then) {
  std::vector<Edit> All;
  for (const tooling::Replacement &R :
       replacements(First).merge(replacements(Then)))
    All.push_back({R.getFilePath().str(), R.getOffset(), R.getLength(),
                   R.getReplacementText().str()});
  return All;
}

unsigned labelGoneTo(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits) {
  for (const Edit &E : Edits) {
    llvm::StringRef Jump = llvm::StringRef(E.Replacement).ltrim();
    if (!Jump.consume_front("goto "))
      continue;
    std::string Label = "\n" + Jump.split(';').first.trim().str() + ":";
    if (size_t At = Text.find(Label); At != llvm::StringRef::npos)
      return Text.take_front(At).count('\n') + 2;
  }
  return 0;
}

} // namespace epf
