//===- Choose.cpp - Which of several places a hunk belongs to -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Choose.h"
#include "tool/patch/Lines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cstdlib>
#include <optional>

using namespace llvm;

namespace epf::patch {

static constexpr uint64_t MostOfOneHunk = 50'000'000;
static constexpr uint64_t MostOfAll = 400'000'000;
/// By so much a place must be better than any other.
static constexpr int Lead = 3;
static constexpr int ClearLead = 8;
/// In another function than the header names; in one where it names none.
static constexpr int WrongSection = 6;
static constexpr int SomeSection = 2;
namespace {

class Chooser {
public:
  Chooser(const FilePatch &File, BaseFile &Base, bool IsItsBase);

  Expected<std::vector<Candidate>> run();

private:
  struct Places {
    std::vector<Candidate> All;
    const Candidate *Chosen = nullptr;
    /// Lines of the base that are the head that the header names, from 1.
    std::vector<unsigned> Heads;
  };

  Error collect(size_t N);
  std::optional<Candidate> asStated(const Hunk &H);
  bool agrees(size_t N, unsigned Begin) const;
  std::optional<size_t> neighbour(size_t N, int Way) const;
  int badness(size_t N, const Candidate &C) const;
  int awayFrom(size_t N, const Candidate &C) const;
  std::vector<const Candidate *> ranked(size_t N) const;
  bool fitsBetween(size_t N, const Candidate &C) const;
  void settle(size_t N, int By);
  std::optional<unsigned> alreadyApplied(const Hunk &H);
  Error whyNot(size_t N);
  Error fail(size_t N, const Twine &What) const;
  std::string at(const Candidate &C) const;

