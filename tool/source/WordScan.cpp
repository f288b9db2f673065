//===- WordScan.cpp - Whether a file can concern any rule -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass over the characters finds identifiers, one over the lines includes.
//
//===----------------------------------------------------------------------===//

#include "tool/source/WordScan.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

static bool isWordCharacter(char C) { return isAlnum(C) || C == '_'; }

WordScan::WordScan(ArrayRef<StringRef> Words) {
  for (StringRef Word : Words)
    this->Words.insert(Word);
}

bool WordScan::mentions(StringRef Text) const {
  while (!Text.empty()) {
    StringRef Word = Text.take_while(isWordCharacter);
    if (!Word.empty() && Words.contains(Word))
      return true;
    Text = Text.drop_front(Word.size()).drop_until(isWordCharacter);
  }
  return false;
}

/// The paths that Text includes between quotes.
static SmallVector<StringRef> quotedIncludes(StringRef Text) {
  SmallVector<StringRef> Result;
  for (size_t At = Text.find('#'); At != StringRef::npos; At = Text.find('#')) {
    Text = Text.drop_front(At + 1).ltrim(" \t");
    if (!Text.consume_front("include"))
      continue;
    Text = Text.ltrim(" \t");
    if (Text.consume_front("\""))
      Result.push_back(Text.take_until([](char C) { return C == '"'; }));
  }
  return Result;
}

bool WordScan::reaches(StringRef File, vfs::FileSystem &Files) const {
  auto Text = Files.getBufferForFile(File);
  return Text && reaches(File, (*Text)->getBuffer(), Files);
}

bool WordScan::reaches(StringRef File, StringRef Text,
                       vfs::FileSystem &Files) const {
  StringSet<> Seen;
  Seen.insert(File);
  return reaches(File, Text, Files, Seen);
}

bool WordScan::reaches(StringRef File, StringRef Text, vfs::FileSystem &Files,
                       StringSet<> &Seen) const {
  if (mentions(Text))
    return true;
  for (StringRef Header : quotedIncludes(Text)) {
    std::string Path = absolutePath(Header, sys::path::parent_path(File));
    if (!Seen.insert(Path).second)
      continue;
    auto Included = Files.getBufferForFile(Path);
    if (Included && reaches(Path, (*Included)->getBuffer(), Files, Seen))
      return true;
  }
  return false;
}

} // namespace epf
