//===- Form.cpp - Edits in the form of the code around --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few steps, each on the text that the one before made: line ends, labels and
// blank lines that are left over, clang-format, alignment. clang-format looks
// at whole statements; of what it says, only what concerns the gaps in our
// lines is heeded.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Form.h"
#include "tool/fix/Edits.h"
#include "tool/fix/Labels.h"
#include "tool/fix/Lines.h"
#include "tool/fix/Style.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace clang;

namespace epf {

namespace {
/// What a repair has to do with a line of the text that it makes.
enum class Line {
  Kept,    ///< nothing
  Changed, ///< part of it is as it was
  New
};
} // namespace

/// The lines of the text that Changes make of Old.
static std::vector<Line> linesMade(const Lines &Old,
                                   ArrayRef<LineChange> Changes) {
  std::vector<Line> Made;
  size_t At = 0;
  for (const LineChange &C : Changes) {
    Made.insert(Made.end(), C.First - At, Line::Kept);
    // As many lines as before: each takes the place of one. Else those that
    // have most of their text in common with none of the old are new.
    for (StringRef Text : C.New) {
      bool Changed = any_of(seq(C.First, C.Last), [&](size_t I) {
        StringRef Was = Old[I].trim(), Is = Text.trim();
        size_t Longer = std::max(Was.size(), Is.size());
        return C.Last - C.First == C.New.size() ||
               Is.edit_distance(Was, true, Longer / 2) <= Longer / 2;
      });
      Made.push_back(Changed ? Line::Changed : Line::New);
    }
    At = C.Last;
  }
  Made.insert(Made.end(), Old.size() - At, Line::Kept);
  return Made;
}

/// How many columns Text takes that begins in column From.
static unsigned width(StringRef Text, unsigned TabWidth, unsigned From = 0) {
  unsigned At = From;
  for (char C : Text)
    if (C == '\t')
      At += TabWidth - At % TabWidth;
    else if ((C & 0xc0) != 0x80 && C != '\r' && C != '\n') // one a character
      ++At;
  return At - From;
}

/// How many parentheses are open at the end of Text more than at its begin.
static int opened(StringRef Text) { return Text.count('(') - Text.count(')'); }

//===----------------------------------------------------------------------===//
// Line ends and blank lines

/// The edits with line ends as Text has them where they go.
static std::vector<Edit> withLineEnds(ArrayRef<Edit> Edits, StringRef Text) {
  std::vector<Edit> Result(Edits);
  Lines Old(Text);
  for (Edit &E : Result) {
    size_t Line = Old.at(E.Offset);
    // The last line may have none.
    if (Line > 0 && !Old[Line].ends_with("\n"))
      --Line;
    if (Old.size() == 0 || !Old[Line].ends_with("\r\n"))
      continue;
    std::string Ended;
    for (char C : E.Replacement) {
      if (C == '\n' && !StringRef(Ended).ends_with("\r"))
        Ended += '\r';
      Ended += C;
    }
    E.Replacement = std::move(Ended);
  }
  return Result;
}

/// The blank lines that no longer part anything from anything where lines went.
static std::vector<Edit> blanksLeft(StringRef File, StringRef Text,
                                    ArrayRef<LineChange> Changes) {
  Lines Now(Text);
  auto IsBlank = [&](size_t I) { return Now[I].trim().empty(); };
  std::vector<Edit> Result;
  ptrdiff_t Shift = 0;
  for (const LineChange &C : Changes) {
    size_t Gap = C.First + Shift; // the line behind those that went
    Shift += ptrdiff_t(C.New.size()) - ptrdiff_t(C.Last - C.First);
    if (!C.New.empty() || Gap == 0 || Gap >= Now.size())
      continue;
    size_t Excess = 0;
    if (IsBlank(Gap) &&
        (IsBlank(Gap - 1) || Now[Gap - 1].rtrim().ends_with("{")))
      Excess = Gap;
    else if (IsBlank(Gap - 1) && Now[Gap].ltrim().starts_with("}"))
      Excess = Gap - 1;
    else
      continue;
    Result.push_back({File.str(), unsigned(Now.start(Excess)),
                      unsigned(Now[Excess].size()), ""});
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// White space

namespace {
/// The text that a repair makes, with what is its own in it.
struct Draft {
  std::string Text;
  std::vector<Line> Made;
};
} // namespace

/// Heeds what clang-format says of a gap between two words as far as it
/// concerns lines that are ours. Nothing if it does not.
static std::optional<tooling::Replacement>
heeded(const tooling::Replacement &R, const Lines &Now,
       function_ref<bool(size_t Line)> IsOurs) {
  size_t Begin = R.getOffset(), End = Begin + R.getLength();
  // Nobody parts a member from its struct, even where the line is too long.
  StringRef Behind = Now.text().substr(End);
  if (Behind.starts_with(".") || Behind.starts_with("->"))
    return std::nullopt;
  size_t First = Now.at(Begin), Last = Now.at(End);
  // Tabs within a line align it with its neighbours.
  if (First == Last && Begin > Now.start(First) &&
      Now.text().slice(Begin, End).contains('\t'))
    return std::nullopt;
  if (IsOurs(First) && IsOurs(Last))
    return R;
  if (!IsOurs(Last))
    return std::nullopt;
  // The indentation of our first line.
  size_t Break = R.getReplacementText().rfind('\n');
  if (Break == StringRef::npos || First == Last)
    return std::nullopt;
  size_t Start = Now.start(Last);
  return tooling::Replacement(R.getFilePath(), Start, End - Start,
                              R.getReplacementText().substr(Break + 1));
}

/// The lines that clang-format is to look at: new ones, and those that became
/// too long with what continues them.
static std::vector<bool> linesToSpace(const Draft &D, const Lines &Now,
                                      const format::FormatStyle &Style) {
  std::vector<bool> Ours(Now.size());
  for (size_t I = 0; I < Now.size(); ++I) {
    if (D.Made[I] == Line::New)
      Ours[I] = true;
    if (D.Made[I] != Line::Changed || !Style.ColumnLimit ||
        width(Now[I], Style.TabWidth) <= Style.ColumnLimit)
      continue;
    Ours[I] = true;
    int Open = opened(Now[I]);
    for (size_t J = I + 1; J < Now.size() && Open > 0; ++J) {
      Ours[J] = true;
      Open += opened(Now[J]);
    }
  }
  return Ours;
}

static std::vector<Edit> spaced(StringRef File, const Draft &D,
                                const format::FormatStyle &Style) {
  Lines Now(D.Text);
  std::vector<bool> Ours = linesToSpace(D, Now, Style);
  auto IsOurs = [&](size_t I) { return I < Ours.size() && Ours[I]; };
  std::vector<tooling::Range> Ranges;
  // A macro's lines end where its other lines do.
  for (size_t I = 0; I < Now.size(); ++I)
    if (IsOurs(I) && !Now[I].rtrim().ends_with("\\"))
      Ranges.emplace_back(Now.start(I), Now[I].size());
  if (Ranges.empty())
    return {};
  std::vector<Edit> Result;
  for (const tooling::Replacement &R :
       format::reformat(Style, D.Text, Ranges, File))
    if (auto Gap = heeded(R, Now, IsOurs))
      Result.push_back({File.str(), Gap->getOffset(), Gap->getLength(),
                        Gap->getReplacementText().str()});
  return Result;
}

//===----------------------------------------------------------------------===//
// Alignment

/// The column behind the parenthesis that is open at the end of Text.
static std::optional<unsigned> openColumn(StringRef Text, unsigned TabWidth) {
  int Depth = 0;
  for (size_t I = Text.size(); I-- > 0;) {
    Depth += Text[I] == ')';
    Depth -= Text[I] == '(';
    if (Depth < 0)
      return width(Text.take_front(I + 1), TabWidth);
  }
  return std::nullopt;
}

static std::string indentation(unsigned Columns,
                               const format::FormatStyle &Style) {
  if (Style.UseTab == format::FormatStyle::UT_Never)
    return std::string(Columns, ' ');
  return std::string(Columns / Style.TabWidth, '\t') +
         std::string(Columns % Style.TabWidth, ' ');
}

/// What was aligned with a parenthesis that has moved, and stays otherwise.
static std::vector<Edit> aligned(StringRef File, StringRef Text,
                                 ArrayRef<LineChange> Changes, const Lines &Old,
                                 const format::FormatStyle &Style) {
  Lines Now(Text);
  std::vector<Edit> Result;
  ptrdiff_t Shift = 0;
  for (const LineChange &C : Changes) {
    Shift += ptrdiff_t(C.New.size()) - ptrdiff_t(C.Last - C.First);
    if (C.First == C.Last || C.New.empty())
      continue;
    auto Was = openColumn(Old[C.Last - 1], Style.TabWidth);
    auto Is = openColumn(C.New.back(), Style.TabWidth);
    if (!Was || !Is || *Was == *Is)
      continue;
    int Open = opened(C.New.back());
    for (size_t I = C.Last; I < Old.size() && Open > 0; ++I) {
      StringRef Indent = Old[I].take_while([](char C) { return isSpace(C); });
      if (width(Indent, Style.TabWidth) != *Was || Indent.contains('\n'))
        break;
      Result.push_back({File.str(), unsigned(Now.start(I + Shift)),
                        unsigned(Indent.size()), indentation(*Is, Style)});
      Open += opened(Old[I]);
    }
  }
  return Result;
}

//===----------------------------------------------------------------------===//

std::vector<Edit> formed(ArrayRef<Edit> Edits, StringRef Text,
                         const format::FormatStyle &Style) {
  if (Edits.empty() || Style.DisableFormat)
    return Edits;
  const std::string &File = Edits.front().File;
  Lines Old(Text);
  std::vector<Edit> Result = withLineEnds(Edits, Text);
  auto Then = [&](std::vector<Edit> More) {
    if (!More.empty())
      Result = mergeEdits(Result, More);
  };
  Then(labelsLeft(File, applyEdits(Text, Result), lineChanges(Text, Result),
                  Old));
  Then(blanksLeft(File, applyEdits(Text, Result), lineChanges(Text, Result)));
  Draft D{applyEdits(Text, Result), linesMade(Old, lineChanges(Text, Result))};
  Then(spaced(File, D, Style));
  Then(aligned(File, applyEdits(Text, Result), lineChanges(Text, Result), Old,
               Style));
  return Result;
}

EditForm formFor(StringRef File, IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  auto Style = std::make_shared<std::optional<format::FormatStyle>>();
  return [=, File = File.str()](ArrayRef<Edit> Edits, StringRef Text) {
    if (!*Style)
      *Style = styleFor(File, *Files);
    return formed(Edits, Text, **Style);
  };
}

} // namespace epf
