//===- UnifiedDiff.cpp - Reading unified diffs, damaged ones too ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/UnifiedDiff.h"
#include "tool/patch/Mails.h"
#include "tool/patch/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace epf::patch {

static constexpr size_t MostFiles = 5000;
static constexpr size_t MostHunks = 20000;
/// Each hunk is compared with its neighbours.
static constexpr size_t MostHunksOfAFile = 2000;

namespace {

class DiffReader {
public:
  explicit DiffReader(ArrayRef<TextLine> Text)
      : Text(Text), How(styleOf(Text)) {}

  Expected<Diff> read();

private:
  Error readLine();
  Error readGitHeader();
  Error readExtended(FilePatch &File, StringRef Line, unsigned Input);
  Error readOldNew();
  void takePaths(FilePatch &File) const;
  Error readHunks();
  Error finish(FilePatch &File);
  bool at(size_t J, StringRef Mark) const {
    return J < Text.size() && StringRef(Text[J].Text).starts_with(Mark);
  }

  ArrayRef<TextLine> Text;
  Style How;
  size_t I = 0;
  size_t HunksRead = 0;
  bool ModeChanged = false; ///< by the file that is being read
  Diff Result;
};

} // namespace

static Error setMode(FilePatch &File, StringRef Digits, unsigned Input) {
  if (Digits.trim().getAsInteger(8, File.Mode))
    return errorAt(Input, "'" + Digits.trim() + "' is no file mode");
  if (File.Mode == 0120000)
    return errorAt(Input, "'" + File.path() +
                              "' is a symbolic link, which is "
                              "never followed");
  if (File.Mode == 0160000)
    return errorAt(Input, "'" + File.path() + "' is a submodule");
  return Error::success();
}

/// A line between `diff --git` and `---`.
Error DiffReader::readExtended(FilePatch &File, StringRef Line,
                               unsigned Input) {
  if (Line.consume_front("new file mode ")) {
    File.Kind = FileKind::New;
    return setMode(File, Line, Input);
  }
  if (Line.consume_front("deleted file mode ")) {
    File.Kind = FileKind::Deleted;
    return setMode(File, Line, Input);
  }
  if (Line.consume_front("new mode ")) {
    ModeChanged = true;
    return setMode(File, Line, Input);
  }
  if (Line.consume_front("rename from ")) {
    File.Kind = FileKind::Renamed;
    File.OldPath = Line.trim().str();
  } else if (Line.consume_front("rename to ")) {
    File.NewPath = Line.trim().str();
  } else if (Line.starts_with("copy from ")) {
    return errorAt(Input, "a copied file: make the patch with --no-renames");
  } else if (Line.consume_front("index ")) {
    auto [Blobs, Mode] = Line.split(' ');
    std::tie(File.OldBlob, File.NewBlob) = std::pair(
        Blobs.split("..").first.str(), Blobs.split("..").second.str());
    if (!Mode.trim().empty())
      return setMode(File, Mode, Input);
  } else if (Line.starts_with("GIT binary patch") ||
             Line.starts_with("Binary files ")) {
    return errorAt(Input, "'" + File.path() + "' is a binary file");
  }
  return Error::success();
}

Error DiffReader::readGitHeader() {
  FilePatch File;
  File.Input = Text[I].Input;
  std::string Line = Text[I].Text;
  auto [Old, New] = pathsOfGitLine(Line);
  ++I;
  if (Old.empty() && I < Text.size() && wouldWrap(Line, Text[I].Text)) {
    std::tie(Old, New) = pathsOfGitLine(Line + " " + Text[I].Text);
    Result.Damages.push_back({Text[I].Input, "wrapped by the mailer"});
    ++I;
  }
  stripPrefixes(Old, New);
  File.OldPath = Old;
  File.NewPath = New;
  for (; I < Text.size() && !Text[I].Text.empty() && !at(I, "--- ") &&
         !endsHunk(Text, I);
       ++I)
    if (Error E = readExtended(File, Text[I].Text, Text[I].Input))
      return E;
  if (at(I, "--- ") && at(I + 1, "+++ ")) {
    if (File.OldPath.empty() && File.NewPath.empty())
      takePaths(File);
    I += 2;
  }
  Result.Files.push_back(std::move(File));
  return readHunks();
}

/// The paths that the lines `---` and `+++` name.
void DiffReader::takePaths(FilePatch &File) const {
  File.OldPath = pathOfLine(Text[I].Text);
  File.NewPath = pathOfLine(Text[I + 1].Text);
  stripPrefixes(File.OldPath, File.NewPath);
}

Error DiffReader::readOldNew() {
  FilePatch File;
  File.Input = Text[I].Input;
  takePaths(File);
  if (File.OldPath.empty())
    File.Kind = FileKind::New;
  else if (File.NewPath.empty())
    File.Kind = FileKind::Deleted;
  else if (File.OldPath != File.NewPath)
    File.OldPath = File.NewPath;
  I += 2;
  Result.Files.push_back(std::move(File));
  return readHunks();
}

