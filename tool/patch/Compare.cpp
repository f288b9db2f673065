//===- Compare.cpp - The same finding before and after a patch ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matching goes from the strictest likeness to the loosest, and what is matched
// once is out of the game.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Compare.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <tuple>

using namespace llvm;

namespace epf::patch {

static const AppliedFile *fileAt(ArrayRef<AppliedFile> Patch, StringRef Path) {
  auto Found = find_if(Patch, [&](const AppliedFile &File) {
    return File.Patch->NewPath == Path;
  });
  return Found == Patch.end() ? nullptr : Found;
}

/// What a path of before is called after.
static std::string renamed(StringRef Path, ArrayRef<AppliedFile> Patch) {
  for (const AppliedFile &File : Patch)
    if (File.Patch->OldPath == Path && !File.Patch->NewPath.empty())
      return File.Patch->NewPath;
  return Path.str();
}

/// The line of before that a line of after is, or 0 if it was added.
static unsigned lineBefore(StringRef Path, unsigned Line,
                           ArrayRef<AppliedFile> Patch) {
  const AppliedFile *File = fileAt(Patch, Path);
  if (!File)
    return Line;
  ArrayRef<Origin> Lines = File->Place.Lines;
  return Line && Line <= Lines.size() ? Lines[Line - 1].Base : 0;
}

/// A resource without what stands in its brackets.
static std::string withoutIndices(StringRef Resource) {
  std::string Result;
  unsigned Depth = 0;
  for (char C : Resource) {
    Depth -= C == ']' && Depth;
    if (!Depth)
      Result += C;
    Depth += C == '[';
  }
  return Result;
}

std::vector<std::optional<size_t>> match(ArrayRef<Finding> Before,
                                         ArrayRef<Finding> After,
                                         ArrayRef<AppliedFile> Patch) {
  std::vector<std::optional<size_t>> Result(Before.size());
  std::vector<bool> Taken(After.size());
  auto Pass = [&](auto IsSame) {
    for (auto [B, Match] : zip(Before, Result))
      for (size_t I = 0; !Match && I < After.size(); ++I)
        if (!Taken[I] && IsSame(B, After[I])) {
          Match = I;
          Taken[I] = true;
        }
  };
  auto AreAlike = [&](const Finding &B, const Finding &A) {
    return std::tie(B.Rule, B.Function, B.Role) ==
               std::tie(A.Rule, A.Function, A.Role) &&
           renamed(B.Where.File, Patch) == A.Where.File;
  };
  auto AreSame = [&](const Finding &B, const Finding &A) {
    return AreAlike(B, A) && B.Resource == A.Resource;
  };
  Pass([&](const Finding &B, const Finding &A) {
    return AreSame(B, A) &&
           B.Where.Line == lineBefore(A.Where.File, A.Where.Line, Patch);
  });
  Pass(AreSame);
  Pass([&](const Finding &B, const Finding &A) {
    return AreAlike(B, A) &&
           withoutIndices(B.Resource) == withoutIndices(A.Resource);
  });
  return Result;
}

static Cause hunkOf(const AppliedFile &File, unsigned Number, unsigned Line) {
  Cause Result;
  Result.File = File.Patch->path();
  Result.Hunk = Number;
  if (Number && Number <= File.Place.Hunks.size()) {
    const PlacedHunk &Hunk = File.Place.Hunks[Number - 1];
    Result.Line = Hunk.NewLine;
    Result.Remote = Line < Hunk.NewLine || Line >= Hunk.NewLine + Hunk.NewCount;
  }
  return Result;
}

/// The hunk that added the line of Where, if one did.
static std::optional<unsigned> adding(const Location &Where,
                                      ArrayRef<AppliedFile> Patch) {
  const AppliedFile *File = fileAt(Patch, Where.File);
  if (!File || !Where.Line || Where.Line > File->Place.Lines.size())
    return std::nullopt;
  const Origin &From = File->Place.Lines[Where.Line - 1];
  if (From.Base != 0 || From.Hunk == 0)
    return std::nullopt;
  return From.Hunk;
}

/// How far Line is from a hunk; 0 if it is in it.
static unsigned distance(const PlacedHunk &Hunk, unsigned Line) {
  if (Line < Hunk.NewLine)
    return Hunk.NewLine - Line;
  unsigned End = Hunk.NewLine + Hunk.NewCount;
  return Line < End ? 0 : Line - End + 1;
}

/// The hunk that added the line of Where, blamed for F.
static std::optional<Cause> blameFor(const Finding &F, const Location &Where,
                                     ArrayRef<AppliedFile> Patch) {
  std::optional<unsigned> Number = adding(Where, Patch);
  if (!Number)
    return std::nullopt;
  Cause Result = hunkOf(*fileAt(Patch, Where.File), *Number, F.Where.Line);
  Result.Remote |= Where.File != F.Where.File;
  return Result;
}

/// A condition of the code, not the outcome of a call.
static bool isDecision(const Event &Step) {
  StringRef Text = Step.Message;
  return Step.Kind == EventKind::Assume &&
         (Text.ends_with(" is true") || Text.ends_with(" is false") ||
          Text.starts_with("assuming the case"));
}

std::optional<Cause> leftOpenBy(const Finding &F, ArrayRef<AppliedFile> Patch) {
  for (const Event &Step : reverse(F.Witness))
    if (isDecision(Step))
      if (auto From = blameFor(F, Step.Where, Patch))
        return From;
  return std::nullopt;
}

/// As causeOf(), but only by added lines.
static std::optional<Cause> addedCause(const Finding &F,
                                       ArrayRef<AppliedFile> Patch) {
  if (auto Here = blameFor(F, F.Where, Patch))
    return Here;
  for (const Event &Step : reverse(F.Witness))
    if (Step.Kind != EventKind::Call)
      if (auto There = blameFor(F, Step.Where, Patch))
        return There;
  return std::nullopt;
}

bool isTouched(const Finding &F, ArrayRef<AppliedFile> Patch) {
  return addedCause(F, Patch).has_value();
}

std::optional<Cause> causeOf(const Finding &F, ArrayRef<AppliedFile> Patch) {
  if (auto From = addedCause(F, Patch))
    return From;
  if (const AppliedFile *File = fileAt(Patch, F.Where.File)) {
    ArrayRef<PlacedHunk> Hunks = File->Place.Hunks;
    auto Nearest =
        std::min_element(Hunks.begin(), Hunks.end(), [&](auto &A, auto &B) {
          return distance(A, F.Where.Line) < distance(B, F.Where.Line);
        });
    unsigned Number = Nearest == Hunks.end() ? 0 : Nearest - Hunks.begin() + 1;
    return hunkOf(*File, Number, F.Where.Line);
  }
  for (const AppliedFile &File : Patch)
    if (StringRef(File.Patch->NewPath).ends_with(".h")) {
      Cause Result = hunkOf(File, File.Place.Hunks.empty() ? 0 : 1, 0);
      Result.Remote = true;
      return Result;
    }
  return std::nullopt;
}

} // namespace epf::patch
