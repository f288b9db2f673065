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

using namespace llvm;
using namespace epf::patch;

namespace epf {

/// More damages than this of one mail are only counted.
static constexpr size_t MostDamages = 8;

static void writeDamages(raw_ostream &OS, ArrayRef<Damage> Damages) {
  for (const Damage &D : Damages.take_front(MostDamages))
    OS << (D.Repaired ? "repaired: " : "damaged: ") << describe(D) << '\n';
  if (Damages.size() > MostDamages)
    OS << "damaged: in " << Damages.size() - MostDamages << " more places\n";
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
  if (F.By && R.Patches.Patches.size() > 1)
    OS << " by " << R.patchName(F.By);
  if (!F.From || !F.From->Hunk)
    return Result;
  OS << (Result.empty() ? " by" : ",") << " hunk " << F.From->Hunk;
  if (F.From->Remote)
    OS << ", which is at " << F.From->File << ':' << F.From->Line;
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
    return "introduced" + blame(R, F) + " and repaired" + Until;
  case State::PreExisting:
    return F.isLeftOpen() ? "left open" + blame(R, F) : "pre-existing";
  }
  llvm_unreachable("covered switch");
}

static std::string cell(const Conformance &Row) {
  std::string Result = verdictName(Row.Status).str();
  if (Row.Evidence.empty())
    return Result;
  std::vector<std::string> Lines;
  for (const Location &Where : Row.Evidence)
    Lines.push_back(std::to_string(Where.Line));
  Lines.erase(llvm::unique(Lines), Lines.end());
  return Result + " (" + (Lines.size() == 1 ? "line " : "lines ") +
         join(Lines, ", ") + ")";
}

static void writeContract(raw_ostream &OS, const Review &R) {
  auto Before = conformance(R.before()), After = conformance(R.after());
  size_t Width = 0;
  for (const Conformance &Row : Before)
    Width = std::max(Width, cell(Row).size());
  OS << "contract      " << left_justify("before", Width) << "  after\n";
  for (auto [Old, New] : zip(Before, After))
    OS << left_justify(Old.Group, 12) << "  " << left_justify(cell(Old), Width)
       << "  " << cell(New) << '\n';
}

static bool isShown(const ReviewedFinding &F) {
  return F.What == State::Introduced || F.What == State::Repaired ||
         F.isLeftOpen();
}

void writeReviewText(const Review &R, bool All, raw_ostream &OS) {
  writeHead(OS, R);
  unsigned LeftOpen = 0, PreExisting = 0;
  std::map<unsigned, SourceText> Sources;
  for (const ReviewedFinding &F : R.Findings) {
    LeftOpen += F.isLeftOpen();
    PreExisting += F.What == State::PreExisting && !F.isLeftOpen();
    if (!All && !isShown(F))
      continue;
    const Report &Version = R.Versions[F.At];
    auto Text = Sources.try_emplace(F.At, Version.Root, Version.Overlay).first;
    writeFinding(OS, F.Last, Text->second);
    OS << verdictOf(R, F) << "\n\n";
  }
  writeContract(OS, R);
  OS << R.count(State::Introduced) << " introduced, " << LeftOpen
     << " left open";
  if (unsigned Repaired = R.count(State::Repaired))
    OS << ", " << Repaired << " introduced and repaired within the series";
  OS << '\n';
  unsigned Fixed = R.count(State::Fixed);
  if (!All && (Fixed || PreExisting))
    OS << "not shown: " << Fixed << " fixed, " << PreExisting
       << " pre-existing\n";
  writeShortcomings(OS, R.after());
}

} // namespace epf
