//===- Hunks.cpp - Reading the lines of a hunk ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Mails.h"
#include "tool/patch/UnifiedDiff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace epf::patch {

static constexpr unsigned MostCounted = 1000000;

/// Cut off or not: no C begins like this.
static bool isHunkHeader(StringRef Line) {
  return Line == "@@" || Line.starts_with("@@ ");
}

/// A signature: "-- " and, from git, a version.
static bool isSignature(ArrayRef<TextLine> Text, size_t I) {
  static const Regex Version("^[ >]*[0-9]+\\.[0-9]+");
  if (StringRef(Text[I].Text).rtrim() != "--")
    return false;
  return I + 1 == Text.size() || Version.match(Text[I + 1].Text);
}

/// What b4 writes behind a patch: "---" and where it was made.
static bool isTrailer(ArrayRef<TextLine> Text, size_t I) {
  if (StringRef(Text[I].Text).rtrim() != "---" || I + 1 == Text.size())
    return false;
  StringRef Next = Text[I + 1].Text;
  return Next.starts_with("base-commit: ") || Next.starts_with("change-id: ") ||
         Next.starts_with("prerequisite-");
}

bool closesPatch(ArrayRef<TextLine> Text, size_t I) {
  return isSignature(Text, I) || isTrailer(Text, I);
}

bool endsHunk(ArrayRef<TextLine> Text, size_t I) {
  StringRef Line = Text[I].Text;
  if (isHunkHeader(Line) || Line.starts_with("diff --git ") ||
      Line.starts_with("Index: ") || isAttribution(Line))
    return true;
  if (Line.starts_with("--- ") && I + 2 < Text.size() &&
      StringRef(Text[I + 1].Text).starts_with("+++ ") &&
      isHunkHeader(Text[I + 2].Text))
    return true;
  return closesPatch(Text, I);
}

static size_t endOfHunk(ArrayRef<TextLine> Text, size_t I) {
  while (I < Text.size() && !endsHunk(Text, I))
    ++I;
  return I;
}

/// "-12,6" or "+12"
static bool readRange(StringRef &Rest, StringRef Mark, unsigned &Start,
                      unsigned &Count) {
  Count = 1;
  if (!Rest.consume_front(Mark) || Rest.consumeInteger(10, Start))
    return false;
  if (Rest.consume_front(",") && Rest.consumeInteger(10, Count))
    return false;
  return Start <= MostCounted && Count <= MostCounted;
}

static bool readHeader(StringRef Line, Hunk &H) {
  StringRef Rest = Line;
  if (!Rest.consume_front("@@ ") ||
      !readRange(Rest, "-", H.OldStart, H.OldCount) ||
      !readRange(Rest, " +", H.NewStart, H.NewCount) ||
      !Rest.consume_front(" @@"))
    return false;
  H.Section = Rest.trim().str();
  return true;
}

Style styleOf(ArrayRef<TextLine> Text) {
  unsigned Spaced = 0, Tabbed = 0, Bare = 0, Indented = 0, Flush = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    Hunk H;
    if (!readHeader(Text[I].Text, H))
      continue;
    size_t End = std::min<size_t>(endOfHunk(Text, I + 1),
                                  I + 1 + H.OldCount + H.NewCount);
    for (++I; I < End; ++I) {
      StringRef Line = Text[I].Text;
      if (Line.empty())
        continue;
      Spaced += Line[0] == ' ';
      Tabbed += Line[0] == '\t';
      Bare += !StringRef(" \t+-\\").contains(Line[0]);
      if (Line[0] != '+' && Line[0] != '-')
        continue;
      Line = Line.drop_front();
      Indented += Line.starts_with("\t") || Line.starts_with("  ");
      Flush += Line.size() > 1 && Line[0] == ' ' && Line[1] != ' ';
    }
    --I;
  }
  Style How;
  // A file that is new has no context, and " * " begins lines of comments.
  How.Stripped = !Spaced && !Tabbed && !Indented && (Bare || Flush > 1);
  How.Unmarked = Tabbed && Bare;
  return How;
}

namespace {

/// Reads the lines behind a header.
class Body {
public:
  Body(ArrayRef<TextLine> Text, size_t Begin, Hunk &H, Style How,
       std::vector<Damage> &Damages)
      : Text(Text), I(Begin), End(endOfHunk(Text, Begin)), H(H), How(How),
        Damages(Damages) {}

  size_t read();
  bool hasGap() const { return Gap; }
  /// What else than the header may be wrong, if the counts are not true.
  const char *doubt() const { return Doubt; }
  /// True if nothing follows, as when the end was cut off.
  bool isLast() const { return End == Text.size(); }

private:
  void add(LineKind Kind, StringRef Line);
  bool done() const { return Old >= H.OldCount && New >= H.NewCount; }
  bool moreChanges();
  bool isWrapped() const;
  bool readBare();
  void breakIfCut();
  void readMarked();
  void repairIncrements();
  void dropBlankTail();

