//===- Damage_test.cpp - No damage puts a patch in the wrong place --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three thousand times a patch of our own, made from a case of testdata/, is
// damaged in one way or in several and placed on a base that may have moved on.
// It may be refused; what is placed has to be what the patch means.
//
// Which file a patch is made from depends on its seed and number and on the
// file's name, and all that happens to it on these alone: a new case takes a
// few patches to itself, the others stay as they are. EPFLINT_SEED is the first
// seed, EPFLINT_SEEDS how many are tried, EPFLINT_CORPUS a folder of C files to
// take instead of testdata/. tool/dev/damage runs many.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestDamage.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <map>

using namespace epf::patch;
using namespace llvm;

namespace {

constexpr unsigned Patches = 100, DamagesEach = 10;

/// What the environment says, or else Default.
std::string setting(const char *Name, std::string Default) {
  const char *Value = getenv(Name);
  return Value ? Value : Default;
}

/// The C files of a folder, by their paths in it.
std::vector<std::string> sources(const std::string &Folder) {
  std::vector<std::string> Paths;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(Folder, EC), End;
       I != End && !EC; I.increment(EC))
    if (StringRef(I->path()).ends_with(".c"))
      Paths.push_back(I->path().substr(Folder.size()));
  return Paths;
}

/// A number that Name has in the patch of this seed and number.
uint64_t draw(unsigned Seed, unsigned Patch, StringRef Name) {
  return xxHash64((Twine(Seed) + " " + Twine(Patch) + " " + Name).str());
}

/// The file that a patch is made from: of all, the one that draws the least. A
/// new one changes the choice only where it is chosen itself.
const std::string &chosen(ArrayRef<std::string> Names, unsigned Seed,
                          unsigned Patch) {
  return *min_element(Names, [&](const std::string &A, const std::string &B) {
    return draw(Seed, Patch, A) < draw(Seed, Patch, B);
  });
}

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

using Tally = std::array<unsigned, 3>; ///< right, refused, wrong

struct Counts {
  std::map<std::string, Tally> ByKind;
  Tally All{};
  unsigned Exact = 0; ///< right to the last space
};

/// Damages the diff of C once, places it, and counts what came of it.
void damage(Random &R, const Change &C, bool Sent, const std::string &Which,
            Counts &Counted) {
  std::string Clean = diffOf(C, "drivers/x.c");
  Trial T{C, Sent ? asSent(C, Clean) : Clean, false};
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
  Counted.Exact += Got == after(T.C);
  ++Counted.ByKind[Name][Outcome];
  ++Counted.All[Outcome];
  EXPECT_NE(Outcome, 2u) << Which << ": " << Name << "\n"
                         << T.Text << difference(Got, after(T.C));
  if (Refused) // in words, in one line
    EXPECT_FALSE(StringRef(Got).contains('\n')) << Got;
}

/// Makes patch P of Seed from the file Name, and damages it a few times.
void damageOne(unsigned Seed, unsigned P, StringRef Name, StringRef Text,
               Counts &Counted) {
  Random R(draw(Seed, P, Name));
  Change C;
  while (before(C) == after(C))
    C = randomChange(R, Text);
  std::string Which =
      ("seed " + Twine(Seed) + ", patch " + Twine(P) + " of " + Name).str();
  for (unsigned D = 0; D < DamagesEach; ++D)
    damage(R, C, D % 2, Which, Counted);
}

TEST(Damage, neverPlacedWrong) {
  const std::string Folder =
      setting("EPFLINT_CORPUS", EPFLINT_SOURCE_DIR "/testdata");
  const unsigned First = std::stoul(setting("EPFLINT_SEED", "1")),
                 Seeds = std::stoul(setting("EPFLINT_SEEDS", "3"));
  std::vector<std::string> Names = sources(Folder);
  ASSERT_GT(Names.size(), 30u);
  Counts Counted;
  for (unsigned Seed = First; Seed < First + Seeds; ++Seed)
    for (unsigned P = 0; P < Patches; ++P) {
      const std::string &Name = chosen(Names, Seed, P);
      auto Text = MemoryBuffer::getFile(Folder + Name, /*IsText=*/true);
      ASSERT_TRUE(Text) << Name;
      damageOne(Seed, P, Name, (*Text)->getBuffer(), Counted);
    }
  auto &[ByKind, All, Exact] = Counted;
  for (auto &[Name, Of] : ByKind)
    if (!StringRef(Name).contains(','))
      printf("%-32s right %3u, refused %3u, wrong %u\n", Name.c_str(), Of[0],
             Of[1], Of[2]);
  printf("%-32s right %3u, refused %3u, wrong %u; to the last space %u\n",
         "all", All[0], All[1], All[2], Exact);
  EXPECT_EQ(All[0] + All[1] + All[2], Seeds * Patches * DamagesEach);
  EXPECT_GT(All[0], Seeds * 800);
  EXPECT_GT(Exact * 100, All[0] * 90) << "white space is not given back";
  for (const Kind &K : Kinds) {
    auto [Right, Refused, Wrong] = ByKind[K.Name];
    EXPECT_GE(Right * 100, (Right + Refused + Wrong) * K.AtLeast) << K.Name;
  }
}

} // namespace
