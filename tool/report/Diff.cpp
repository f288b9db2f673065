//===- Diff.cpp - Edits as a unified diff ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes whose contexts meet share a hunk.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Diff.h"
#include "tool/fix/Lines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace llvm;

namespace epf {

static Error checkEdits(StringRef Path, size_t Size, ArrayRef<Edit> Edits) {
  size_t Free = 0;
  for (const Edit &E : Edits) {
    size_t End = size_t(E.Offset) + E.Length;
    if (E.Offset < Free || End > Size)
      return createStringError(inconvertibleErrorCode(),
                               "%s: edit at byte %u does not fit",
                               Path.str().c_str(), E.Offset);
    Free = End;
  }
  return Error::success();
}

std::string diffName(StringRef Side, StringRef Path) {
  // Of what lies outside the root, only the path from / is known.
  std::string Name = (Side + Path.ltrim('/')).str();
  if (none_of(Name, [](char C) {
        return C < ' ' || C == '"' || C == '\\' || C == '\x7f';
      }))
    return StringRef(Name).contains(' ') ? Name + "\t" : Name;
  std::string Quoted = "\"";
  for (unsigned char C : Name)
    if (C < ' ' || C >= 0x7f)
      Quoted += formatv("\\{0}{1}{2}", C >> 6, C >> 3 & 7, C & 7).str();
    else
      Quoted += C == '"' || C == '\\' ? std::string("\\") + char(C)
                                      : std::string(1, C);
  return Quoted + "\"";
}

static void writeLine(raw_ostream &OS, char Mark, StringRef Line) {
  OS << Mark << Line;
  if (!Line.ends_with("\n"))
    OS << "\n\\ No newline at end of file\n";
}

static void writeRange(raw_ostream &OS, size_t First, size_t Count) {
  OS << (Count ? First + 1 : First);
  if (Count != 1)
    OS << ',' << Count;
}

/// Writes changes that share one hunk. Shift is how far the lines before it
/// have moved; updated for the hunks that follow.
static void writeHunk(raw_ostream &OS, ArrayRef<LineChange> Changes,
                      ArrayRef<StringRef> Lines, size_t Context,
                      ptrdiff_t &Shift) {
  size_t Begin =
      Changes.front().First - std::min(Changes.front().First, Context);
  size_t End = std::min(Changes.back().Last + Context, Lines.size());
  ptrdiff_t Growth = 0;
  for (const LineChange &C : Changes)
    Growth += ptrdiff_t(C.New.size()) - ptrdiff_t(C.Last - C.First);

  OS << "@@ -";
  writeRange(OS, Begin, End - Begin);
  OS << " +";
  writeRange(OS, Begin + Shift, End - Begin + Growth);
  OS << " @@\n";
  Shift += Growth;

  size_t At = Begin;
  for (const LineChange &C : Changes) {
    for (; At < C.First; ++At)
      writeLine(OS, ' ', Lines[At]);
    for (; At < C.Last; ++At)
      writeLine(OS, '-', Lines[At]);
    for (StringRef Line : C.New)
      writeLine(OS, '+', Line);
  }
  for (; At < End; ++At)
    writeLine(OS, ' ', Lines[At]);
}

Expected<std::string> unifiedDiff(StringRef Path, StringRef Before,
                                  ArrayRef<Edit> Edits, unsigned Context) {
  if (Error E = checkEdits(Path, Before.size(), Edits))
    return E;
  Lines Old(Before);
  std::vector<LineChange> Changes = lineChanges(Before, Edits);
  std::string Result;
  if (Changes.empty())
    return Result;

  raw_string_ostream OS(Result);
  OS << "--- " << diffName("a/", Path) << "\n+++ " << diffName("b/", Path)
     << '\n';
  ptrdiff_t Shift = 0;
  for (ArrayRef<LineChange> Rest = Changes; !Rest.empty();) {
    size_t Count = 1;
    while (Count < Rest.size() &&
           Rest[Count].First <= Rest[Count - 1].Last + 2 * Context)
      ++Count;
    writeHunk(OS, Rest.take_front(Count), Old, Context, Shift);
    Rest = Rest.drop_front(Count);
  }
  return Result;
}

} // namespace epf
