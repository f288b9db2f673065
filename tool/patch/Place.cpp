//===- Place.cpp - A patch, put where it belongs --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Place.h"
#include "tool/patch/Choose.h"
#include "tool/patch/Indent.h"
#include "tool/patch/Lines.h"
#include "tool/patch/Site.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf::patch {

static constexpr size_t LargestBase = 16 << 20;

namespace {

/// Puts base and hunks together once each hunk has its place.
class Builder {
public:
  Builder(const FilePatch &File, const BaseFile &Base, Placed &Out)
      : File(File), Base(Base), Out(Out) {}

  void build(ArrayRef<Candidate> Places, StringRef Style);

private:
  void copyUpTo(unsigned J);
  void keep(unsigned Hunk);
  void drop();
  void add(const Line &L, std::string Text);
  size_t addRun(size_t N, const Candidate &C, size_t K, size_t &I);
  void place(size_t N, const Candidate &C);
  void note(size_t N, const Candidate &C);
  void restore(StringRef Style);

  const FilePatch &File;
  const BaseFile &Base;
  Placed &Out;
  unsigned J = 0;                ///< the next line of the base
  std::vector<std::string> Text; ///< the new lines
  std::vector<bool> Fresh;       ///< of them, which are added
  std::vector<std::pair<size_t, size_t>>
      Shown; ///< hunk and index there of each
  bool EndsInNewline = true;
  WhiteSpace Space;
};

} // namespace

void Builder::copyUpTo(unsigned To) {
  for (; J < To; ++J) {
    Text.push_back(Base.Text[J].str());
    Fresh.push_back(false);
    Out.Lines.push_back({J + 1, 0, 0});
    EndsInNewline = J + 1 < Base.Text.size() || Base.EndsInNewline;
  }
}

/// The base's line stays, shown by a hunk.
void Builder::keep(unsigned Hunk) {
  copyUpTo(J + 1);
  Out.Lines.back().Hunk = Hunk;
  Out.Hunks.back().Lines.push_back({LineKind::Context, Text.back()});
}

void Builder::drop() {
  Out.Hunks.back().Lines.push_back({LineKind::Removed, Base.Text[J].str()});
  ++J;
}

void Builder::add(const Line &L, std::string New) {
  if (!Base.Text.empty() && Base.Text.front().ends_with("\r") &&
      !StringRef(New).ends_with("\r"))
    New += '\r';
  Text.push_back(std::move(New));
  Fresh.push_back(true);
  Out.Lines.push_back({0, L.Input, unsigned(Out.Hunks.size())});
  EndsInNewline = !L.NoNewline;
  Line Shows = L;
  Shows.Text = Text.back();
  Out.Hunks.back().Lines.push_back(Shows);
}

static bool isDeclaration(StringRef Line) {
  Line = Line.trim();
  return Line.ends_with(";") && !Line.contains('(') && Line.contains(' ') &&
         !Line.starts_with("return") && !Line.starts_with("goto") &&
         isAlpha(Line.front()) && isAlpha(Line[Line.find_last_of(" *") + 1]);
}

/// Added lines stood on one side or the other of a blank line that got lost:
/// true if they follow what is before it.
static bool belongsBefore(StringRef Above, StringRef First, StringRef Last) {
  if (First.trim().empty() || Last.trim().empty())
    return !Last.trim().empty();
  return (isDeclaration(Above) && isDeclaration(First)) ||
         Above.ltrim().split(' ').first == First.ltrim().split(' ').first;
}

/// Adds lines, and keeps the blank lines around them that the hunk lacks. They
/// may stand on either side. Begins with step K and returns the last one taken.
size_t Builder::addRun(size_t N, const Candidate &C, size_t K, size_t &I) {
  const std::vector<Line> &Has = File.Hunks[N].Lines;
  unsigned Blank = 0, Added = 0;
  bool AfterRemoval = I && Has[I - 1].Kind == LineKind::Removed;
  for (; K < C.Steps.size(); ++K)
    if (C.Steps[K] == Step::SkipBlank)
      ++Blank;
    else if (C.Steps[K] == Step::Add)
      ++Added;
    else
      break;
  bool First = Added && J &&
               (AfterRemoval || belongsBefore(Base.Text[J - 1], Has[I].Text,
                                              Has[I + Added - 1].Text));
  if (!First)
    for (; Blank; --Blank)
      keep(N + 1);
  for (; Added; --Added, ++I)
    add(Has[I], Has[I].Text);
  for (; Blank; --Blank)
    keep(N + 1);
  return K - 1;
}

void Builder::place(size_t N, const Candidate &C) {
  const Hunk &H = File.Hunks[N];
  copyUpTo(C.Begin);
  PlacedHunk &P = Out.Hunks.emplace_back();
  P.Offset = offsetOf(C, H);
  P.BaseLine = C.Begin + 1;
  P.BaseCount = C.End - C.Begin;
  P.NewLine = Text.size() + 1;
  size_t I = 0;
  for (size_t K = 0; K < C.Steps.size(); ++K) {
    const Line *L = I < H.Lines.size() ? &H.Lines[I] : nullptr;
    switch (C.Steps[K]) {
    case Step::Add:
    case Step::SkipBlank:
      K = addRun(N, C, K, I);
      continue;
    case Step::Absorb:
      add(*L, (StringRef(L->Text).rtrim() + " " + H.Lines[I + 1].Text).str());
      break;
    case Step::Match:
      Space.compare(L->Text, Base.Text[J]);
      [[fallthrough]];
    case Step::Join:
      if (L->Kind == LineKind::Removed) {
        drop();
        break;
      }
      [[fallthrough]];
    case Step::Turn:
    case Step::Change:
    case Step::Extra:
      keep(N + 1);
      break;
    case Step::DropBlank:
    case Step::Gone:
    case Step::None:
      break;
    }
    I += hunkLines(C.Steps[K]);
  }
  P.NewCount = Text.size() + 1 - P.NewLine;
  note(N, C);
}

