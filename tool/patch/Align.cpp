//===- Align.cpp - A hunk against the lines of a file ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Needleman and Wunsch's alignment with free ends: a row for each line of the
// hunk, a column for each line of the file, and in each cell the least cost of
// having come there. Only what led to a cell is kept for all of them.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Align.h"
#include "tool/patch/Lines.h"
#include "llvm/ADT/STLExtras.h"
#include <array>
#include <set>

using namespace llvm;

namespace epf::patch {

/// Places that cost this much more than the best are no rivals.
static constexpr int Margin = 16;
static constexpr size_t MostCandidates = 32;
static constexpr int Never = 1 << 20;

unsigned Keys::of(StringRef Line) {
  std::string Bare = squeeze(Line);
  if (Bare.empty())
    return 0;
  return Known.try_emplace(Bare, Known.size() + 1).first->second;
}

BaseFile::BaseFile(StringRef All) {
  EndsInNewline = All.empty() || All.ends_with("\n");
  while (!All.empty()) {
    StringRef Line;
    std::tie(Line, All) = All.split('\n');
    Text.push_back(Line);
    Key.push_back(Numbers.of(Line));
    Bare.push_back(squeeze(Line));
  }
}

unsigned hunkLines(Step S) {
  switch (S) {
  case Step::None:
  case Step::SkipBlank:
  case Step::Extra:
    return 0;
  case Step::Join:
  case Step::Absorb:
    return 2;
  default:
    return 1;
  }
}

unsigned baseLines(Step S) {
  switch (S) {
  case Step::None:
  case Step::Add:
  case Step::DropBlank:
  case Step::Absorb:
  case Step::Gone:
    return 0;
  default:
    return 1;
  }
}

/// True if at least half of the longer line is the same at its ends.
static bool similar(StringRef A, StringRef B) {
  size_t Least = std::min(A.size(), B.size());
  size_t Most = std::max(A.size(), B.size());
  if (Least * 2 < Most)
    return false;
  size_t Front = 0, Back = 0;
  while (Front < Least && A[Front] == B[Front])
    ++Front;
  while (Front + Back < Least &&
         A[A.size() - 1 - Back] == B[B.size() - 1 - Back])
    ++Back;
  return (Front + Back) * 2 >= Most;
}

/// True if both lines are heads of functions, and not of the same: twins look
/// alike.
static bool isOfOther(StringRef A, StringRef B) {
  return isHead(A) && isHead(B) && functionName(A) != functionName(B);
}

namespace {

/// A line of the hunk, prepared for comparison.
struct Row {
  LineKind Kind;
  std::string Bare;
  unsigned Key = 0;
  /// Of this line and the one before as one; of the line with its mark. 0 if
  /// that is out of the question.
  unsigned Joined = 0, Turned = 0;
  bool Absorbed = false;
};

struct Cell {
  int Cost = Never;
  unsigned Begin = 0;
};

class Aligner {
public:
  Aligner(const Hunk &H, bool Stripped, BaseFile &Base);

  std::vector<Candidate> run(std::optional<LineRange> Within);

private:
  void fill(size_t I);
  Candidate trace(size_t J, const Cell &Last) const;
  void judge(Candidate &C) const;

