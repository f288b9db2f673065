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
#include "tool/source/RegularFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace llvm;

namespace epf {

const SourceText::File &SourceText::open(StringRef Path) {
  auto [Entry, IsNew] = Files.try_emplace(Path);
  File &F = Entry->second;
  if (!IsNew)
    return F;
  std::string Whole = Root.absolute(Path);
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
      std::make_error_code(std::errc::no_such_file_or_directory);
  if (Overlay)
    Text = Overlay->getBufferForFile(Whole);
  if (!Text)
    Text = regularFiles()->getBufferForFile(Whole);
  F.Text = Text ? std::move(*Text) : MemoryBuffer::getMemBuffer("");
  F.Starts.push_back(0);
  for (auto [Offset, C] : enumerate(F.Text->getBuffer()))
    if (C == '\n')
      F.Starts.push_back(Offset + 1);
  return F;
}

StringRef SourceText::file(StringRef Path) {
  return open(Path).Text->getBuffer();
}

StringRef SourceText::line(StringRef Path, unsigned Number) {
  const File &F = open(Path);
  if (Number == 0 || Number > F.Starts.size())
    return {};
  StringRef Text = F.Text->getBuffer().drop_front(F.Starts[Number - 1]);
  return Text.split('\n').first.rtrim('\r');
}

unsigned SourceText::lineCount(StringRef Path) {
  const File &F = open(Path);
  return F.Starts.size() - (F.Starts.back() == F.Text->getBufferSize());
}

Location SourceText::range(StringRef Path, unsigned Offset, unsigned Length) {
  const File &F = open(Path);
  size_t Size = F.Text->getBufferSize();
  auto Place = [&](size_t At) {
    At = std::min(At, Size);
    auto Line = llvm::upper_bound(F.Starts, At) - 1;
    return std::pair<unsigned, unsigned>(Line - F.Starts.begin() + 1,
                                         At - *Line + 1);
  };
  auto [Line, Column] = Place(Offset);
  auto [EndLine, EndColumn] = Place(size_t(Offset) + Length);
  return {Path.str(), Line, Column, EndLine, EndColumn};
}

Location SourceText::firstLineOf(const Location &Where) {
  Location Result = Where;
  if (Where.EndLine == Where.Line)
    return Result;
  Result.EndLine = Where.Line;
  Result.EndColumn =
      std::max<unsigned>(Where.Column, line(Where.File, Where.Line).size() + 1);
  return Result;
}

unsigned SourceText::utf16Column(StringRef Path, unsigned Line,
                                 unsigned Column) {
  StringRef Before = line(Path, Line).take_front(Column ? Column - 1 : 0);
  SmallVector<UTF16, 128> Units;
  if (!convertUTF8ToUTF16String(Before, Units))
    return Column;
  return Column - (Before.size() - Units.size());
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
