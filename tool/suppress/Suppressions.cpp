//===- Suppressions.cpp - All that keeps findings from a report -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only of files that were analysed can it be said that nothing was dismissed.
//
//===----------------------------------------------------------------------===//

#include "tool/suppress/Suppressions.h"
#include "tool/report/SourceText.h"
#include "tool/suppress/NoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

/// The directory that Files have in common.
static StringRef commonDirectory(ArrayRef<std::string> Files) {
  if (Files.empty())
    return {};
  StringRef Dir = sys::path::parent_path(Files.front());
  while (!all_of(Files, [&](StringRef File) { return isBelow(File, Dir); }))
    Dir = sys::path::parent_path(Dir);
  return Dir;
}

Expected<Suppressions> Suppressions::load(const SuppressionOptions &Options,
                                          ArrayRef<std::string> Files) {
  Suppressions Result;
  auto File = Options.Config.empty()
                  ? Sidecar::findAbove(commonDirectory(Files))
                  : Sidecar::load(Options.Config);
  if (!File)
    return File.takeError();
  Result.File = std::move(*File);
  if (Options.Baseline.empty())
    return Result;
  auto Known = Baseline::load(Options.Baseline);
  if (!Known)
    return Known.takeError();
  Result.Known = std::move(*Known);
  return Result;
}

bool Suppressions::dismisses(const Finding &F, StringRef Path,
                             StringRef Text) const {
  return NoLint(Text).covers(F.Where.Line, F.Rule) || File.dismisses(F, Path);
}

std::vector<std::string> Suppressions::apply(Report &R) const {
  std::vector<std::string> Told, Analysed;
  SourceText Sources(R.Root, R.Overlay);
  for (const UnitReport &Unit : R.Units) {
    if (Unit.Status != UnitStatus::Analysed)
      continue;
    Analysed.push_back(R.Root.absolute(Unit.File));
    NoLint Comments(Sources.file(Unit.File));
    for (const NoLint::Unmatched &Each : Comments.unmatched())
      Told.push_back(
          (Unit.File + ":" + Twine(Each.Line) + ": " + Each.Message).str());
  }
  append_range(Told, File.stale(Analysed));
  if (!Known)
    return Told;
  Known->apply(R);
  for (const Baseline::Entry *Each : Known->gone(R))
    Told.push_back("no longer found: " + Each->Rule + " in " + Each->File +
                   ", " + Each->Function + "() (" + Each->Fingerprint + ")");
  return Told;
}

} // namespace epf
