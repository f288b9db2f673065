//===- Damage_test.cpp - No damage puts a patch in the wrong place --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thousand times a patch of our own, made from a case of testdata/, is
// damaged in one way or in several and placed on a base that may have moved on.
// It may be refused; what is placed has to be what the patch means. The numbers
// are the same in every run.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestPatches.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <map>

using namespace epf::patch;
using namespace llvm;

namespace {

constexpr unsigned Patches = 100, DamagesEach = 10;

/// The drivers and cases of testdata/, sorted.
std::vector<std::string> sources() {
  std::vector<std::string> Texts, Paths;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator
           I(EPFLINT_SOURCE_DIR "/testdata", EC),
       End;
       I != End && !EC; I.increment(EC))
    if (StringRef(I->path()).ends_with(".c"))
      Paths.push_back(I->path());
  llvm::sort(Paths);
  for (const std::string &Path : Paths)
    Texts.push_back((*MemoryBuffer::getFile(Path))->getBuffer().str());
  return Texts;
}

/// A line that the file has, with another name or number in it.
std::string varied(Random &R, std::string Line) {
  size_t At = Line.find_last_of("abcdefghijklmnopqrstuvwxyz0123456789");
  if (At == std::string::npos)
    return "\tpr_debug(\"here " + std::to_string(below(R, 90)) + "\\n\");";
  return Line.insert(At + 1, "_" + std::to_string(below(R, 90)));
}

/// The diff in a mail's text, with a diffstat and a signature.
std::string asSent(const Change &C, StringRef Diff) {
  unsigned Added = 0, Removed = 0;
  for (const Entry &E : C) {
    Added += E.Kind == LineKind::Added;
    Removed += E.Kind == LineKind::Removed;
  }
  return ("Why this is so.\n\nSigned-off-by: A <a@example.org>\n---\n "
          "drivers/x.c | 9 ++-\n 1 file changed, " +
          Twine(Added) + " insertions(+), " + Twine(Removed) +
          " deletions(-)\n\n" + Diff + "-- \n2.43.0\n\n")
      .str();
}

