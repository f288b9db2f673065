//===- ReviewText.cpp - The review for people -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/report/ReviewText.h"
#include "tool/report/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace epf::patch;

namespace epf {

/// More lines than these with the same damage are only counted.
static constexpr size_t MostLines = 8;

/// A line for each kind of damage: "repaired: lines 23, 27: wrapped by the
/// mailer".
static void writeDamages(raw_ostream &OS, ArrayRef<Damage> Damages) {
  std::vector<const Damage *> Left;
  for (const Damage &D : Damages)
    Left.push_back(&D);
  while (!Left.empty()) {
    const Damage &First = *Left.front();
    std::vector<std::string> Lines;
    erase_if(Left, [&](const Damage *D) {
      bool Same = D->What == First.What && D->Repaired == First.Repaired;
      if (Same)
        Lines.push_back(std::to_string(D->Input));
      return Same;
    });
    size_t More = Lines.size() - std::min(Lines.size(), MostLines);
    Lines.resize(Lines.size() - More);
    OS << (First.Repaired ? "repaired: " : "damaged: ");
    if (Lines.size() == 1)
      OS << describe(First) << '\n';
    else
      OS << "lines " << join(Lines, ", ")
         << (More ? " and " + std::to_string(More) + " more" : "") << ": "
         << First.What << '\n';
  }
}

static void writeHead(raw_ostream &OS, const Review &R) {
  OS << "base: " << R.Base.Why << '\n';
  writeDamages(OS, R.Patches.Damages);
  for (auto [P, Files] : zip(R.Patches.Patches, R.Base.Result.Files)) {
    if (R.Patches.Patches.size() > 1)
      OS << "patch " << P.name() << ": " << P.Subject << '\n';
    std::vector<Damage> Damages = P.Damages;
    for (const AppliedFile &File : Files)
      append_range(Damages, File.Place.Damages);
    writeDamages(OS, Damages);
  }
  OS << '\n';
}

std::string blame(const Review &R, const ReviewedFinding &F) {
  std::string Result;
  raw_string_ostream OS(Result);
  unsigned Patch = F.From ? F.From->Patch : F.By;
  if (Patch && R.Patches.Patches.size() > 1)
    OS << " by " << R.patchName(Patch);
  if (!F.From || !F.From->Hunk)
    return Result;
  OS << (Result.empty() ? " by" : ",") << " hunk " << F.From->Hunk;
  if (F.From->Remote)
    OS << " at " << F.From->File << ':' << F.From->Line;
  return Result;
}

/// The line below a finding that says what the series has to do with it.
static std::string verdictOf(const Review &R, const ReviewedFinding &F) {
  std::string Until = F.Until && R.Patches.Patches.size() > 1
                          ? " by " + R.patchName(F.Until)
                          : "";
  switch (F.What) {
  case State::Introduced:
    return "introduced" + blame(R, F);
  case State::Fixed:
    return "fixed" + Until;
  case State::Repaired:
    return "introduced" + blame(R, F) + ", repaired" + Until;
  case State::PreExisting:
    return F.isLeftOpen() ? "left open" + blame(R, F) : "pre-existing";
  }
  llvm_unreachable("covered switch");
}

/// More places than this are not told one by one.
static constexpr size_t MostPlaces = 4;

/// "violated at 12, 40": lines, with their file where there are several.
static std::string cell(const Conformance &Row, const Report &R) {
  std::vector<std::string> Places;
  for (const Location &Where : Row.Evidence) {
    std::string Place = std::to_string(Where.Line);
    if (R.Units.size() != 1 || Where.File != R.Units.front().File)
      Place = sys::path::filename(Where.File).str() + ":" + Place;
    if (!is_contained(Places, Place))
      Places.push_back(std::move(Place));
  }
  std::string More = Places.size() > MostPlaces ? ", ..." : "";
  Places.resize(std::min(Places.size(), MostPlaces));
  return verdictName(Row.Status).str() + (Places.empty() ? "" : " at ") +
         join(Places, ", ") + More;
}

static void writeContract(raw_ostream &OS, const Review &R) {
  auto Before = conformance(R.before()), After = conformance(R.after());
  size_t Width = StringRef("before").size();
  for (const Conformance &Row : Before)
    Width = std::max(Width, cell(Row, R.before()).size());
  OS << "contract      " << left_justify("before", Width) << "  after\n";
  for (auto [Old, New] : zip(Before, After))
    OS << left_justify(Old.Group, 12) << "  "
       << left_justify(cell(Old, R.before()), Width) << "  "
       << cell(New, R.after()) << '\n';
}

/// What a series repairs itself is told of, for those who bisect.
static void writeBriefly(raw_ostream &OS, const Finding &F) {
  OS << F.Where.File << ':' << F.Where.Line << ':' << F.Where.Column
     << ": note: " << F.Message << " [" << F.Rule << "]\n";
}

static bool isShown(const ReviewedFinding &F) {
  return F.What == State::Introduced || F.What == State::Repaired ||
         F.isLeftOpen();
}

std::string summaryOf(const Review &R) {
  std::string Result = std::to_string(R.count(State::Introduced)) +
                       " introduced, " + std::to_string(R.leftOpen()) +
                       " left open";
  if (unsigned Repaired = R.count(State::Repaired))
    Result += ", " + std::to_string(Repaired) +
              " introduced and repaired within the series";
  return Result;
}

void writeReviewText(const Review &R, bool All, raw_ostream &OS) {
  writeHead(OS, R);
  std::map<unsigned, SourceText> Sources;
  for (const ReviewedFinding &F : R.Findings) {
    if (!All && !isShown(F))
      continue;
    const Report &Version = R.Versions[F.At];
    auto Text = Sources.try_emplace(F.At, Version.Root, Version.Overlay).first;
    if (F.What == State::Repaired)
      writeBriefly(OS, F.Last);
    else
      writeFinding(OS, F.Last, Text->second);
    OS << verdictOf(R, F) << "\n\n";
  }
  writeContract(OS, R);
  if (!R.Reached.empty())
    OS << "judged: what the "
       << (R.Patches.Patches.size() > 1 ? "series" : "patch")
       << " can reach; --all judges the rest of the files too\n";
  OS << summaryOf(R) << '\n';
  unsigned Fixed = R.count(State::Fixed);
  unsigned PreExisting = R.count(State::PreExisting) - R.leftOpen();
  if (!All && (Fixed || PreExisting))
    OS << "not shown: " << Fixed << " fixed, " << PreExisting
       << " pre-existing\n";
  writeShortcomings(OS, R.after());
  if (All)
    writeNotJudged(OS, R.after());
}

} // namespace epf
