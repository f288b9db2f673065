//===- Review.cpp - What a series does to the findings --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three steps: analyse the versions, follow the findings through them, try the
// fixes of those that the series is to blame for.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Review.h"
#include "tool/patch/Compare.h"
#include "tool/patch/Versions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include <chrono>

using namespace llvm;

namespace epf::patch {

StringRef stateName(State S) {
  switch (S) {
  case State::Introduced:
    return "introduced";
  case State::Fixed:
    return "fixed";
  case State::PreExisting:
    return "pre-existing";
  case State::Repaired:
    return "repaired";
  }
  llvm_unreachable("covered switch");
}

unsigned Review::count(State S) const {
  return count_if(Findings, [S](auto &F) { return F.What == S; });
}

unsigned Review::leftOpen() const {
  return count_if(Findings, [](auto &F) { return F.isLeftOpen(); });
}

std::string Review::patchName(unsigned Number) const {
  return Patches.Patches[Number - 1].name();
}

static bool hasStatus(const Report &R, StringRef File, UnitStatus Status) {
  return any_of(R.Units, [&](const UnitReport &Unit) {
    return Unit.File == File && Unit.Status == Status;
  });
}

/// True if all functions of File were explored to their end; an error in
/// parsing alone is none of that.
static bool isExplored(const Report &R, StringRef File) {
  return none_of(R.Units, [&](const UnitReport &Unit) {
    return Unit.File == File &&
           (Unit.Status == UnitStatus::Failed ||
            any_of(Unit.Functions,
                   [](const FunctionReport &F) { return !F.Complete; }));
  });
}

/// True if F, which After has not, may be there all the same: the file was not
/// analysed to its end, or a scenario that is New, with the same resource, is
/// in front of it.
static bool mayHide(const Finding &F, const Report &Before, const Report &After,
                    ArrayRef<Finding> New) {
  StringRef File = F.Where.File;
  return hasStatus(After, File, UnitStatus::Failed) ||
         (hasStatus(After, File, UnitStatus::Incomplete) &&
          !hasStatus(Before, File, UnitStatus::Incomplete)) ||
         any_of(New, [&](const Finding &Other) {
           return Other.Rule == F.Rule && Other.Where.File == File &&
                  Other.Resource == F.Resource;
         });
}

namespace {
/// The findings that are followed, and those that have come to their end.
class Trail {
public:
  explicit Trail(const Report &Base) {
    for (const Finding &F : Base.Findings)
      Open.push_back({State::PreExisting, F, 0, F, 0, 0, std::nullopt});
  }

  void pass(unsigned Number, const Report &Before, const Report &After,
            ArrayRef<AppliedFile> Patch) {
    std::vector<Finding> Old;
    for (const ReviewedFinding &F : Open)
      Old.push_back(F.Last);
    auto Matches = match(Old, After.Findings, Patch);
    std::vector<Finding> New;
    for (auto [Index, F] : enumerate(After.Findings))
      if (!is_contained(Matches, Index))
        New.push_back(F);
    std::vector<ReviewedFinding> Next;
    for (auto [F, Match] : zip(Open, Matches)) {
      if (Match) {
        F.Last = After.Findings[*Match];
        F.At = Number;
        if (!F.From)
          blame(F, leftOpenBy(F.Last, Patch), Number);
      } else if (!mayHide(F.Last, Before, After, New)) {
        F.Until = Number;
        F.What = F.By ? State::Repaired : State::Fixed;
        Closed.push_back(std::move(F));
        continue;
      }
      Next.push_back(std::move(F));
    }
    for (const Finding &F : New)
      Next.push_back(news(F, Number, Before, Patch));
    Open = std::move(Next);
  }

  std::vector<ReviewedFinding> all() {
    append_range(Open, Closed);
    llvm::sort(Open, [](const ReviewedFinding &A, const ReviewedFinding &B) {
      auto Key = [](const ReviewedFinding &F) {
        return std::tie(F.Last.Where.File, F.Last.Where.Line,
                        F.Last.Where.Column, F.Last.Rule, F.Last.Message, F.At);
      };
      return Key(A) < Key(B);
    });
    return std::move(Open);
  }

private:
  /// A finding that the version before had not. If that could not be analysed
  /// to its end, only what comes by lines of the patch is taken for its work.
  static ReviewedFinding news(const Finding &F, unsigned Number,
                              const Report &Before,
                              ArrayRef<AppliedFile> Patch) {
    if (!isExplored(Before, F.Where.File) && !isTouched(F, Patch))
      return {State::PreExisting, F, Number, F, 0, 0, std::nullopt};
    ReviewedFinding Result{State::Introduced, F, Number, F, Number, 0,
                           std::nullopt};
    blame(Result, causeOf(F, Patch), Number);
    return Result;
  }

  static void blame(ReviewedFinding &F, std::optional<Cause> From,
                    unsigned Number) {
    F.From = std::move(From);
    if (!F.From)
      return;
    F.From->Patch = Number;
    F.First = F.Last;
  }

  std::vector<ReviewedFinding> Open, Closed;
};
} // namespace

/// True if the report shows the fix of F.
static bool isToMend(const ReviewedFinding &F, unsigned LastVersion) {
  return F.At == LastVersion && (F.What == State::Introduced || F.isLeftOpen());
}

/// Tries the fixes that will be shown, on the last version.
static void verify(Review &R, Versions &All) {
  unsigned Last = R.Versions.size() - 1;
  auto IsChosen = [&](const Finding &F) {
    return any_of(R.Findings, [&](const ReviewedFinding &Each) {
      return isToMend(Each, Last) && Each.Last.Where == F.Where &&
             Each.Last.Rule == F.Rule && Each.Last.Message == F.Message;
    });
  };
  for (const Finding &Tried : All.verified(Last, IsChosen))
    for (ReviewedFinding &Each : R.Findings)
      if (isToMend(Each, Last) && Each.Last.Where == Tried.Where &&
          Each.Last.Rule == Tried.Rule && Each.Last.Message == Tried.Message)
        Each.Last.Repairs = Tried.Repairs;
}

Review review(Series Patches, BasedSeries Base, const FlagSource &Flags,
              const SourceRoot &Root, const ReviewOptions &Options) {
  auto Start = std::chrono::steady_clock::now();
  Review R{std::move(Patches), std::move(Base), {}, {}, 0, {}};
  Versions All(R.Base, Flags, Root, Options);
  R.Versions = All.analyse();
  R.Reached = All.reached();
  Trail Findings(R.before());
  for (unsigned K = 1; K < R.Versions.size(); ++K)
    Findings.pass(K, R.Versions[K - 1], R.Versions[K],
                  R.Base.Result.Files[K - 1]);
  R.Findings = Findings.all();
  if (Options.Verify)
    verify(R, All);
  R.Milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::steady_clock::now() - Start)
                       .count();
  return R;
}

} // namespace epf::patch
