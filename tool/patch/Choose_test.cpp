//===- Choose_test.cpp - Of places that look alike, the right one or none -===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each of these was placed wrong once, or refused without need, by one of the
// random damages of Damage_test.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestDamage.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf::patch;
using ::testing::EndsWith;
using ::testing::StartsWith;

namespace {

/// Lines that begin with '+', '-' or a space, as a change.
Change changeOf(llvm::StringRef Text) {
  Change C;
  for (TextLine &Line : splitLines(Text))
    C.push_back({Line.Text[0] == '+'   ? LineKind::Added
                 : Line.Text[0] == '-' ? LineKind::Removed
                                       : LineKind::Context,
                 Line.Text.substr(1)});
  return C;
}

Change operator+(Change A, const Change &B) {
  A.insert(A.end(), B.begin(), B.end());
  return A;
}

/// The end of a function that requests a few, with what is done in it.
Change function(const std::string &Name, llvm::StringRef Last) {
  return changeOf(" int " + Name + "(struct x *x)\n {\n \tint i, ret;\n \n " +
                  "\tret = start_" + Name + "(x);\n \tif (ret)\n \t\tgoto " +
                  "err;\n \treturn 0;\n \n err:\n \twhile (i--) {\n " +
                  "\t\tif (seen(x, i))\n \t\t\tcontinue;\n " +
                  "\t\tfree_irq(x->irq[i], x);\n \t}\n" + Last.str() +
                  " \treturn ret;\n }\n \n \n");
}

const char Kept[] = " \tput(x);\n";
const char Changed[] = "-\tput(x);\n+\tput(x->one);\n+\tput(x->two);\n";

TEST(Choose, aTwinIsNoPlaceForWhatHasChangedALot) {
  Change C = function("one", Kept) + function("two", Changed);
  std::string Diff = diffOf(C, "x.c");
  for (size_t I = 19; I < C.size(); ++I)
    if (C[I].Text == "\t\t\tcontinue;" || C[I].Text == "\treturn ret;" ||
        C[I].Text == "\t\tfree_irq(x->irq[i], x);")
      C[I].Text = "\tother_" + std::to_string(I) + "();";
  EXPECT_THAT(placed(Diff, before(C)), StartsWith("refused: x.c: hunk 1 "));
}

// Into its function came a copy of the function's end, and another function's
// beginning.
TEST(Choose, anEndThatWasCutOffFromItsFunction) {
  auto Unlabelled = [](const char *Name, const char *Last) {
    Change C = function(Name, Last);
    llvm::erase_if(C, [](const Entry &E) { return E.Text == "err:"; });
    return C;
  };
  Change Head = Unlabelled("one", Kept), C = Unlabelled("two", Changed);
  std::string Diff = diffOf(C, "x.c");
  Change Come = Unlabelled("two", Kept);
  Come.erase(Come.begin(), Come.begin() + 9);
  Come.insert(Come.end(), Head.begin(), Head.begin() + 3);
  C.insert(C.begin() + 3, Come.begin(), Come.end());
  EXPECT_THAT(placed(Diff, before(C)), EndsWith(" equally well"));
}

TEST(Choose, nothingHasChangedInTheFileThatItWasMadeFrom) {
  // Where the header says is a place that differs in one line.
  Change C = function("one", Changed) + function("two", " \tput(y);\n") +
             function("three", " \tput(z);\n");
  EXPECT_EQ(placed(wrongStarts(diffOf(C, "x.c")), before(C)), after(C));
}

TEST(Choose, oneHeaderThatFitsDoesNotSpeakForAll) {
  // Forty lines on is a twin of the first hunk's place, but not of the other's.
  Change C = function("one", Changed);
  ASSERT_EQ(before(function("two", Kept)).size(), before(C).size());
  for (const char *Name : {"two", "three", "four"})
    C = C + function(Name, Kept);
  C = C + changeOf("-int last;\n+int very_last;\n");
  EXPECT_THAT(placed(wrongStarts(diffOf(C, "x.c")), before(C)),
              StartsWith("refused: x.c: hunk 1 "));
}

TEST(Choose, aLineLostAmongEqualOnes) {
  std::string Text;
  for (unsigned I = 0; I < 20; ++I)
    Text += I == 10 ? "-\tKEY_NONE,\n+\tKEY_ONE,\n" : " \tKEY_NONE,\n";
  Change C = changeOf(Text);
  std::string Diff = diffOf(C, "x.c");
  size_t First = Diff.find(" \tKEY_NONE,\n");
  Diff.erase(First, Diff.find('\n', First) + 1 - First);
  EXPECT_THAT(placed(Diff, before(C)), StartsWith("refused: x.c: hunk 1 "));
}

TEST(Choose, twoHunksOfWhichOneHasLostItsHeader) {
  Change C = function("one", Changed) + function("two", Kept) +
             function("three", Changed);
  std::string Diff = diffOf(C, "x.c");
  size_t Header = Diff.rfind("@@ -");
  Diff.erase(Header, Diff.find('\n', Header) + 1 - Header);
  EXPECT_THAT(placed(Diff, before(C)), EndsWith(": a header may be lost"));
}

TEST(Choose, aLineCutOffInAReplyThatGoesOn) {
  std::string Long = "\tlong_name_of_a_function(with_arguments, and_more_of, "
                     "them_until_it);";
  Change C = function("one", "+" + Long + "\n" + Kept);
  std::string Quoted = inReply(diffOf(C, "x.c"));
  EXPECT_EQ(placed(Quoted, before(C)), after(C));
  Quoted = replaced(Quoted, " them_until_it);\n",
                    "\nthem_until_it);\nWhy is this?\n");
  EXPECT_EQ(placed(Quoted, before(C)),
            "refused: x.c: hunk 1 (line 6): line 11 is the end of the line "
            "above, or a remark");
}

} // namespace
