//===- TestDamage.h - What happens to patches, for tests ------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes at random, and what mailers, archives, people and time do to them: to
// the text of the diff, or to the base, which moves on.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_TESTDAMAGE_H
#define EPFLINT_TOOL_PATCH_TESTDAMAGE_H

#include "tool/patch/TestPatches.h"

namespace epf::patch {

/// A line that the file has, with another name or number in it.
inline std::string varied(Random &R, std::string Line) {
  size_t At = Line.find_last_of("abcdefghijklmnopqrstuvwxyz0123456789");
  if (At == std::string::npos)
    return "\tpr_debug(\"here " + std::to_string(below(R, 90)) + "\\n\");";
  return Line.insert(At + 1, "_" + std::to_string(below(R, 90)));
}

/// The diff in a mail's text, with a diffstat and a signature.
inline std::string asSent(const Change &C, llvm::StringRef Diff) {
  unsigned Added = 0, Removed = 0;
  for (const Entry &E : C) {
    Added += E.Kind == LineKind::Added;
    Removed += E.Kind == LineKind::Removed;
  }
  return ("Why this is so.\n\nSigned-off-by: A <a@example.org>\n---\n "
          "drivers/x.c | 9 ++-\n 1 file changed, " +
          llvm::Twine(Added) + " insertions(+), " + llvm::Twine(Removed) +
          " deletions(-)\n\n" + Diff + "-- \n2.43.0\n\n")
      .str();
}

/// A few places of Text changed at random.
inline Change randomChange(Random &R, llvm::StringRef Text) {
  Change C;
  for (TextLine &Line : splitLines(Text))
    C.push_back({LineKind::Context, Line.Text});
  for (unsigned Places = 1 + below(R, 4); Places; --Places) {
    size_t At = below(R, C.size());
    if (C[At].Kind != LineKind::Context)
      continue;
    unsigned How = below(R, 4);
    if (How > 0) // a line goes, in two of three cases for another one
      C[At].Kind = LineKind::Removed;
    if (How == 1)
      continue;
    std::string Like = How > 1 ? C[At].Text : C[below(R, C.size())].Text;
    for (unsigned N = 1 + below(R, 3); N; --N) {
      // Some lines are there already, elsewhere.
      std::string New = below(R, 4) ? varied(R, Like) : Like;
      C.insert(C.begin() + At + 1, {LineKind::Added, New});
    }
  }
  return C;
}

/// The base moves on: lines that the patch does not touch change, go or come.
inline void drift(Random &R, Change &C) {
  for (unsigned N = 1 + below(R, 3); N; --N) {
    size_t Near = 0;
    for (size_t I = 0; I < C.size(); ++I)
      if (C[I].Kind != LineKind::Context && !below(R, 3))
        Near = I;
    size_t At =
        std::min(C.size() - 1, Near + below(R, 7) - std::min<size_t>(Near, 3));
    if (C[At].Kind != LineKind::Context)
      continue;
    switch (below(R, 3)) {
    case 0:
      C[At].Text = varied(R, C[At].Text);
      break;
    case 1:
      C.erase(C.begin() + At);
      break;
    default:
      C.insert(C.begin() + At,
               {LineKind::Context, varied(R, C[below(R, C.size())].Text)});
    }
  }
}

/// Forty lines, most of which the file has too, come in front of what is
/// changed. No function comes twice: where the header says might be one of the
/// same name with the same lines, and nobody could tell.
inline void shift(Random &R, Change &C) {
  size_t First = 0;
  while (First < C.size() && C[First].Kind == LineKind::Context)
    ++First;
  size_t At = below(R, First > 3 ? First - 3 : 1);
  Change More;
  for (size_t From = below(R, C.size()); More.size() < 40; ++From) {
    std::string Text = C[From % C.size()].Text;
    bool Same = below(R, 4) && !isHead(Text);
    More.push_back({LineKind::Context, Same ? Text : varied(R, Text)});
  }
  C.insert(C.begin() + At, More.begin(), More.end());
}

inline std::string wrongCount(Random &R, std::string Text) {
  size_t At = Text.find("@@ -");
  for (unsigned N = below(R, 3); N; --N)
    if (size_t Next = Text.find("@@ -", At + 4); Next != std::string::npos)
      At = Next;
  size_t Comma = Text.find(',', At);
  if (At == std::string::npos || Comma == std::string::npos)
    return Text;
  if (below(R, 2)) // the new lines' count
    Comma = Text.find(',', Comma + 1);
  if (Comma == std::string::npos || !llvm::isDigit(Text[Comma + 1]))
    return Text;
  Text[Comma + 1] = '1' + below(R, 9);
  return Text;
}

/// Header lines that speak of other places than those meant.
inline std::string wrongStarts(std::string Text) {
  size_t At = 0;
  while ((At = Text.find("@@ -", At)) != std::string::npos) {
    size_t Plus = Text.find('+', At);
    for (size_t Begin : {Plus + 1, At + 4}) {
      size_t End = Text.find_first_not_of("0123456789", Begin);
      unsigned Line = std::stoul(Text.substr(Begin, End - Begin));
      Text.replace(Begin, End - Begin, std::to_string(Line + 40));
    }
    At += 4;
  }
  return Text;
}

inline std::string withRemarks(Random &R, llvm::StringRef Text) {
  return eachLine(Text, [&](llvm::StringRef Line) {
    std::string All = Line.str() + "\n";
    if (Line.starts_with(">") && !below(R, 12))
      All +=
          below(R, 2) ? "\nWhy is this?\n\n" : "Should this not be locked?\n";
    return All;
  });
}

inline std::string withoutOneLine(Random &R, llvm::StringRef Text) {
  Lines All = splitLines(Text);
  if (All.size() > 6)
    All.erase(All.begin() + 5 + below(R, All.size() - 5));
  std::string Result;
  for (TextLine &Line : All)
    Result += Line.Text + "\n";
  return Result;
}

inline std::string asMail(llvm::StringRef Text, llvm::StringRef Type,
                          llvm::StringRef Body) {
  return ("From: A <a@example.org>\nSubject: [PATCH] x\nMIME-Version: 1.0\n"
          "Content-Type: text/plain; charset=utf-8" +
          Type + "\n\n" + Body)
      .str();
}

struct Trial {
  Change C;
  std::string Text;
  /// If the rest of a wrapped line is lost, nothing shows it.
  bool Wrapped = false;
};

using Damager = void (*)(Random &, Trial &);

struct Kind {
  const char *Name;
  Damager Do;
  /// What was lost does not show in the counts, or they are not to be believed.
  /// Two such damages can agree with each other, and nobody can tell.
  bool Forges = false;
  /// How many of a hundred have to be placed, and right, where it is alone.
  unsigned AtLeast = 85;
};

inline const Kind Kinds[] = {
    {"none", [](Random &, Trial &) {}},
    {"indentation stripped",
     [](Random &, Trial &T) { T.Text = stripped(T.Text); }},
    {"blank context dropped",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, "\n \n", "\n"); }},
    {"tabs to eight spaces",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, "\t", "        "); }},
    {"tabs to one space",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, "\t", " "); }},
    {"CR LF", [](Random &, Trial &T) { T.Text = withReturns(T.Text); }},
    {"long lines wrapped",
     [](Random &, Trial &T) {
       T.Text = wrapped(T.Text);
       T.Wrapped = true;
     }},
    {"wrong counts",
     [](Random &R, Trial &T) { T.Text = wrongCount(R, T.Text); }, true, 65},
    {"quoted with remarks",
     [](Random &R, Trial &T) { T.Text = withRemarks(R, inReply(T.Text)); },
     false, 80},
    {"HTML entities",
     [](Random &R, Trial &T) {
       T.Text = withEntities(T.Text, /*KeepQuotes=*/below(R, 2));
     }},
    {"no-break spaces",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, " ", "\xC2\xA0"); }},
    {"trailing white space trimmed",
     [](Random &, Trial &T) {
       T.Text = eachLine(
           T.Text, [](llvm::StringRef L) { return L.rtrim().str() + "\n"; });
     }},
    {"no final newline",
     [](Random &, Trial &T) {
       if (llvm::StringRef(T.Text).ends_with("\n"))
         T.Text.pop_back();
     }},
    {"fuzz", [](Random &R, Trial &T) { drift(R, T.C); }, false, 50},
    // Copies of functions are among them.
    {"forty lines more", [](Random &R, Trial &T) { shift(R, T.C); }, false, 85},
    {"headers forty lines off",
     [](Random &, Trial &T) { T.Text = wrongStarts(T.Text); }, true, 92},
    {"markers of context lost",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, "\n ", "\n"); }},
    {"a line lost",
     [](Random &R, Trial &T) {
       if (!T.Wrapped)
         T.Text = withoutOneLine(R, T.Text);
     },
     true, 30},
    // Without a diffstat nobody can tell that hunks are missing at the end, and
    // never that the last line goes on.
    {"cut off",
     [](Random &R, Trial &T) {
       if (T.Text.starts_with("diff"))
         T.Text = asSent(T.C, T.Text);
       if (!llvm::StringRef(T.Text).contains(" changed, "))
         return;
       size_t Left = T.Text.size() - below(R, T.Text.size() / 3);
       T.Text.resize(llvm::StringRef(T.Text).take_front(Left).rfind('\n') + 1);
     },
     true, 0},
    {"mailed as flowed text",
     [](Random &, Trial &T) {
       T.Text = asMail("", "; format=flowed", replaced(T.Text, "\n ", "\n  "));
     }},
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_TESTDAMAGE_H