Error DiffReader::readHunks() {
  FilePatch &File = Result.Files.back();
  File.Stripped = How.Stripped;
  while (at(I, "@@ -")) {
    if (++HunksRead > MostHunks)
      return errorAt(Text[I].Input, "more than " + Twine(MostHunks) + " hunks");
    if (File.Hunks.size() == MostHunksOfAFile)
      return errorAt(Text[I].Input, "more than " + Twine(MostHunksOfAFile) +
                                        " hunks of one file");
    auto H = readHunk(Text, I, File.Hunks.size() + 1, How, Result.Damages);
    if (!H)
      return H.takeError();
    File.Hunks.push_back(std::move(*H));
    // Between hunks of a quoted patch a reply may stand.
    size_t Next = I;
    while (Next < Text.size() && !endsHunk(Text, Next))
      ++Next;
    if (at(Next, "@@ -"))
      I = Next;
    Result.Closed = Next < Text.size() && closesPatch(Text, Next);
  }
  if (at(I, "GIT binary patch") || at(I, "Binary files "))
    return errorAt(Text[I].Input, "'" + File.path() + "' is a binary file");
  return finish(File);
}

Error DiffReader::finish(FilePatch &File) {
  for (StringRef Path : {StringRef(File.OldPath), StringRef(File.NewPath)})
    if (!Path.empty())
      if (Error E = checkPath(Path))
        return errorAt(File.Input, toString(std::move(E)));
  if (File.OldPath.empty() && File.NewPath.empty())
    return errorAt(File.Input, "this part of the patch names no file");
  if (File.Kind == FileKind::Modified && File.Hunks.empty() && !ModeChanged)
    return errorAt(File.Input, "'" + File.path() +
                                   "' is named, but no hunk "
                                   "follows");
  ModeChanged = false;
  if (File.Kind == FileKind::New)
    File.OldPath.clear();
  if (File.Kind == FileKind::Deleted)
    File.NewPath.clear();
  if (Result.Files.size() > MostFiles)
    return errorAt(File.Input, "more than " + Twine(MostFiles) + " files");
  return Error::success();
}

Error DiffReader::readLine() {
  if (at(I, "diff --git "))
    return readGitHeader();
  if (at(I, "--- ") && at(I + 1, "+++ ") && at(I + 2, "@@ -"))
    return readOldNew();
  if (at(I, "@@ -") && Result.Files.empty())
    return errorAt(Text[I].Input, "a hunk without the name of its file");
  ++I;
  return Error::success();
}

/// "2 files changed, 52 insertions(+), 5 deletions(-)"
static std::optional<Count> diffstat(ArrayRef<TextLine> Text) {
  static const Regex Stat("^ *[0-9]+ files? changed(, ([0-9]+) "
                          "insertions?\\(\\+\\))?(, ([0-9]+) "
                          "deletions?\\(-\\))?");
  for (const TextLine &Line : Text) {
    SmallVector<StringRef> Found;
    if (StringRef(Line.Text).starts_with("diff --git "))
      break;
    if (!StringRef(Line.Text).contains(" changed") ||
        !Stat.match(Line.Text, &Found))
      continue;
    Count C;
    if ((!Found[2].empty() && Found[2].getAsInteger(10, C.Added)) ||
        (!Found[4].empty() && Found[4].getAsInteger(10, C.Removed)))
      break;
    return C;
  }
  return std::nullopt;
}

Count countChanges(const Hunk &H) {
  Count C;
  for (const Line &L : H.Lines) {
    C.Added += L.Kind == LineKind::Added;
    C.Removed += L.Kind == LineKind::Removed;
  }
  return C;
}

Count countChanges(ArrayRef<FilePatch> Files) {
  Count All;
  for (const FilePatch &File : Files)
    for (const Hunk &H : File.Hunks) {
      Count C = countChanges(H);
      All.Added += C.Added;
      All.Removed += C.Removed;
    }
  return All;
}

/// Breaks the hunks that may have lost a change: their headers count another
/// growth than their lines have, and nothing else says that the lines are
/// right.
static void breakDoubtful(Diff &D) {
  if (D.Stat == countChanges(D.Files))
    return;
  for (FilePatch &File : D.Files)
    for (size_t N = 0; N < File.Hunks.size(); ++N) {
      Hunk &H = File.Hunks[N];
      Count C = countChanges(H);
      int Growth = int(C.Added) - int(C.Removed);
      if (Growth == int(H.NewCount) - int(H.OldCount) || !H.Broken.empty())
        continue;
      auto Shift = [](const Hunk &Of) {
        // A start is the line before if no line is counted.
        return int(Of.NewStart) + !Of.NewCount - int(Of.OldStart) -
               !Of.OldCount;
      };
      if (N + 1 < File.Hunks.size() &&
          Shift(File.Hunks[N + 1]) - Shift(H) == Growth)
        continue;
      auto It = partition_point(
          D.Damages, [&](const Damage &Of) { return Of.Input < H.Input; });
      H.Broken = "a change may be lost";
      if (It != D.Damages.end() && It->Input == H.Input) {
        H.Broken = It->What + ": a change may be lost";
        It->Repaired = false;
      }
    }
}

Expected<Diff> DiffReader::read() {
  while (I < Text.size())
    if (Error E = readLine())
      return E;
  if (Result.Files.empty())
    return std::move(Result);
  if (How.Stripped)
    Result.Damages.push_back(
        {Result.Files.front().Input, "lines have lost their indentation"});
  else if (How.Unmarked)
    Result.Damages.push_back(
        {Result.Files.front().Input, "context lines have lost their marker"});
  llvm::sort(Result.Damages, [](const Damage &A, const Damage &B) {
    return std::tie(A.Input, A.What) < std::tie(B.Input, B.What);
  });
  Result.Stat = diffstat(Text);
  breakDoubtful(Result);
  return std::move(Result);
}

Expected<Diff> readDiff(ArrayRef<TextLine> Text) {
  return DiffReader(Text).read();
}

} // namespace epf::patch
