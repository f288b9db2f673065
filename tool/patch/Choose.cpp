//===- Choose.cpp - Which of several places a hunk belongs to -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Choose.h"
#include "tool/patch/Lines.h"
#include "tool/patch/Sections.h"
#include "tool/patch/Site.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

using namespace llvm;

namespace epf::patch {

static constexpr uint64_t MostOfOneHunk = 50'000'000;
static constexpr uint64_t MostOfAll = 400'000'000;
/// By so much a place must be better than any other if all evidence is for it,
/// and if some is for the other one: a copy of the function may fit where the
/// right one has changed, and stand where the right one did.
static constexpr int Lead = 3;
static constexpr int ClearLead = 8;
/// In another function than the header names; in one where it names none.
static constexpr int WrongSection = 6;
static constexpr int SomeSection = 2;
/// How many lines from where it is expected a hunk may belong.
static constexpr int Near = 10;
/// How many lines from there the same lines make the place doubtful.
static constexpr int NearTwin = 100;
/// Not where the file begins or ends, though the hunk's context does.
static constexpr int WrongEnd = 6;

namespace {

class Chooser {
public:
  Chooser(const FilePatch &File, BaseFile &Base, bool IsItsBase);

  Expected<std::vector<Candidate>> run();

private:
  void add(size_t N, Candidate C);
  Error spend(size_t N);
  Error collect(size_t N);
  std::optional<Candidate> asStated(const Hunk &H);
  std::optional<std::vector<Candidate>> allAsStated();
  bool agrees(size_t N, unsigned Begin) const {
    return Names.agree(N, Begin, lostLines(File.Hunks[N]));
  }
  int away(size_t N, const Site &S, int Expected) const;
  int step(size_t N, const Site *Before, const Site &S) const;
  void weigh();
  std::vector<const Site *> ranked(size_t N) const;
  const Site *rival(size_t N, llvm::ArrayRef<const Site *> All) const;
  /// True if hunk N cannot be at Other because it fits C: nothing has changed
  /// in the file that it was made from.
  bool isExcluded(size_t N, const Candidate &C, const Candidate &Other) const {
    return IsItsBase && !lostLines(File.Hunks[N]) && !C.Other && Other.Other;
  }
  bool isAway(size_t N, llvm::ArrayRef<const Site *> Chosen) const;
  std::optional<Candidate> twin(size_t N, const Candidate &C, int Expected);
  Error checkExpected(size_t N, llvm::ArrayRef<const Site *> Chosen);
  Error whyNot(size_t N);
  Error fail(size_t N, const Twine &What) const;
  std::string at(const Candidate &C) const;