  ArrayRef<TextLine> Text;
  size_t I, End;
  Hunk &H;
  Style How;
  std::vector<Damage> &Damages;
  unsigned Old = 0, New = 0;
  bool Gap = false;
  const char *Doubt = nullptr;
  std::optional<size_t> LastChange; ///< seen when the hunk should be done
};

} // namespace

void Body::add(LineKind Kind, StringRef Line) {
  if (How.Stripped)
    Line = Line.ltrim();
  H.Lines.push_back({Kind, Line.str(), Text[I].Input});
  Old += Kind != LineKind::Added;
  New += Kind != LineKind::Removed;
}

static bool isChange(StringRef Line) {
  return Line.starts_with("+") || (Line.starts_with("-") && Line != "-- ");
}

/// True if changes follow, although all lines that were counted are there: of a
/// hunk that is followed by another all that is between, of the last one what
/// stands directly behind it.
bool Body::moreChanges() {
  if (!LastChange) {
    LastChange = 0;
    for (size_t J = I; J < End; ++J) {
      StringRef Line = Text[J].Text;
      if (isChange(Line))
        LastChange = J;
      else if (isLast() && !Line.starts_with(" ") && !Line.starts_with("\t"))
        break;
    }
  }
  return I <= *LastChange;
}

/// True if Text[I], behind all lines that are counted, is the rest of the last
/// one. If it is not, the base has no such line: what an added line may go on
/// with it can't tell.
bool Body::isWrapped() const {
  StringRef Line = Text[I].Text;
  return !How.Stripped && !How.Unmarked && !H.Lines.empty() &&
         H.Lines.back().Kind != LineKind::Added && !Line.empty() &&
         !StringRef(" \t+-\\>").contains(Line[0]) && !Text[I].Gap &&
         wouldWrap(Text[I - 1].Text, Line);
}

/// A line without a marker, in a text whose lines have them: the rest of the
/// line before, cut off by a mailer, or none of ours. False ends the hunk.
bool Body::readBare() {
  const TextLine &Line = Text[I];
  if (I && H.Lines.empty() && wouldWrap(Text[I - 1].Text, Line.Text)) {
    Damages.push_back({Line.Input, "the header's section was wrapped by the "
                                   "mailer"});
    return true;
  }
  if (!H.Lines.empty() && wouldWrap(Text[I - 1].Text, Line.Text)) {
    if (H.Lines.back().Kind == LineKind::Added)
      Doubt = ": an added line may go on in the next one";
    std::string &Before = H.Lines.back().Text;
    Before =
        (StringRef(Before).rtrim() + " " + StringRef(Line.Text).ltrim()).str();
    Damages.push_back({Line.Input, "wrapped by the mailer"});
    return true;
  }
  if (done() || none_of(Text.slice(I, End - I),
                        [](const TextLine &L) { return isChange(L.Text); }))
    return false;
  H.Broken = "line " + std::to_string(Line.Input) + " has no marker";
  return true;
}

void Body::readMarked() {
  StringRef Line = Text[I].Text;
  if (Line.starts_with("\\ ")) {
    if (!H.Lines.empty())
      H.Lines.back().NoNewline = true;
  } else if (Line.consume_front("+")) {
    add(LineKind::Added, Line);
  } else if (Line.consume_front("-")) {
    add(LineKind::Removed, Line);
  } else {
    if (!How.Unmarked || Line.starts_with(" "))
      Line.consume_front(" ");
    add(LineKind::Context, Line);
  }
}

/// Without its white space, "++i;" as context looks as if "+i;" were added. If
/// that is what the counts say, it was not.
void Body::repairIncrements() {
  for (auto [Kind, Mark] :
       {std::pair(LineKind::Added, '+'), std::pair(LineKind::Removed, '-')}) {
    std::vector<Line *> Doubtful;
    for (Line &L : H.Lines)
      if (L.Kind == Kind && StringRef(L.Text).starts_with(StringRef(&Mark, 1)))
        Doubtful.push_back(&L);
    int Excess = int(New) - int(H.NewCount) - (int(Old) - int(H.OldCount));
    if (Kind == LineKind::Removed)
      Excess = -Excess;
    if (Doubtful.empty() || Excess != int(Doubtful.size()))
      continue;
    for (Line *L : Doubtful) {
      L->Kind = LineKind::Context;
      L->Text.insert(L->Text.begin(), Mark);
      ++(Kind == LineKind::Added ? Old : New);
      Damages.push_back({L->Input, "context that looks like a change"});
    }
  }
}

void Body::dropBlankTail() {
  while (!H.Lines.empty() && Old > H.OldCount && New > H.NewCount &&
         H.Lines.back().Kind == LineKind::Context &&
         H.Lines.back().Text.empty()) {
    H.Lines.pop_back();
    --Old;
    --New;
  }
}