  const FilePatch &File;
  BaseFile &Base;
  bool IsItsBase;
  bool HasSections;
  /// For each line the last one in front of it that may head a function, from
  /// 1; with labels and without.
  std::vector<unsigned> Heads, HeadsOrLabels;
  std::vector<Places> Hunks;
  uint64_t Spent = 0;
};

} // namespace

static bool isHead(StringRef Line) {
  return !Line.empty() &&
         (isAlpha(Line[0]) || Line[0] == '_' || Line[0] == '$');
}

static bool isLabel(StringRef Line) {
  size_t End = Line.find_if_not([](char C) { return isAlnum(C) || C == '_'; });
  return End != StringRef::npos && Line[End] == ':';
}

Chooser::Chooser(const FilePatch &File, BaseFile &Base, bool IsItsBase)
    : File(File), Base(Base), IsItsBase(IsItsBase), Hunks(File.Hunks.size()) {
  HasSections =
      any_of(File.Hunks, [](const Hunk &H) { return !H.Section.empty(); });
  unsigned Head = 0, Label = 0;
  for (size_t J = 0; J <= Base.Text.size(); ++J) {
    Heads.push_back(Head);
    HeadsOrLabels.push_back(Label);
    if (J < Base.Text.size() && isHead(Base.Text[J])) {
      Label = J + 1;
      if (!isLabel(Base.Text[J]))
        Head = J + 1;
    }
  }
}

/// "foo" of "static int foo(struct bar *b)"
static StringRef functionName(StringRef Section) {
  StringRef Name = Section.split('(').first.rtrim();
  size_t Begin = Name.find_last_not_of("abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
  return Section.contains('(') ? Name.substr(Begin + 1) : "";
}

static bool sameSection(StringRef Said, StringRef Line) {
  if (Said.empty())
    return false;
  std::string A = squeeze(Said), B = squeeze(Line);
  if (StringRef(A).starts_with(B) || StringRef(B).starts_with(A))
    return true;
  return !functionName(Said).empty() &&
         functionName(Said) == functionName(Line);
}

/// Old lines that the header counts and the hunk lacks.
static int lostLines(const Hunk &H) {
  int Lost = H.OldCount;
  for (const Line &L : H.Lines)
    Lost -= L.Kind != LineKind::Added;
  return std::max(0, Lost);
}

/// True if what stands in front of Begin is what the header of hunk N names.
bool Chooser::agrees(size_t N, unsigned Begin) const {
  if (!HasSections)
    return true;
  if (File.Hunks[N].Section.empty())
    return !Heads[Begin] || !HeadsOrLabels[Begin];
  // The function may have another name in this base.
  const std::vector<unsigned> &Named = Hunks[N].Heads;
  if (Named.empty())
    return true;
  // Lines that the hunk has lost may be its first.
  unsigned Lost = std::min<unsigned>(Begin, lostLines(File.Hunks[N]));
  for (unsigned At = Begin - Lost; At <= Begin; ++At)
    if (is_contained(Named, Heads[At]) ||
        is_contained(Named, HeadsOrLabels[At]))
      return true;
  return false;
}

/// The offset of the first line that is known, as if nothing was lost before.
static int rawOffset(const Candidate &C, const Hunk &H) {
  int Old = 0;
  size_t I = 0;
  for (Step S : C.Steps) {
    if (S == Step::Match || S == Step::Join || S == Step::Change)
      break;
    for (unsigned K = 0; K < hunkLines(S); ++K)
      Old += H.Lines[I + K].Kind != LineKind::Added;
    I += hunkLines(S);
    Old -= baseLines(S);
  }
  int First = H.OldCount ? int(H.OldStart) - 1 : int(H.OldStart);
  return int(C.Begin) - Old - First;
}

int offsetOf(const Candidate &C, const Hunk &H) {
  int Offset = rawOffset(C, H);
  // Blank lines may be lost at the front.
  return Offset > 0 && Offset <= lostLines(H) ? 0 : Offset;
}

/// The place that the header names, if the lines are there in just this way.
std::optional<Candidate> Chooser::asStated(const Hunk &H) {
  Candidate C;
  C.Begin = C.End = H.OldCount ? H.OldStart - 1 : H.OldStart;
  if (C.Begin > Base.Text.size() || (H.OldCount && !H.OldStart))
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

/// Finds the places that hunk N may have.
Error Chooser::collect(size_t N) {
  const Hunk &H = File.Hunks[N];
  if (!H.Broken.empty())
    return fail(N, H.Broken);
  for (size_t J = 0; J < Base.Text.size(); ++J)
    if (isHead(Base.Text[J]) && sameSection(H.Section, Base.Text[J]))
      Hunks[N].Heads.push_back(J + 1);
  if (IsItsBase || Base.Text.empty())
    if (auto C = asStated(H); C && agrees(N, C->Begin)) {
      Hunks[N].All = {*C};
      return Error::success();
    }
  if (none_of(H.Lines, [](const Line &L) {
        return L.Kind != LineKind::Added && !StringRef(L.Text).trim().empty();
      }))
    return fail(N, "it has no context to be found by");
  uint64_t Cost = alignmentCost(H, Base);
  Spent += Cost;
  if (Cost > MostOfOneHunk || Spent > MostOfAll)
    return fail(N, "too much is to be compared");
  Hunks[N].All = align(H, File.Stripped, Base);
  return Error::success();
}

/// The nearest hunk before or behind N that has its place.
std::optional<size_t> Chooser::neighbour(size_t N, int Way) const {
  for (size_t I = N + Way; I < Hunks.size(); I += Way)
    if (Hunks[I].Chosen)
      return I;
  return std::nullopt;
}

/// How far C is from where other hunks, or the header alone, let expect it.
int Chooser::awayFrom(size_t N, const Candidate &C) const {
  int Away = INT_MAX;
  int Offset = rawOffset(C, File.Hunks[N]), Lost = lostLines(File.Hunks[N]);
  auto Expect = [&](int E) {
    Away = std::min(Away,
                    Offset > E ? std::max(0, Offset - E - Lost) : E - Offset);
  };
  for (int Way : {-1, 1})
    if (auto I = neighbour(N, Way))
      Expect(offsetOf(*Hunks[*I].Chosen, File.Hunks[*I]));
  if (Away == INT_MAX)
    Expect(0);
  return Away;
}

int Chooser::badness(size_t N, const Candidate &C) const {
  int Away = awayFrom(N, C);
  int Section = agrees(N, C.Begin)              ? 0
                : File.Hunks[N].Section.empty() ? SomeSection
                                                : WrongSection;
  return C.Cost + Section + (Away ? 3 : 0) + (Away > 20) + (Away > 100);
}

/// True if the hunks around N that have their places leave C to it.
bool Chooser::fitsBetween(size_t N, const Candidate &C) const {
  auto Before = neighbour(N, -1), Behind = neighbour(N, 1);
  return (!Before || Hunks[*Before].Chosen->End <= C.Begin) &&
         (!Behind || C.End <= Hunks[*Behind].Chosen->Begin);
}

std::vector<const Candidate *> Chooser::ranked(size_t N) const {
  std::vector<const Candidate *> All;
  for (const Candidate &C : Hunks[N].All)
    if (fitsBetween(N, C))
      All.push_back(&C);
  llvm::sort(All, [&](const Candidate *A, const Candidate *B) {
    return std::pair(badness(N, *A), A->Begin) <
           std::pair(badness(N, *B), B->Begin);
  });
  return All;
}

/// Gives hunk N its place if that is better than others by so much.
void Chooser::settle(size_t N, int By) {
  auto All = ranked(N);
  if (All.empty() || !All[0]->Usable ||
      (All.size() > 1 && badness(N, *All[1]) < badness(N, *All[0]) + Lead))
    return;
  Hunks[N].Chosen = All[0];
}

/// True if H changes nothing but white space: before and after look the same.
static bool isWhiteSpaceOnly(const Hunk &H) {
  std::string Old, New;
  for (const Line &L : H.Lines)
    if (L.Kind != LineKind::Context)
      (L.Kind == LineKind::Added ? New : Old) += squeeze(L.Text);
  return Old == New;
}

/// The line at which the hunk's new lines are already there.
std::optional<unsigned> Chooser::alreadyApplied(const Hunk &H) {
  if (isWhiteSpaceOnly(H))
    return std::nullopt;
  std::vector<unsigned> New;
  bool Adds = false;
  for (const Line &L : H.Lines)
    if (unsigned Key = Base.Numbers.of(L.Text);
        Key && L.Kind != LineKind::Removed) {
      New.push_back(Key);
      Adds |= L.Kind == LineKind::Added;
    }
  if (!Adds || New.size() < 3)
    return std::nullopt;
  std::vector<unsigned> Solid, Where;
  for (size_t J = 0; J < Base.Key.size(); ++J)
    if (Base.Key[J]) {
      Solid.push_back(Base.Key[J]);
      Where.push_back(J);
    }
  auto It = std::search(Solid.begin(), Solid.end(), New.begin(), New.end());
  if (It == Solid.end())
    return std::nullopt;
  return Where[It - Solid.begin()] + 1;
}

/// Says why hunk N has no place.
Error Chooser::whyNot(size_t N) {
  const Hunk &H = File.Hunks[N];
  if (auto Line = alreadyApplied(H))
    return fail(N, "it is already applied, at line " + Twine(*Line));
  auto All = ranked(N);
  if (All.empty() && !Hunks[N].All.empty())
    return fail(N, "it fits " + at(Hunks[N].All[0]) +
                       ", but not in the order of the hunks");
  if (All.empty() || !All[0]->Same)
    return fail(N, "none of its lines is in the base");
  if (!All[0]->Usable)
    return fail(N, "nearest is " + at(*All[0]) + ", which " + All[0]->Why);
  if (All.size() > 1 && badness(N, *All[1]) < badness(N, *All[0]) + Lead)
    return fail(N, All[1]->Cost == All[0]->Cost && All[1]->Usable
                       ? "it fits " + at(*All[0]) + " and " + at(*All[1]) +
                             " equally well"
                       : "it may belong to " + at(*All[0]) +
                             " or, with more "
                             "differences, to " +
                             at(*All[1]));
  return fail(N, "it fits only " + at(*All[0]) + ", which is not in '" +
                     H.Section + "'");
}

Expected<std::vector<Candidate>> Chooser::run() {
  for (size_t N = 0; N < Hunks.size(); ++N)
    if (Error E = collect(N))
      return E;
  // Hunks with one place first: they tell others the offset.
  for (size_t N = 0; N < Hunks.size(); ++N)
    if (Hunks[N].All.size() == 1 && Hunks[N].All[0].Usable)
      Hunks[N].Chosen = &Hunks[N].All[0];
  for (int By : {ClearLead, Lead})
    for (size_t N = 0; N < Hunks.size(); ++N)
      if (!Hunks[N].Chosen)
        settle(N, By);
  std::vector<Candidate> Result;
  for (size_t N = 0; N < Hunks.size(); ++N) {
    const Candidate *C = Hunks[N].Chosen;
    if (!C || !fitsBetween(N, *C))
      return whyNot(N);
    // Nothing has changed in the base: it is the patch that has.
    if (IsItsBase && C->Other)
      return fail(N, "its context at " + at(*C) +
                         " is damaged: this is the file that it was made from");
    auto Applied = IsItsBase ? std::nullopt : alreadyApplied(File.Hunks[N]);
    bool Doubtful = (Applied && *Applied == C->Begin + 1) ||
                    (awayFrom(N, *C) && (Applied || !agrees(N, C->Begin)));
    if (Doubtful && !IsItsBase)
      return whyNot(N);
    Result.push_back(*C);
  }
  return Result;
}

Expected<std::vector<Candidate>> choosePlaces(const FilePatch &File,
                                              BaseFile &Base, bool IsItsBase) {
  return Chooser(File, Base, IsItsBase).run();
}

} // namespace epf::patch