  const FilePatch &File;
  BaseFile &Base;
  bool IsItsBase;
  Sections Names;
  std::vector<std::vector<Site>> Hunks; ///< the places that each may have
  uint64_t Spent = 0;
};

} // namespace

Chooser::Chooser(const FilePatch &File, BaseFile &Base, bool IsItsBase)
    : File(File), Base(Base), IsItsBase(IsItsBase), Names(File, Base),
      Hunks(File.Hunks.size()) {}

/// The place that the header names, if the lines are there in just this way.
std::optional<Candidate> Chooser::asStated(const Hunk &H) {
  Candidate C;
  C.Begin = C.End = H.OldCount ? H.OldStart - 1 : H.OldStart;
  if (C.Begin > Base.Text.size() || (H.OldCount && !H.OldStart) || lostLines(H))
    return std::nullopt;
  for (const Line &L : H.Lines) {
    bool Old = L.Kind != LineKind::Added;
    if (Old && (C.End == Base.Text.size() ||
                Base.Key[C.End] != Base.Numbers.of(L.Text)))
      return std::nullopt;
    C.Steps.push_back(Old ? Step::Match : Step::Add);
    C.End += Old;
  }
  return C;
}

Error Chooser::fail(size_t N, const Twine &What) const {
  std::string Text = What.str(), Name = "hunk " + std::to_string(N + 1) + " ";
  StringRef Said = Text;
  Said.consume_front(Name); // what is wrong with its counts says it too
  return createStringError(std::errc::invalid_argument, "%s(line %u): %s",
                           Name.c_str(), File.Hunks[N].Input,
                           Said.str().c_str());
}

std::string Chooser::at(const Candidate &C) const {
  return "line " + std::to_string(C.Begin + 1);
}

void Chooser::add(size_t N, Candidate C) {
  const Hunk &H = File.Hunks[N];
  Site S;
  S.Raw = rawOffset(C, H);
  S.Offset = offsetOf(C, H);
  if (!agrees(N, C.Begin))
    S.Section = H.Section.empty() ? SomeSection : WrongSection;
  if (isAtWrongEnd(H, C, Base.Text.size()))
    S.End = WrongEnd;
  S.Own = C.Cost + S.Section + S.End;
  S.C = std::move(C);
  Hunks[N].push_back(std::move(S));
}

/// Fails if hunk N is too much to be aligned with the base once more.
Error Chooser::spend(size_t N) {
  uint64_t Cost = alignmentCost(File.Hunks[N], Base);
  Spent += Cost;
  if (Cost > MostOfOneHunk || Spent > MostOfAll)
    return fail(N, "too much is to be compared");
  return Error::success();
}

/// Finds the places that hunk N may have.
Error Chooser::collect(size_t N) {
  const Hunk &H = File.Hunks[N];
  if (!H.Broken.empty())
    return fail(N, H.Broken);
  if (none_of(H.Lines, [](const Line &L) {
        return L.Kind != LineKind::Added && !StringRef(L.Text).trim().empty();
      }))
    return fail(N, "it has no context to be found by");
  if (Error E = spend(N))
    return E;
  for (Candidate &C : align(H, File.Stripped, Base))
    add(N, std::move(C));
  return Error::success();
}

/// How far S is from where it is expected. Lines that the hunk lacks may be its
/// first.
int Chooser::away(size_t N, const Site &S, int Expected) const {
  if (S.Raw <= Expected)
    return Expected - S.Raw;
  return std::max(0, S.Raw - Expected - lostLines(File.Hunks[N]));
}

/// What it costs that hunk N is at S when the one before is there. Lines that
/// have come or gone in the base move all hunks behind them alike.
int Chooser::step(size_t N, const Site *Before, const Site &S) const {
  if (Before && Before->C.End > S.C.Begin)
    return Never;
  int Away = away(N, S, Before ? Before->Offset : 0);
  return (Away ? 3 : 0) + (Away > 20) + (Away > 100);
}

/// Finds what the whole patch costs at the least with each hunk at each of its
/// places: forwards what the hunks up to it cost, then backwards the others.
void Chooser::weigh() {
  for (size_t N = 0; N < Hunks.size(); ++N)
    for (Site &S : Hunks[N]) {
      S.Front = N ? Never : step(N, nullptr, S);
      if (N)
        for (const Site &Before : Hunks[N - 1])
          S.Front = std::min(S.Front, Before.Front + step(N, &Before, S));
      S.Front = std::min(Never, S.Front + S.Own);
    }
  for (size_t N = Hunks.size(); N-- > 0;)
    for (Site &S : Hunks[N]) {
      if (N + 1 == Hunks.size())
        S.Behind = 0;
      else
        for (const Site &Next : Hunks[N + 1])
          S.Behind = std::min(S.Behind,
                              step(N + 1, &S, Next) + Next.Own + Next.Behind);
    }
}

/// The places that hunk N can have, best first.
std::vector<const Site *> Chooser::ranked(size_t N) const {
  std::vector<const Site *> All;
  for (const Site &S : Hunks[N])
    if (S.total() < Never)
      All.push_back(&S);
  llvm::sort(All, [&](const Site *A, const Site *B) {
    return std::pair(A->total(), A->C.Begin) <
           std::pair(B->total(), B->C.Begin);
  });
  return All;
}

/// The place that the first one is not better than by enough, or null. Of one
/// hunk alone that has moved nobody tells where the others went.
const Site *Chooser::rival(size_t N, ArrayRef<const Site *> All) const {
  const Site &Best = *All.front();
  bool Alone = Hunks.size() == 1;
  bool Moved = Alone && Best.total() > Best.Own;
  for (const Site *Other : All.drop_front()) {
    if (isExcluded(N, Best.C, Other->C))
      continue;
    if (Moved && Other->C.mayReplace(Best.C) &&
        !(Other->Section > Best.Section && Names.isUnique(N)))
      return Other;
    // What was put into its function may have cut off the end of it.
    bool IsTwin =
        Moved && Other->C.Cost <= Best.C.Cost && away(N, *Other, 0) <= NearTwin;
    bool Doubtful = IsTwin || Other->contradicts(Best);
    if (Other->total() < Best.total() + (Doubtful ? ClearLead : Lead))
      return Other;
  }
  return nullptr;
}

/// True if hunk N is neither where the one before lets expect it, nor where the
/// one behind does; where it is the only one, if it is not where its header
/// says.
bool Chooser::isAway(size_t N, ArrayRef<const Site *> Chosen) const {
  auto IsAway = [&](size_t From) {
    return away(N, *Chosen[N], Chosen[From]->Offset) != 0;
  };
  if (Chosen.size() == 1)
    return away(N, *Chosen[N], 0) != 0;
  return (N == 0 || IsAway(N - 1)) && (N + 1 == Chosen.size() || IsAway(N + 1));
}

/// Another place than C, where hunk N is expected, that it may have come from.
std::optional<Candidate> Chooser::twin(size_t N, const Candidate &C,
                                       int Expected) {
  const Hunk &H = File.Hunks[N];
  int At = (H.OldCount ? int(H.OldStart) - 1 : int(H.OldStart)) + Expected;
  for (Candidate &Other :
       align(H, File.Stripped, Base,
             LineRange{At - Near, At + Near + 1 + lostLines(H)}))
    if ((Other.End <= C.Begin || C.End <= Other.Begin) && Other.mayReplace(C) &&
        !isExcluded(N, C, Other))
      return std::move(Other);
  return std::nullopt;
}

/// Fails if hunk N may belong to where the one before, or its header if there
/// is none, or the one behind lets expect it: the right place may have changed
/// so much that another one is the better fit.
Error Chooser::checkExpected(size_t N, ArrayRef<const Site *> Chosen) {
  std::vector<int> Expected;
  if (N)
    Expected.push_back(Chosen[N - 1]->Offset);
  if (N + 1 < Chosen.size())
    Expected.push_back(Chosen[N + 1]->Offset);
  // The header counts where the one behind has not moved likewise.
  if (!N && (Expected.empty() || away(0, *Chosen[0], Expected[0])))
    Expected.push_back(0);
  for (int Offset : Expected)
    if (away(N, *Chosen[N], Offset)) {
      if (Error E = spend(N))
        return E;
      if (auto Other = twin(N, Chosen[N]->C, Offset))
        return fail(N, "its lines fit " + at(Chosen[N]->C) +
                           ", but may be those of " + at(*Other) +
                           ", where it should be");
    }
  return Error::success();
}

/// Says why hunk N has no place.
Error Chooser::whyNot(size_t N) {
  const Hunk &H = File.Hunks[N];
  if (auto Line = alreadyApplied(H, Base))
    return fail(N, "it is already applied, at line " + Twine(*Line));
  auto All = ranked(N);
  if (All.empty() && !Hunks[N].empty()) {
    const Candidate &Alone = Hunks[N].front().C;
    if (Alone.Usable)
      return fail(N, "it fits " + at(Alone) +
                         ", but not in the order of the hunks");
    if (Alone.Same)
      return fail(N, "nearest is " + at(Alone) + ", which " + Alone.Why);
  }
  if (All.empty() || !All[0]->C.Same)
    return fail(N, "none of its lines is in the base");
  const Candidate &Best = All[0]->C;
  if (!Best.Usable)
    return fail(N, "nearest is " + at(Best) + ", which " + Best.Why);
  if (const Site *Other = rival(N, All)) {
    if (Other->C.Cost == Best.Cost && Other->C.Usable)
      return fail(N, "it fits " + at(Best) + " and " + at(Other->C) +
                         " equally well");
    bool Lines = Best.Cost < Other->C.Cost;
    if (Other->contradicts(*All[0]))
      return fail(N, "its lines fit " + at(Lines ? Best : Other->C) +
                         ", its header and the other hunks " +
                         at(Lines ? Other->C : Best));
    return fail(N, "it may belong to " + at(Best) +
                       " or, with more differences, to " + at(Other->C));
  }
  return fail(N, "it fits only " + at(Best) + ", which is not in '" +
                     H.Section + "'");
}

/// All hunks where their headers say, if this is the file that they were made
/// from. Of a few that fit there the headers may lie: the lines may be others
/// that look alike.
std::optional<std::vector<Candidate>> Chooser::allAsStated() {
  std::vector<Candidate> All;
  for (const Hunk &H : File.Hunks) {
    auto C = asStated(H);
    if (!H.Broken.empty() || !C || !agrees(All.size(), C->Begin) ||
        (!All.empty() && All.back().End > C->Begin))
      return std::nullopt;
    All.push_back(std::move(*C));
  }
  return All;
}

Expected<std::vector<Candidate>> Chooser::run() {
  if (IsItsBase || Base.Text.empty())
    if (auto All = allAsStated())
      return std::move(*All);
  for (size_t N = 0; N < Hunks.size(); ++N)
    if (Error E = collect(N))
      return E;
  // A hunk that fits nowhere also keeps the others from their places.
  for (size_t N = 0; N < Hunks.size(); ++N)
    if (none_of(Hunks[N], [](const Site &S) { return S.C.Usable; }))
      return whyNot(N);
  weigh();
  for (size_t N = 0; N < Hunks.size(); ++N)
    if (none_of(Hunks[N], [](const Site &S) { return S.Front < Never; }))
      return whyNot(N);
  std::vector<const Site *> Chosen;
  for (size_t N = 0; N < Hunks.size(); ++N) {
    auto All = ranked(N);
    if (All.empty() || !All[0]->C.Usable || rival(N, All))
      return whyNot(N);
    Chosen.push_back(All[0]);
  }
  std::vector<Candidate> Result;
  for (size_t N = 0; N < Hunks.size(); ++N) {
    const Candidate &C = Chosen[N]->C;
    if (Error E = checkExpected(N, Chosen))
      return E;
    // Nothing has changed in the base: it is the patch that has.
    if (IsItsBase && C.Other)
      return fail(N, "its context at " + at(C) +
                         " is damaged: this is the file that it was made from");
    if (mayHaveLostNext(File.Hunks[N], C, Base.Text.size()))
      return fail(N, "it lacks a line that may stand next to a change");
    auto Applied =
        IsItsBase ? std::nullopt : alreadyApplied(File.Hunks[N], Base);
    bool Doubtful = (Applied && *Applied == C.Begin + 1) ||
                    (isAway(N, Chosen) && (Applied || !agrees(N, C.Begin)));
    if (Doubtful && !IsItsBase)
      return whyNot(N);
    Result.push_back(C);
  }
  return Result;
}

Expected<std::vector<Candidate>> choosePlaces(const FilePatch &File,
                                              BaseFile &Base, bool IsItsBase) {
  return Chooser(File, Base, IsItsBase).run();
}

} // namespace epf::patch
