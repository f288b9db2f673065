//===- Composition_test.cpp - Repairs that meet ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instead of C there are words: a capital letter is a finding, and what repairs
// it is a rule of the test. Analyses are counted.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Composition.h"
#include "tool/fix/Verify.h"
#include "gtest/gtest.h"
#include <map>

using namespace epf;

namespace {
class CompositionTest : public testing::Test {
protected:
  /// Repairs the finding What by putting With in its place, if that holds.
  void repair(char What, std::string With,
              Applicability How = Applicability::Safe) {
    Repairs[What].push_back({With, How});
  }

  UnitReport analyse(llvm::StringRef Text) {
    ++Analyses;
    UnitReport Report;
    for (size_t I = 0; I < Text.size(); ++I) {
      if (Text[I] < 'A' || Text[I] > 'Z')
        continue;
      Finding F;
      F.Rule = Text[I];
      for (auto &[With, How] : Repairs[Text[I]]) {
        Fix Each;
        Each.How = How;
        Each.Edits = {{"a.c", unsigned(I), 1, With}};
        F.Repairs.push_back(Each);
      }
      Report.Findings.push_back(F);
    }
    if (Text.contains('d') && Text.contains('E'))
      Report.Findings.emplace_back();
    if (Text.contains('w'))
      Report.Warnings = {"unused label 'w'"};
    return Report;
  }

  Composition compose(llvm::StringRef Text, FixChoice Choice = FixChoice::All) {
    Workbench Bench;
    Bench.Main = "a.c";
    Bench.Analyse = [this](llvm::StringRef Text) { return analyse(Text); };
    Bench.Form = [](llvm::ArrayRef<Edit> Edits, llvm::StringRef) {
      return Edits.vec();
    };
    remember(Bench);
    UnitReport Found = Bench.Analyse(Text);
    Composition Made = epf::compose(Found, Text, Choice, Bench);
    verifyRepairs(Found, Text, Bench);
    EXPECT_EQ(epf::compose(Bench.Analyse(Made.After), Made.After, Choice, Bench)
                  .After,
              Made.After)
        << "doing it again changes it";
    return Made;
  }

  std::map<char, std::vector<std::pair<std::string, Applicability>>> Repairs;
  unsigned Analyses = 0;
};
} // namespace

TEST_F(CompositionTest, MakesOneUponTheOther) {
  repair('A', "aaa");
  repair('B', "");
  Composition Made = compose("-A-B-A-");
  EXPECT_EQ(Made.After, "-aaa--aaa-");
  ASSERT_EQ(Made.Steps.size(), 3u);
  EXPECT_EQ(Made.Steps[0].After, "-aaa-B-A-");
  EXPECT_EQ(Made.Steps[1].Before, Made.Steps[0].After);
  EXPECT_EQ(Made.edits(), (std::vector<Edit>{{"a.c", 1, 1, "aaa"},
                                             {"a.c", 3, 1, ""},
                                             {"a.c", 5, 1, "aaa"}}));
}

TEST_F(CompositionTest, PartsAreWhatCanBeLeftOut) {
  auto Step = [](Edit E) {
    Finding F;
    F.Repairs = {{"", Applicability::Safe, true, false, "", {E}}};
    return FixStep{F, "", ""};
  };
  Composition Made;
  Made.Steps = {Step({"a.c", 4, 0, "[label]"}), Step({"a.c", 1, 1, ""}),
                Step({"a.c", 5, 3, "is"})}; // into the label
  std::vector<FixPart> Parts = Made.parts();
  ASSERT_EQ(Parts.size(), 2u);
  EXPECT_EQ(Parts[0].Steps, (std::vector<size_t>{1}));
  EXPECT_EQ(Parts[0].Edits, (std::vector<Edit>{{"a.c", 1, 1, ""}}));
  EXPECT_EQ(Parts[1].Steps, (std::vector<size_t>{0, 2}));
  EXPECT_EQ(Parts[1].Edits, (std::vector<Edit>{{"a.c", 4, 0, "[lisl]"}}));
}

TEST_F(CompositionTest, AnalysesNoMoreThanOnceARepair) {
  repair('A', "a");
  EXPECT_EQ(compose("-A-").After, "-a-");
  EXPECT_EQ(Analyses, 2u); // the text, and with its repair
}

TEST_F(CompositionTest, AnalysesNothingWhereThereIsNothing) {
  EXPECT_FALSE(compose("---").changes());
  EXPECT_EQ(Analyses, 1u);
}

TEST_F(CompositionTest, TakesTheNextRepairWhereOneDoesNotHold) {
  repair('A', "B"); // brings B
  repair('A', "a");
  EXPECT_EQ(compose("A").After, "a");
}

TEST_F(CompositionTest, LeavesNothingUnused) {
  repair('A', "w");
  repair('A', "a");
  EXPECT_EQ(compose("-A-").After, "-a-");
  EXPECT_EQ(compose("wA-").After, "ww-"); // there before
}

TEST_F(CompositionTest, WantsALookWhereSomethingIsLeftUnused) {
  repair('A', "w");
  EXPECT_EQ(compose("-A-", FixChoice::Safe).After, "-A-");
  Composition Made = compose("-A-", FixChoice::All);
  EXPECT_EQ(Made.After, "-w-");
  EXPECT_EQ(Made.Steps[0].Fixed.repair()->Reason,
            "but the compiler would warn of unused label 'w'");
}

TEST_F(CompositionTest, ComesBackToWhatDidNotHoldBefore) {
  repair('D', "d");
  repair('E', "e");
  Composition Made = compose("DE"); // d brings something as long as E is there
  EXPECT_EQ(Made.After, "de");
  ASSERT_EQ(Made.Steps.size(), 2u);
  EXPECT_EQ(Made.Steps[0].After, "De");
}

TEST_F(CompositionTest, LeavesWhatIsForReview) {
  repair('A', "a", Applicability::Review);
  repair('B', "b");
  EXPECT_EQ(compose("AB", FixChoice::Safe).After, "Ab");
  EXPECT_EQ(compose("AB", FixChoice::All).After, "ab");
}

TEST_F(CompositionTest, LeavesOtherFiles) {
  Workbench Bench;
  Bench.Main = "a.h";
  repair('A', "a");
  Bench.Analyse = [this](llvm::StringRef Text) { return analyse(Text); };
  EXPECT_FALSE(
      epf::compose(analyse("A"), "A", FixChoice::All, Bench).changes());
}
