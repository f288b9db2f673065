//===- Diff.cpp - Edits as a unified diff ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each run of edits that touch the same or adjoining lines becomes a change: so
// many old lines, and the new lines in their place. Changes whose contexts meet
// share a hunk.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Diff.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace llvm;

namespace epf {

namespace {
/// Old lines [First, Last) become New. Lines count from 0.
struct Change {
  size_t First;
  size_t Last;
  std::vector<std::string> New;
};
} // namespace

/// Splits into lines that keep their ends, so that a missing last one shows.
static std::vector<StringRef> linesOf(StringRef Text) {
  std::vector<StringRef> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Lines;
}

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

/// Drops the lines that a change leaves as they are from both its ends.
static void trim(Change &C, ArrayRef<StringRef> Old) {
  while (C.First < C.Last && !C.New.empty() && Old[C.First] == C.New.front()) {
    ++C.First;
    C.New.erase(C.New.begin());
  }
  while (C.First < C.Last && !C.New.empty() &&
         Old[C.Last - 1] == C.New.back()) {
    --C.Last;
    C.New.pop_back();
  }
}

static std::vector<Change>
changesOf(StringRef Before, ArrayRef<StringRef> Lines, ArrayRef<Edit> Edits) {
  std::vector<size_t> Starts;
  for (StringRef Line : Lines)
    Starts.push_back(Line.data() - Before.data());
  auto LineAt = [&](size_t Offset) -> size_t {
    return std::upper_bound(Starts.begin(), Starts.end(), Offset) -
           Starts.begin() - (Starts.empty() ? 0 : 1);
  };
  auto StartOf = [&](size_t Line) {
    return Line < Starts.size() ? Starts[Line] : Before.size();
  };

  std::vector<Change> Changes;
  while (!Edits.empty()) {
    size_t First = LineAt(Edits.front().Offset);
    size_t Last = First;
    size_t Done = StartOf(First);
    std::string Text;
    while (!Edits.empty() &&
           (Last == First || Edits.front().Offset <= StartOf(Last))) {
      const Edit &E = Edits.front();
      Text += Before.slice(Done, E.Offset);
      Text += E.Replacement;
      Done = E.Offset + E.Length;
      Last = std::min(LineAt(Done) + 1, Lines.size());
      Edits = Edits.drop_front();
    }
    Text += Before.slice(Done, StartOf(Last));
    Change C{First, Last, {}};
    for (StringRef Line : linesOf(Text))
      C.New.push_back(Line.str());
    trim(C, Lines);
    if (C.First != C.Last || !C.New.empty())
      Changes.push_back(std::move(C));
  }
  return Changes;
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
static void writeHunk(raw_ostream &OS, ArrayRef<Change> Changes,
                      ArrayRef<StringRef> Lines, size_t Context,
                      ptrdiff_t &Shift) {
  size_t Begin =
      Changes.front().First - std::min(Changes.front().First, Context);
  size_t End = std::min(Changes.back().Last + Context, Lines.size());
  ptrdiff_t Growth = 0;
  for (const Change &C : Changes)
    Growth += ptrdiff_t(C.New.size()) - ptrdiff_t(C.Last - C.First);

  OS << "@@ -";
  writeRange(OS, Begin, End - Begin);
  OS << " +";
  writeRange(OS, Begin + Shift, End - Begin + Growth);
  OS << " @@\n";
  Shift += Growth;

  size_t At = Begin;
  for (const Change &C : Changes) {
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
  std::vector<StringRef> Lines = linesOf(Before);
  std::vector<Change> Changes = changesOf(Before, Lines, Edits);
  std::string Result;
  if (Changes.empty())
    return Result;

  raw_string_ostream OS(Result);
  OS << "--- a/" << Path << "\n+++ b/" << Path << '\n';
  ptrdiff_t Shift = 0;
  for (ArrayRef<Change> Rest = Changes; !Rest.empty();) {
    size_t Count = 1;
    while (Count < Rest.size() &&
           Rest[Count].First <= Rest[Count - 1].Last + 2 * Context)
      ++Count;
    writeHunk(OS, Rest.take_front(Count), Lines, Context, Shift);
    Rest = Rest.drop_front(Count);
  }
  return Result;
}

} // namespace epf
