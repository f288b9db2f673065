//===- SourceText.cpp - The text of the files a report speaks of ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file that has vanished since it was parsed has no text; the report goes on
// without.
//
//===----------------------------------------------------------------------===//

#include "tool/report/SourceText.h"
#include "tool/report/Diff.h"

using namespace llvm;

namespace epf {

StringRef SourceText::file(StringRef Path) {
  auto [Entry, IsNew] = Files.try_emplace(Path);
  if (IsNew) {
    auto Text = MemoryBuffer::getFile(Root.absolute(Path));
    Entry->second = Text ? std::move(*Text) : MemoryBuffer::getMemBuffer("");
  }
  return Entry->second->getBuffer();
}

StringRef SourceText::line(StringRef Path, unsigned Number) {
  StringRef Text = file(Path);
  for (unsigned I = 1; I < Number && !Text.empty(); ++I)
    Text = Text.split('\n').second;
  return Text.split('\n').first.rtrim('\r');
}

std::string SourceText::diff(const Fix &F) {
  std::string Result;
  ArrayRef<Edit> Edits = F.Edits;
  while (!Edits.empty()) {
    const std::string &Path = Edits.front().File;
    ArrayRef<Edit> Here =
        Edits.take_while([&](const Edit &E) { return E.File == Path; });
    Edits = Edits.drop_front(Here.size());
    Expected<std::string> Part = unifiedDiff(Path, file(Path), Here);
    if (!Part) {
      consumeError(Part.takeError());
      return {};
    }
    Result += *Part;
  }
  return Result;
}

} // namespace epf
