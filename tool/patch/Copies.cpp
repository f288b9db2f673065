//===- Copies.cpp - The best preserved of several copies ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Copies.h"
#include "llvm/ADT/STLExtras.h"
#include <cstdlib>
#include <tuple>

using namespace llvm;

namespace epf::patch {

/// What tells one hunk of a file from another, in any copy.
static auto header(const Hunk &H) {
  return std::tie(H.OldStart, H.OldCount, H.NewStart, H.NewCount);
}

static bool haveHunkInCommon(const FilePatch &A, const FilePatch &B) {
  return any_of(A.Hunks, [&](const Hunk &Of) {
    return any_of(B.Hunks,
                  [&](const Hunk &H) { return header(H) == header(Of); });
  });
}

static bool sameChange(const FilePatch &A, const FilePatch &B) {
  if (A.OldPath != B.OldPath || A.NewPath != B.NewPath)
    return false;
  if (!A.NewBlob.empty() && !B.NewBlob.empty())
    return A.OldBlob == B.OldBlob && A.NewBlob == B.NewBlob;
  return haveHunkInCommon(A, B);
}

bool isCopy(const Patch &P, const Diff &D) {
  return any_of(P.Files, [&](const FilePatch &A) {
    return any_of(D.Files,
                  [&](const FilePatch &B) { return sameChange(A, B); });
  });
}

/// What a hunk changes, whatever became of its white space.
static std::string changesOf(const Hunk &H) {
  std::string Text;
  for (const Line &L : H.Lines)
    if (L.Kind != LineKind::Context)
      Text += (L.Kind == LineKind::Added ? "\n+" : "\n-") + squeeze(L.Text);
  return Text;
}

/// How much is wrong with a hunk; 0 is nothing.
static int wear(const Hunk &H, bool Stripped) {
  int Old = -int(H.OldCount), New = -int(H.NewCount);
  for (const Line &L : H.Lines) {
    Old += L.Kind != LineKind::Added;
    New += L.Kind != LineKind::Removed;
  }
  return (H.Broken.empty() ? 0 : 1000) + 10 * (std::abs(Old) + std::abs(New)) +
         (Stripped ? 3 : 0);
}

static unsigned lastLine(const Hunk &H) {
  return H.Lines.empty() ? H.Input : H.Lines.back().Input;
}

namespace {

struct Choice {
  const Hunk *Best = nullptr;
  const Diff *From = nullptr;
  bool Stripped = false;
  int Wear = 0;
  bool Disputed = false; ///< equally good copies differ
};

} // namespace

/// The best of all copies of H, which is one of File; nothing if H itself is.
static Choice choose(const FilePatch &File, const Hunk &H,
                     ArrayRef<const Diff *> Copies) {
  Choice Found;
  Found.Wear = wear(H, File.Stripped);
  for (const Diff *D : Copies)
    for (const FilePatch &Other : D->Files) {
      if (!sameChange(File, Other))
        continue;
      for (const Hunk &Copy : Other.Hunks) {
        if (header(Copy) != header(H) ||
            (H.Broken.empty() && changesOf(Copy) != changesOf(H)))
          continue;
        int Wear = wear(Copy, Other.Stripped);
        if (Wear < Found.Wear)
          Found = {&Copy, D, Other.Stripped, Wear, false};
        else if (Found.Best && Wear == Found.Wear)
          Found.Disputed |= changesOf(Copy) != changesOf(*Found.Best);
      }
    }
  return Found;
}

static void replace(Patch &P, Hunk &H, const Choice &By) {
  erase_if(P.Damages, [&](const Damage &D) {
    return D.Input >= H.Input && D.Input <= lastLine(H);
  });
  H = *By.Best;
  for (const Damage &D : By.From->Damages)
    if (D.Input >= H.Input && D.Input <= lastLine(H))
      P.Damages.push_back(D);
  if (By.Disputed)
    H.Broken = "its copies differ";
}

void takeBest(Patch &P, ArrayRef<const Diff *> Copies) {
  for (FilePatch &File : P.Files) {
    bool Stripped = File.Stripped && File.Hunks.empty();
    unsigned Taken = 0;
    for (Hunk &H : File.Hunks) {
      Choice By = choose(File, H, Copies);
      Stripped |= By.Best ? By.Stripped : File.Stripped;
      if (!By.Best)
        continue;
      replace(P, H, By);
      Taken = Taken ? Taken : H.Input;
    }
    File.Stripped = Stripped;
    if (Taken)
      P.Damages.push_back({Taken, "better preserved here than in the patch"});
  }
  llvm::sort(P.Damages, [](const Damage &A, const Damage &B) {
    return std::tie(A.Input, A.What) < std::tie(B.Input, B.What);
  });
}

/// The hunks of File that do not begin where those before let expect it.
static std::vector<Hunk *> unexpected(FilePatch &File) {
  std::vector<Hunk *> Result;
  int Growth = 0;
  for (Hunk &H : File.Hunks) {
    // The start of an empty range is the line before it.
    int Shift = int(H.NewStart) + !H.NewCount - int(H.OldStart) - !H.OldCount;
    if (File.Kind == FileKind::Modified && Shift != Growth)
      Result.push_back(&H);
    Growth = Shift + int(H.NewCount) - int(H.OldCount);
  }
  return Result;
}

void breakIncomplete(Patch &P) {
  for (FilePatch &File : P.Files)
    for (Hunk *H : unexpected(File))
      if (H->Broken.empty())
        H->Broken = "hunks in front of it were cut out";
}

void compareWithStat(Patch &P, Count Stat, bool Closed) {
  Count Has = countChanges(P.Files);
  if (Has == Stat)
    return;
  auto Say = [](Count C) {
    return std::to_string(C.Added) + " insertions and " +
           std::to_string(C.Removed) + " deletions";
  };
  std::string What =
      "the diffstat counts " + Say(Stat) + ", the patch has " + Say(Has);
  bool Whole = Closed && P.Damages.empty() && all_of(P.Files, [](FilePatch &F) {
                 return unexpected(F).empty();
               });
  P.Damages.push_back({P.Files.front().Input, What, false});
  if (Whole)
    return;
  for (FilePatch &File : reverse(P.Files))
    if (!File.Hunks.empty()) {
      if (File.Hunks.back().Broken.empty())
        File.Hunks.back().Broken = What;
      return;
    }
}

} // namespace epf::patch