/// All lines that are counted are there, but the last one may go on in the next
/// one (context may be cut, the base has it), or another hunk may follow whose
/// header got lost.
void Body::breakIfCut() {
  StringRef Next = Text[I].Text;
  if (!H.Lines.empty() && H.Lines.back().Kind == LineKind::Added &&
      !Next.empty() && !StringRef(" \t+-\\").contains(Next[0]) &&
      wouldWrap(H.Lines.back().Text, Next))
    H.Broken = "line " + std::to_string(Text[I].Input) +
               " may be the end of the line above";
  for (size_t J = I; J < End; ++J) {
    StringRef Line = Text[J].Text;
    // Prose has lists.
    if (isChange(Line) && (How.Stripped || !Line.substr(1).starts_with(" "))) {
      H.Broken = "line " + std::to_string(Text[J].Input) +
                 " looks like a change, but the hunk has ended";
      return;
    }
  }
}

size_t Body::read() {
  for (; I < End; ++I) {
    const TextLine &Line = Text[I];
    StringRef Begin = StringRef(Line.Text).take_front();
    // What counts as the end if the header is right.
    if (Old == H.OldCount && New == H.NewCount && moreChanges())
      Doubt = ": a header may be lost";
    if (done() && !Begin.starts_with("\\") && !moreChanges() &&
        (isLast() || How.Stripped || Begin != " ")) {
      if (isWrapped() && readBare())
        continue;
      breakIfCut();
      break;
    }
    if (Line.Gap && !H.Lines.empty()) {
      Gap = true;
      if (!Line.Between.empty() && wouldWrap(Text[I - 1].Text, Line.Between))
        H.Broken = "line " + std::to_string(Text[I - 1].Input + 1) +
                   " is the end of the line above, or a remark";
    }
    if (Begin.empty() || StringRef("+-\\ \t").contains(Begin) || How.Stripped ||
        How.Unmarked)
      readMarked();
    else if (!readBare()) {
      breakIfCut();
      break;
    }
  }
  if (How.Stripped)
    repairIncrements();
  dropBlankTail();
  return I;
}

/// What the header counts and what is there, if these differ.
static std::string disagreement(const Hunk &H, unsigned Number, unsigned Old,
                                unsigned New) {
  auto Said = [](unsigned N) { return std::to_string(N); };
  std::string What = "hunk " + Said(Number) + " counts ";
  if (Old == H.OldCount)
    return What + Said(H.NewCount) + " new lines, has " + Said(New);
  if (New == H.NewCount)
    return What + Said(H.OldCount) + " old lines, has " + Said(Old);
  return What + Said(H.OldCount) + " old and " + Said(H.NewCount) +
         " new lines, has " + Said(Old) + " and " + Said(New);
}

static Count linesOf(const Hunk &H) {
  Count C;
  for (const Line &L : H.Lines) {
    C.Removed += L.Kind != LineKind::Added;
    C.Added += L.Kind != LineKind::Removed;
  }
  return C;
}

/// Reads the lines of H from Text[Begin] on; returns the index behind them.
static size_t readLines(ArrayRef<TextLine> Text, size_t Begin, unsigned Number,
                        Style How, Hunk &H, std::vector<Damage> &Damages) {
  Body B(Text, Begin, H, How, Damages);
  size_t End = B.read();
  Count Has = linesOf(H);
  if (Has.Removed == H.OldCount && Has.Added == H.NewCount)
    return End;
  Damages.push_back({H.Input, disagreement(H, Number, Has.Removed, Has.Added)});
  const std::string &What = Damages.back().What;
  bool Short = Has.Removed < H.OldCount || Has.Added < H.NewCount;
  if (Short && B.hasGap())
    H.Broken = What + ": a reply has cut it";
  else if (Short && B.isLast() &&
           (H.Lines.empty() || H.Lines.back().Kind != LineKind::Context ||
            countChanges(H) == Count()))
    H.Broken = What + ": its end is cut off";
  else if (H.Lines.empty())
    H.Broken = What;
  else if (const char *Doubt = B.doubt())
    H.Broken = What + Doubt;
  return End;
}

Expected<Hunk> readHunk(ArrayRef<TextLine> Text, size_t &I, unsigned Number,
                        Style How, std::vector<Damage> &Damages) {
  Hunk H;
  H.Input = Text[I].Input;
  if (!readHeader(Text[I].Text, H))
    return errorAt(H.Input, "this hunk's header cannot be: '" +
                                StringRef(Text[I].Text).take_front(60) + "'");
  Hunk Other = H;
  size_t Before = Damages.size();
  size_t End = readLines(Text, I + 1, Number, How, H, Damages);
  Count Has = linesOf(H);
  bool Agrees = Has.Removed == H.OldCount && Has.Added == H.NewCount;
  if ((!Agrees || !H.Broken.empty()) && !How.Stripped && !How.Unmarked) {
    // Without tabs only the counts show that context has no markers.
    std::vector<Damage> None;
    size_t OtherEnd =
        readLines(Text, I + 1, Number, {false, true}, Other, None);
    if (None.empty() && Other.Broken.empty()) {
      Damages.resize(Before);
      Damages.push_back({H.Input, "context lines have lost their marker"});
      H = std::move(Other);
      End = OtherEnd;
    }
  }
  I = End;
  return H;
}

} // namespace epf::patch