/// A few places of Text changed at random.
Change randomChange(Random &R, StringRef Text) {
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
void drift(Random &R, Change &C) {
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
/// changed.
void shift(Random &R, Change &C) {
  size_t First = 0;
  while (First < C.size() && C[First].Kind == LineKind::Context)
    ++First;
  size_t At = below(R, First > 3 ? First - 3 : 1);
  Change More;
  for (size_t From = below(R, C.size()); More.size() < 40; ++From) {
    std::string Text = C[From % C.size()].Text;
    More.push_back({LineKind::Context, below(R, 4) ? Text : varied(R, Text)});
  }
  C.insert(C.begin() + At, More.begin(), More.end());
}

std::string wrongCount(Random &R, std::string Text) {
  size_t At = Text.find("@@ -");
  for (unsigned N = below(R, 3); N; --N)
    if (size_t Next = Text.find("@@ -", At + 4); Next != std::string::npos)
      At = Next;
  size_t Comma = Text.find(',', At);
  if (At == std::string::npos || Comma == std::string::npos)
    return Text;
  if (below(R, 2)) // the new lines' count
    Comma = Text.find(',', Comma + 1);
  if (Comma == std::string::npos || !isDigit(Text[Comma + 1]))
    return Text;
  Text[Comma + 1] = '1' + below(R, 9);
  return Text;
}

/// Header lines that speak of other places than those meant.
std::string wrongStarts(std::string Text) {
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

std::string withRemarks(Random &R, StringRef Text) {
  return eachLine(Text, [&](StringRef Line) {
    std::string All = Line.str() + "\n";
    if (Line.starts_with(">") && !below(R, 12))
      All +=
          below(R, 2) ? "\nWhy is this?\n\n" : "Should this not be locked?\n";
    return All;
  });
}

std::string withoutOneLine(Random &R, StringRef Text) {
  Lines All = splitLines(Text);
  if (All.size() > 6)
    All.erase(All.begin() + 5 + below(R, All.size() - 5));
  std::string Result;
  for (TextLine &Line : All)
    Result += Line.Text + "\n";
  return Result;
}

std::string asMail(StringRef Text, StringRef Type, StringRef Body) {
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

const Kind Kinds[] = {
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
     [](Random &R, Trial &T) { T.Text = wrongCount(R, T.Text); }, true, 45},
    {"quoted with remarks",
     [](Random &R, Trial &T) { T.Text = withRemarks(R, inReply(T.Text)); },
     false, 60},
    {"HTML entities",
     [](Random &, Trial &T) { T.Text = withEntities(T.Text); }},
    {"no-break spaces",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, " ", "\xC2\xA0"); }},
    {"trailing white space trimmed",
     [](Random &, Trial &T) {
       T.Text =
           eachLine(T.Text, [](StringRef L) { return L.rtrim().str() + "\n"; });
     }},
    {"no final newline",
     [](Random &, Trial &T) {
       if (StringRef(T.Text).ends_with("\n"))
         T.Text.pop_back();
     }},
    {"fuzz", [](Random &R, Trial &T) { drift(R, T.C); }, false, 35},
    // Copies of functions are among them.
    {"forty lines more", [](Random &R, Trial &T) { shift(R, T.C); }, false, 75},
    {"headers forty lines off",
     [](Random &, Trial &T) { T.Text = wrongStarts(T.Text); }, true, 75},
    {"markers of context lost",
     [](Random &, Trial &T) { T.Text = replaced(T.Text, "\n ", "\n"); }},
    {"a line lost",
     [](Random &R, Trial &T) {
       if (!T.Wrapped)
         T.Text = withoutOneLine(R, T.Text);
     },
     true, 10},
    // Without a diffstat nobody can tell that hunks are missing at the end, and
    // never that the last line goes on.
    {"cut off",
     [](Random &R, Trial &T) {
       if (T.Text.starts_with("diff"))
         T.Text = asSent(T.C, T.Text);
       if (!StringRef(T.Text).contains(" changed, "))
         return;
       size_t Left = T.Text.size() - below(R, T.Text.size() / 3);
       T.Text.resize(StringRef(T.Text).take_front(Left).rfind('\n') + 1);
     },
     true, 0},
    {"mailed as flowed text",
     [](Random &, Trial &T) {
       T.Text = asMail("", "; format=flowed", replaced(T.Text, "\n ", "\n  "));
     }},
};

/// Lines that say something, without white space: what damage to white space
/// must not touch.
std::string meaning(StringRef Text) {
  std::string Result;
  for (TextLine &Line : splitLines(Text))
    if (std::string Bare = squeeze(Line.Text); !Bare.empty())
      Result += Bare + "\n";
  return Result;
}

/// The first lines in which two texts differ.
std::string difference(StringRef Got, StringRef Expected) {
  Lines A = splitLines(meaning(Got)), B = splitLines(meaning(Expected));
  size_t I = 0;
  while (I < A.size() && I < B.size() && A[I].Text == B[I].Text)
    ++I;
  std::string Text;
  for (auto &[Name, All] : {std::pair("got", A), std::pair("expected", B)}) {
    Text += std::string("\n") + Name + ":\n";
    for (size_t J = I - std::min<size_t>(I, 4); J < All.size() && J < I + 6;
         ++J)
      Text += "  " + All[J].Text + "\n";
  }
  return Text;
}

TEST(Damage, neverPlacedWrong) {
  const char *Seed = getenv("EPFLINT_SEED");
  Random R(Seed ? atoi(Seed) : 20260216);
  std::vector<std::string> Files = sources();
  ASSERT_GT(Files.size(), 30u);
  std::map<std::string, std::array<unsigned, 3>> Counts;
  std::array<unsigned, 3> All{};
  unsigned Exact = 0; ///< right to the last space
  for (unsigned P = 0; P < Patches; ++P) {
    Change C = randomChange(R, Files[below(R, Files.size())]);
    std::string Clean = diffOf(C, "drivers/x.c");
    if (before(C) == after(C) || !StringRef(Clean).contains("@@")) {
      --P;
      continue;
    }
    for (unsigned D = 0; D < DamagesEach; ++D) {
      Trial T{C, D % 2 ? asSent(C, Clean) : Clean, false};
      std::string Name;
      bool Forged = false;
      for (unsigned N = 1 + below(R, 4) / 3 + below(R, 8) / 7; N; --N) {
        const Kind &K = Kinds[below(R, std::size(Kinds))];
        if (Forged && K.Forges)
          continue;
        Forged |= K.Forges;
        K.Do(R, T);
        Name += (Name.empty() ? "" : ", ") + std::string(K.Name);
      }
      std::string Got = placed(T.Text, before(T.C));
      bool Refused = StringRef(Got).starts_with("refused: ");
      bool Right = meaning(Got) == meaning(after(T.C));
      unsigned Outcome = Refused ? 1 : Right ? 0 : 2;
      Exact += Got == after(T.C);
      ++Counts[Name][Outcome];
      ++All[Outcome];
      EXPECT_NE(Outcome, 2u) << "patch " << P << ": " << Name << "\n"
                             << T.Text << difference(Got, after(T.C));
      if (Refused) // in words, in one line
        EXPECT_FALSE(StringRef(Got).contains('\n')) << Got;
    }
  }
  for (auto &[Name, Of] : Counts)
    if (!StringRef(Name).contains(','))
      printf("%-32s right %3u, refused %3u, wrong %u\n", Name.c_str(), Of[0],
             Of[1], Of[2]);
  printf("%-32s right %3u, refused %3u, wrong %u; to the last space %u\n",
         "all", All[0], All[1], All[2], Exact);
  EXPECT_GT(All[0], 800u);
  EXPECT_GT(Exact * 100, All[0] * 90) << "white space is not given back";
  for (const Kind &K : Kinds) {
    auto [Right, Refused, Wrong] = Counts[K.Name];
    EXPECT_GE(Right * 100, (Right + Refused + Wrong) * K.AtLeast) << K.Name;
  }
}

} // namespace