  const Hunk &H;
  bool Stripped;
  BaseFile &Base;
  std::vector<Row> Rows;
  size_t Width;
  std::array<std::vector<Cell>, 3> Cells; ///< of this row and the two before
  std::vector<Step> Taken;                ///< of all rows
};

} // namespace

Aligner::Aligner(const Hunk &H, bool Stripped, BaseFile &Base)
    : H(H), Stripped(Stripped), Base(Base), Width(Base.Text.size() + 1) {
  for (size_t I = 0; I < H.Lines.size(); ++I) {
    const Line &L = H.Lines[I];
    Row R{L.Kind, squeeze(L.Text), Base.Numbers.of(L.Text)};
    if (Stripped && R.Key) {
      const Line *Before = I ? &H.Lines[I - 1] : nullptr;
      bool Context = L.Kind == LineKind::Context;
      if (Before && Context && Before->Kind != LineKind::Added &&
          !Before->Text.empty())
        R.Joined = Base.Numbers.of(Before->Text + L.Text);
      if (Before && Context && Before->Kind == LineKind::Added)
        R.Absorbed = wouldWrap(Before->Text, L.Text);
      if (!Context)
        R.Turned =
            Base.Numbers.of((L.Kind == LineKind::Added ? "+" : "-") + L.Text);
    }
    Rows.push_back(std::move(R));
  }
  Taken.resize((Rows.size() + 1) * Width);
  for (auto &Each : Cells)
    Each.resize(Width);
  for (size_t J = 0; J < Width; ++J)
    Cells[0][J] = {0, unsigned(J)};
}

void Aligner::fill(size_t I) {
  const Row &R = Rows[I - 1];
  std::vector<Cell> &Here = Cells[I % 3];
  const std::vector<Cell> &Above = Cells[(I + 2) % 3];
  const std::vector<Cell> &Above2 = Cells[(I + 1) % 3];
  bool Old = R.Kind != LineKind::Added, Removed = R.Kind == LineKind::Removed;
  bool Inside = I < Rows.size();
  for (size_t J = 0; J < Width; ++J) {
    Cell Best;
    Step How = Step::None;
    auto Try = [&](Step S, const Cell &From, int Cost) {
      if (From.Cost + Cost < Best.Cost) {
        Best = {From.Cost + Cost, From.Begin};
        How = S;
      }
    };
    unsigned Key = J ? Base.Key[J - 1] : 0;
    if (J && Old && R.Key == Key)
      Try(Step::Match, Above[J - 1], 0);
    if (!Old)
      Try(Step::Add, Above[J], 0);
    if (Old && !R.Key)
      Try(Step::DropBlank, Above[J], Removed ? 3 : 1);
    if (J && R.Joined && R.Joined == Key && I > 1)
      Try(Step::Join, Above2[J - 1], 2);
    if (R.Absorbed && I > 1)
      Try(Step::Absorb, Above2[J], 4);
    if (J && R.Turned && R.Turned == Key)
      Try(Step::Turn, Above[J - 1], 3);
    if (Old && R.Key)
      Try(Step::Gone, Above[J], Removed ? 8 : 5);
    if (J && Inside)
      Try(Key ? Step::Extra : Step::SkipBlank, Here[J - 1], Key ? 5 : 1);
    int Changed = Removed ? 6 : 4;
    if (J && Old && R.Key && Key && R.Key != Key &&
        Above[J - 1].Cost + Changed < Best.Cost &&
        similar(R.Bare, Base.Bare[J - 1]))
      Try(Step::Change, Above[J - 1], Changed);
    Here[J] = Best;
    Taken[I * Width + J] = How;
  }
}

Candidate Aligner::trace(size_t J, const Cell &Last) const {
  Candidate C;
  C.Begin = Last.Begin;
  C.End = J;
  C.Cost = Last.Cost;
  for (size_t I = Rows.size(); I > 0;) {
    Step S = Taken[I * Width + J];
    C.Steps.push_back(S);
    I -= hunkLines(S);
    J -= baseLines(S);
  }
  std::reverse(C.Steps.begin(), C.Steps.end());
  return C;
}

/// Decides whether the hunk may be applied at C, and where its changes are. The
/// lines on both sides of a change have to be there, with nothing between.
void Aligner::judge(Candidate &C) const {
  size_t I = 0, J = C.Begin;
  unsigned Solid = 0;    // lines of the base that are not blank
  std::string Unknown;   // what keeps the next change from its border
  bool Changing = false; // a change since the last line that is known
  auto Quote = [](StringRef Line) { return "'" + Line.trim().str() + "'"; };
  auto Refuse = [&](const std::string &Why) {
    if (C.Usable)
      C.Why = Why;
    C.Usable = false;
  };
  auto Change = [&] {
    C.Changes.push_back(Solid);
    if (!Unknown.empty())
      Refuse(Unknown);
    Changing = true;
  };
  auto Doubt = [&](const std::string &Why) {
    ++C.Other;
    Unknown = Why;
    if (Changing)
      Refuse(Why);
  };
  for (Step S : C.Steps) {
    bool Removed = I < Rows.size() && Rows[I].Kind == LineKind::Removed;
    switch (S) {
    case Step::Add:
    case Step::Absorb:
      Change();
      break;
    case Step::Extra:
      Doubt("has " + Quote(Base.Text[J]) + " next to a change");
      break;
    case Step::Gone:
      ++C.Missing;
      Doubt("has no line " + Quote(H.Lines[I].Text) +
            (Removed ? ", which is removed" : ", next to a change"));
      if (Removed)
        Refuse(Unknown);
      break;
    case Step::Change:
      ++C.Other;
      ++C.Missing;
      if (isOfOther(H.Lines[I].Text, Base.Text[J]))
        Refuse("is in " + Quote(Base.Text[J]) + ", not in " +
               Quote(H.Lines[I].Text));
      if (Removed)
        Refuse("has no line " + Quote(H.Lines[I].Text) + ", which is removed");
      else if (any_of(Rows, [&](const Row &R) {
                 return R.Kind == LineKind::Added && R.Key == Base.Key[J];
               }))
        Refuse("has " + Quote(Base.Text[J]) + " already, which is added");
      [[fallthrough]];
    case Step::Match:
    case Step::Join:
    case Step::Turn:
      if (!Rows[I].Key)
        break;
      C.Same += S != Step::Change;
      C.IsNamed |= S == Step::Match && !Stripped && isHead(H.Lines[I].Text) &&
                   !functionName(H.Lines[I].Text).empty();
      if (Removed && S != Step::Turn) {
        Change();
        break;
      }
      Unknown.clear();
      Changing = false;
      break;
    default:
      break;
    }
    Solid += baseLines(S) && Base.Key[J];
    I += hunkLines(S);
    J += baseLines(S);
  }
  // What a mailer cut off, or a line of context that is not there: only the
  // header's count can tell.
  if (is_contained(C.Steps, Step::Absorb) &&
      (J - C.Begin != H.OldCount || C.Other))
    Refuse("lacks a line that may be the end of an added one");
  if (C.Other && C.Same <= C.Other)
    Refuse("has only " + std::to_string(C.Same) + " of its lines");
}

std::vector<Candidate> Aligner::run(std::optional<LineRange> Within) {
  for (size_t I = 1; I <= Rows.size(); ++I)
    fill(I);
  const std::vector<Cell> &Last = Cells[Rows.size() % 3];
  std::vector<size_t> Ends;
  for (size_t J = 0; J < Width; ++J)
    if (Last[J].Cost < Never && (!Within || Within->contains(Last[J].Begin)))
      Ends.push_back(J);
  llvm::sort(Ends, [&](size_t A, size_t B) {
    return std::tie(Last[A].Cost, A) < std::tie(Last[B].Cost, B);
  });
  std::vector<Candidate> Found;
  std::set<std::pair<unsigned, std::vector<unsigned>>> Seen;
  for (size_t J : Ends) {
    if ((!Within && Last[J].Cost > Last[Ends.front()].Cost + Margin) ||
        Found.size() == MostCandidates)
      break;
    Candidate C = trace(J, Last[J]);
    judge(C);
    // Solid lines before the place tell apart equal changes at other places.
    unsigned Solid = count_if(ArrayRef(Base.Key).take_front(C.Begin),
                              [](unsigned K) { return K; });
    for (unsigned &Each : C.Changes)
      Each += Solid;
    if (Seen.insert({C.Changes.empty() ? Solid : 0, C.Changes}).second)
      Found.push_back(std::move(C));
  }
  return Found;
}

uint64_t alignmentCost(const Hunk &H, const BaseFile &Base) {
  return uint64_t(H.Lines.size() + 1) * (Base.Text.size() + 1);
}

std::vector<Candidate> align(const Hunk &H, bool Stripped, BaseFile &Base,
                             std::optional<LineRange> Within) {
  return Aligner(H, Stripped, Base).run(Within);
}

} // namespace epf::patch