/// Says how the hunk fits, and what the base showed of damage.
void Builder::note(size_t N, const Candidate &C) {
  const Hunk &H = File.Hunks[N];
  PlacedHunk &P = Out.Hunks.back();
  P.How = P.Offset ? Fit::Offset : Fit::Exact;
  auto AtLeast = [&](Fit How) { P.How = std::max(P.How, How); };
  size_t I = 0, At = C.Begin;
  unsigned Blank = 0;
  for (Step S : C.Steps) {
    const Line *L = I < H.Lines.size() ? &H.Lines[I] : nullptr;
    switch (S) {
    case Step::Match:
      if (L->Text != Base.Text[At])
        AtLeast(Fit::WhiteSpace);
      break;
    case Step::SkipBlank:
      ++Blank;
      AtLeast(Fit::WhiteSpace);
      break;
    case Step::DropBlank:
      AtLeast(Fit::WhiteSpace);
      break;
    case Step::Join:
    case Step::Absorb:
      AtLeast(Fit::WhiteSpace);
      Out.Damages.push_back({H.Lines[I + 1].Input, "wrapped by the mailer"});
      break;
    case Step::Turn:
      AtLeast(Fit::WhiteSpace);
      Out.Damages.push_back({L->Input, "context that looks like a change"});
      break;
    case Step::Change:
      AtLeast(Fit::Fuzz);
      Out.Damages.push_back(
          {L->Input,
           "the base has '" + Base.Text[At].trim().str() + "' for this"});
      break;
    case Step::Gone:
      AtLeast(Fit::Fuzz);
      Out.Damages.push_back({L->Input, "the base has no such line"});
      break;
    case Step::Extra:
      AtLeast(Fit::Fuzz);
      break;
    case Step::Add:
    case Step::None:
      break;
    }
    I += hunkLines(S);
    At += baseLines(S);
  }
  if (Blank)
    Out.Damages.push_back({H.Input, "hunk " + std::to_string(N + 1) +
                                        " lacks " + std::to_string(Blank) +
                                        " blank lines of context"});
}

/// Gives added lines their white space back.
void Builder::restore(StringRef Style) {
  // A tab left anywhere shows that the patch is whole and the base has changed.
  bool Whole = any_of(File.Hunks, [](const Hunk &H) {
    return any_of(H.Lines, [](const Line &L) {
      return StringRef(L.Text).starts_with("\t");
    });
  });
  if (!File.Stripped && (Whole || Space.isIntact()))
    return;
  if (!File.Stripped)
    Out.Damages.push_back({File.Hunks.front().Input,
                           Space.isExpanded() ? "tabs have become spaces"
                                              : "indentation has changed"});
  BitVector Which(Text.size());
  for (size_t I = 0; I < Text.size(); ++I) {
    if (!Fresh[I])
      continue;
    if (!File.Stripped && Space.isExpanded())
      Text[I] = Space.restore(Text[I]);
    else
      Which[I] = true;
  }
  if (Which.any())
    reindent(Text, Which, Style, File.path());
  // What the hunks show was written down before.
  for (size_t I = 0; I < Text.size(); ++I)
    if (Fresh[I]) {
      auto [H, L] = Shown[I];
      Out.Hunks[H].Lines[L].Text = Text[I];
    }
}

void Builder::build(ArrayRef<Candidate> Places, StringRef Style) {
  for (size_t N = 0; N < Places.size(); ++N)
    place(N, Places[N]);
  copyUpTo(Base.Text.size());
  Shown.resize(Text.size());
  for (size_t N = 0; N < Out.Hunks.size(); ++N) {
    size_t I = Out.Hunks[N].NewLine - 1;
    for (auto [K, L] : enumerate(Out.Hunks[N].Lines))
      if (L.Kind != LineKind::Removed)
        Shown[I++] = {N, K};
  }
  restore(Style);
  Out.Text = join(Text, "\n");
  if (!Text.empty() && EndsInNewline)
    Out.Text += '\n';
}

static Error refuse(const FilePatch &File, const Twine &What) {
  return createStringError(std::errc::invalid_argument, "%s: %s",
                           File.path().c_str(), What.str().c_str());
}

Expected<Placed> placePatch(const FilePatch &File, StringRef Text,
                            StringRef Style) {
  if (Text.size() > LargestBase)
    return refuse(File, "the base is larger than 16 MiB");
  if (Text.contains('\0'))
    return refuse(File, "the base is a binary file");
  if (File.Kind == FileKind::New && !Text.empty())
    return refuse(File, "the patch makes this file, but the base has it");
  BaseFile Base(Text);
  bool IsItsBase = File.OldBlob.size() >= 7 &&
                   StringRef(blobId(Text)).starts_with(File.OldBlob);
  auto Places = choosePlaces(File, Base, IsItsBase);
  if (!Places)
    return refuse(File, toString(Places.takeError()));
  Placed Out;
  Builder(File, Base, Out).build(*Places, Style);
  if (File.Kind == FileKind::Deleted && !Out.Text.empty())
    return refuse(File, "the patch deletes this file, but the base has more "
                        "lines than it removes");
  return Out;
}

} // namespace epf::patch
