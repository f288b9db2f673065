//===- Review.h - What a series does to the findings ------------ -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every version of the files that a series touches is analysed, from the base
// to the last patch, and each finding followed through them. Where it begins
// and where it ends says what it is:
//
//   version        0    1    2    3
//   pre-existing   x    x    x    x
//   fixed          x    x                by patch 2
//   introduced               x    x     by patch 2
//   repaired            x    x          introduced by 1, repaired by 3
//
// A review is plain data, which the writers of all formats take.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_REVIEW_H
#define EPFLINT_TOOL_PATCH_REVIEW_H

#include "tool/patch/Base.h"
#include "tool/report/Conformance.h"
#include "tool/source/FlagSource.h"
#include <map>

namespace epf::patch {

enum class State { Introduced, Fixed, PreExisting, Repaired };

/// "introduced", "fixed", "pre-existing", "repaired".
llvm::StringRef stateName(State S);

/// Where in a series a finding comes from.
struct Cause {
  unsigned Patch = 0; ///< from 1
  std::string File;   ///< as the patch leaves it
  unsigned Hunk = 0;  ///< of the file, from 1; 0 if the file has none
  unsigned Line = 0;  ///< that the hunk begins with in the file, afterwards
  /// The finding stands elsewhere than in the hunk.
  bool Remote = false;
};

struct ReviewedFinding {
  State What = State::PreExisting;
  /// As it stands in the last version that has it, which is At.
  Finding Last;
  unsigned At = 0;
  /// As it stands after the patch that From names; if none, in the base.
  Finding First;
  unsigned By = 0;    ///< patch that it came with, from 1; 0 if of the base
  unsigned Until = 0; ///< patch that it is gone with; 0 if it is still there
  /// The hunk that brought it. Of a pre-existing one, the hunk that adds a
  /// decision to its scenario and yet leaves it.
  std::optional<Cause> From;

  /// The patch decides something on the way there, and the scenario stays.
  bool isLeftOpen() const {
    return What == State::PreExisting && From.has_value();
  }
};

struct Review {
  Series Patches;
  BasedSeries Base;
  /// One for each version of Base.Result: of the files that are analysed.
  std::vector<Report> Versions;
  std::vector<ReviewedFinding> Findings; ///< by file and line
  unsigned Milliseconds = 0;
  /// Of the files of which only what the patches can reach was analysed, the
  /// names of those functions, sorted. All was of others.
  std::map<std::string, std::vector<std::string>> Reached;

  const Report &before() const { return Versions.front(); }
  const Report &after() const { return Versions.back(); }
  unsigned count(State S) const;
  unsigned leftOpen() const;
  /// "2/3" of the patch with this number, from 1.
  std::string patchName(unsigned Number) const;
};

struct ReviewOptions {
  AnalysisOptions Analysis;
  std::vector<std::string> Rules; ///< names of those asked for
  unsigned Jobs = 0;              ///< 0: one for each processor
  /// As in UnitOptions.
  std::function<bool(const Finding &, llvm::StringRef Path,
                     llvm::StringRef Text)>
      Dismissed = nullptr;
  /// Analyse all of each file, not only what the patches can reach.
  bool All = false;
  bool Verify = true; ///< try the fixes of what is introduced or left open
};

/// Analyses Patches on their Base, below Root. Never fails as such: a file that
/// cannot be analysed is a unit of that status.
Review review(Series Patches, BasedSeries Base, const FlagSource &Flags,
              const SourceRoot &Root, const ReviewOptions &Options);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_REVIEW_H
