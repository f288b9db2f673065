//===- TestPatches.h - Patches and damage, for tests ---------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A change is a file as a list of lines that stay, go or come. From it come the
// base, the result and the diff, and a base that has moved on since with the
// result that is right there. Damage is done to the diff's text, as mailers,
// archives and people do it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_TESTPATCHES_H
#define EPFLINT_TOOL_PATCH_TESTPATCHES_H

#include "tool/patch/Input.h"
#include "tool/patch/Lines.h"
#include "tool/patch/Place.h"
#include "llvm/ADT/StringExtras.h"
#include <random>

namespace epf::patch {

using Random = std::mt19937;

inline unsigned below(Random &R, unsigned N) { return R() % N; }

/// One line of a file before and after.
struct Entry {
  LineKind Kind; ///< Context: in both
  std::string Text;
};

using Change = std::vector<Entry>;

/// The file without the lines of kind Not.
inline std::string textWithout(const Change &C, LineKind Not) {
  std::string Text;
  for (const Entry &E : C)
    if (E.Kind != Not)
      Text += E.Text + "\n";
  return Text;
}

inline std::string before(const Change &C) {
  return textWithout(C, LineKind::Added);
}

inline std::string after(const Change &C) {
  return textWithout(C, LineKind::Removed);
}

/// What git writes behind the second @@: the head of the function.
inline std::string sectionAt(const Change &C, size_t Begin) {
  for (size_t I = Begin; I-- > 0;)
    if (C[I].Kind != LineKind::Added && !C[I].Text.empty() &&
        (llvm::isAlpha(C[I].Text[0]) || C[I].Text[0] == '_'))
      return " " + llvm::StringRef(C[I].Text).take_front(80).rtrim().str();
  return "";
}

/// The hunk of the entries from Begin to End; Old and New are the lines before
/// it and are moved on.
inline std::string hunkOf(const Change &C, size_t Begin, size_t End,
                          unsigned Old, unsigned New) {
  unsigned OldCount = 0, NewCount = 0;
  std::string Body;
  for (size_t I = Begin; I < End; ++I) {
    OldCount += C[I].Kind != LineKind::Added;
    NewCount += C[I].Kind != LineKind::Removed;
    Body += C[I].Kind == LineKind::Context ? ' '
            : C[I].Kind == LineKind::Added ? '+'
                                           : '-';
    Body += C[I].Text + "\n";
  }
  auto Range = [](unsigned Start, unsigned Count) {
    return std::to_string(Count ? Start + 1 : Start) +
           (Count == 1 ? "" : "," + std::to_string(Count));
  };
  return "@@ -" + Range(Old, OldCount) + " +" + Range(New, NewCount) + " @@" +
         sectionAt(C, Begin) + "\n" + Body;
}

/// The diff as git writes it.
inline std::string diffOf(const Change &C, llvm::StringRef Path,
                          size_t Context = 3) {
  std::string P = Path.str();
  std::string Text = "diff --git a/" + P + " b/" + P + "\nindex " +
                     blobId(before(C)).substr(0, 12) + ".." +
                     blobId(after(C)).substr(0, 12) + " 100644\n--- a/" + P +
                     "\n+++ b/" + P + "\n";
  unsigned Old = 0, New = 0;
  for (size_t I = 0; I < C.size();) {
    size_t First = I;
    while (First < C.size() && C[First].Kind == LineKind::Context)
      ++First;
    if (First == C.size())
      break;
    size_t Begin = std::max(I, First - std::min(First, Context));
    size_t End = First, Still = 0;
    for (; End < C.size() && Still <= 2 * Context; ++End)
      Still = C[End].Kind == LineKind::Context ? Still + 1 : 0;
    End -= Still > Context ? Still - Context : 0;
    Old += Begin - I;
    New += Begin - I;
    Text += hunkOf(C, Begin, End, Old, New);
    for (I = Begin; I < End; ++I) {
      Old += C[I].Kind != LineKind::Added;
      New += C[I].Kind != LineKind::Removed;
    }
  }
  return Text;
}

/// Text with each line put through Do.
template <typename Function>
std::string eachLine(llvm::StringRef Text, Function Do) {
  std::string Result;
  for (TextLine &Line : splitLines(Text))
    Result += Do(Line.Text);
  return Result;
}

/// What is left after copying from a browser: a space where there was white
/// space, none at the ends, no blank lines.
inline std::string stripped(llvm::StringRef Text) {
  return eachLine(Text, [](llvm::StringRef Line) {
    llvm::SmallVector<llvm::StringRef> Words;
    llvm::SplitString(Line, Words, " \t");
    return Words.empty() ? "" : llvm::join(Words, " ") + "\n";
  });
}

inline std::string withReturns(llvm::StringRef Text) {
  return eachLine(Text, [](llvm::StringRef L) { return L.str() + "\r\n"; });
}

inline std::string inReply(llvm::StringRef Text) {
  return "On Monday, A Reviewer wrote:\n" +
         eachLine(Text, [](llvm::StringRef L) {
           return L.empty() ? ">\n" : "> " + L.str() + "\n";
         });
}

/// Lines of more than Width columns broken at a space, as mailers do.
inline std::string wrapped(llvm::StringRef Text, size_t Width = 72) {
  return eachLine(Text, [&](std::string Line) {
    std::string Result;
    while (Line.size() > Width) {
      size_t At = Line.rfind(' ', Width);
      if (At == std::string::npos || At < 20)
        break;
      Result += Line.substr(0, At) + "\n";
      Line.erase(0, At + 1);
    }
    return Result + Line + "\n";
  });
}

inline std::string replaced(std::string Text, llvm::StringRef What,
                            llvm::StringRef By) {
  for (size_t At = 0; (At = Text.find(What.str(), At)) != std::string::npos;
       At += By.size())
    Text.replace(At, What.size(), By.str());
  return Text;
}

inline std::string withEntities(std::string Text, bool KeepQuotes = false) {
  for (auto [Mark, Entity] : {std::pair("&", "&amp;"), std::pair("<", "&lt;"),
                              std::pair(">", "&gt;")})
    Text = replaced(Text, Mark, Entity);
  return KeepQuotes ? Text : replaced(Text, "\"", "&quot;");
}

/// Reads Text; the one patch in it.
inline llvm::Expected<Series> read(llvm::StringRef Text) {
  return readInput(llvm::MemoryBufferRef(Text, "input"));
}

/// Reads Text and places its only file on Base: the new text, or "refused: "
/// and why.
inline std::string placed(llvm::StringRef Text, llvm::StringRef Base) {
  auto S = read(Text);
  if (!S)
    return "refused: " + toString(S.takeError());
  auto Result = placePatch(S->Patches.front().Files.front(), Base);
  if (!Result)
    return "refused: " + toString(Result.takeError());
  return Result->Text;
}

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_TESTPATCHES_H
