//===- Verify_test.cpp - Which repairs hold -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"
#include "tool/fix/Verify.h"
#include "gtest/gtest.h"

using namespace epf;

namespace {
/// A file "X" with one finding that any repair takes away.
class VerifyTest : public testing::Test {
protected:
  VerifyTest() {
    Before.Outcomes = {{"start", {"irq"}}};
    After.Outcomes = Before.Outcomes;
    Leak.Rule = "epf-irq-leak";
    Leak.Group = "symmetry";
  }

  Fix tried(std::string Replacement) {
    Fix Repair;
    Repair.How = Applicability::Safe;
    Repair.Edits = {{"a.c", 0, Length, Replacement}};
    Leak.Repairs = {Repair};
    std::vector<Finding> Others = Before.Findings;
    Before.Findings.insert(Before.Findings.begin(), Leak);
    Workbench Bench;
    Bench.Main = "a.c";
    Bench.Analyse = [this](llvm::StringRef) { return After; };
    if (Longer)
      Bench.AnalyseLonger = [this](llvm::StringRef) { return *Longer; };
    Bench.Form = [](llvm::ArrayRef<Edit> Edits, llvm::StringRef) {
      return Edits.vec();
    };
    verifyRepair(Leak, Before, Text, Bench);
    Before.Findings = Others;
    return Leak.Repairs[0];
  }

  Finding Leak;
  UnitReport Before, After;
  std::optional<UnitReport> Longer; ///< what more time shows
  std::string Text = "X";
  unsigned Length = 1;
};
} // namespace

TEST_F(VerifyTest, KeepsWhatSuccessMeans) { EXPECT_TRUE(tried("Y").Verified); }

TEST_F(VerifyTest, RefusesToHoldLessWhereSetUpSucceeds) {
  After.Outcomes = {{"start", {"irq", "nothing"}}};
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason,
            "start() would hold something else when it succeeds");
}

TEST_F(VerifyTest, RefusesToRequestNoMore) {
  After.Outcomes = {{"start", {"nothing"}}};
  EXPECT_FALSE(tried("Y").Verified);
}

TEST_F(VerifyTest, RefusesALoopThatMayNotEnd) {
  Before.NotJudged = {{EndlessLoop, 1}};
  After.NotJudged = {{EndlessLoop, 1}};
  EXPECT_TRUE(tried("Y").Verified);
  After.NotJudged = {{EndlessLoop, 2}};
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason, "a loop of the result may not end");
}

TEST_F(VerifyTest, RefusesAVariableWithoutAValue) {
  Before.Unset = After.Unset = {"variable 'i' is uninitialized"};
  EXPECT_TRUE(tried("Y").Verified);
  After.Unset.push_back("variable 'n' may be uninitialized");
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason,
            "the compiler would warn of variable 'n' may be uninitialized");
}

TEST_F(VerifyTest, RefusesAnErrorThatIsNotReturned) {
  Before.Flaws = After.Flaws = {{FlawKind::LostError, "start", 1}};
  EXPECT_TRUE(tried("Y").Verified);
  After.Flaws[0].Count = 2;
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason,
            "start() would not return an error that it sets");
}

TEST_F(VerifyTest, RefusesToFreeDoorbellsOutOfPlace) {
  After.Flaws = {{FlawKind::NothingToFree, "start", 1}};
  EXPECT_FALSE(tried("Y").Verified);
  Leak.Rule = "epf-doorbell-leak";
  After.Flaws = {{FlawKind::FreedUnderIrq, "start", 1}};
  EXPECT_FALSE(tried("Y").Verified);
}

TEST_F(VerifyTest, LeavesAFreeUnderAnIrqThatLeaksToThePerson) {
  Before.Findings = {Leak};
  Leak.Rule = "epf-doorbell-leak";
  After.Findings = Before.Findings;
  After.Flaws = {{FlawKind::FreedUnderIrq, "start", 1}};
  EXPECT_TRUE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].How, Applicability::Review);
  EXPECT_EQ(Leak.Repairs[0].Reason, "but start() would free doorbells while an "
                                    "irq of theirs is requested");
}

TEST_F(VerifyTest, LeavesToThePersonWhatIsNotWhole) {
  Leak.Resource = "a->irq";
  Finding Other = Leak;
  Other.Function = "stop";
  Other.Where.Line = 1;
  Before.Findings = After.Findings = {Other};
  Fix Repair = tried("Y");
  EXPECT_TRUE(Repair.Verified);
  EXPECT_EQ(Repair.How, Applicability::Review);
}

TEST_F(VerifyTest, RefusesToTakeTheConditionFromAStrayFree) {
  Finding Stray;
  Stray.Rule = "epf-irq-stray-free";
  Stray.Function = "stop";
  Stray.Resource = "a->irq";
  Stray.Where.Line = 2;
  Before.Findings = After.Findings = {Stray};
  Text = "\tif (a)\n\t\tfree_irq(a->irq, a);\n";
  Length = 11;
  EXPECT_FALSE(tried("\t").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason,
            "it takes the condition from a free that is stray");
  EXPECT_TRUE(tried("\tif (b)\n\t\t").Verified);
}

TEST_F(VerifyTest, RefusesThatNothingSucceedsAnyMore) {
  FunctionReport Whole;
  Whole.Name = "start";
  After.Functions = {Whole};
  After.Outcomes.clear();
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason, "start() would never succeed");
}

TEST_F(VerifyTest, SeesMoreBehindAFreeThatIsGone) {
  Leak.Rule = "epf-irq-stray-free";
  After.Outcomes = {{"start", {"irq", "nothing"}}};
  EXPECT_TRUE(tried("Y").Verified);
  After.Outcomes = {{"start", {"nothing"}}};
  EXPECT_FALSE(tried("Y").Verified);
}

TEST_F(VerifyTest, MayGiveBackBeforeASuccessThatWouldLeak) {
  Leak.AfterSuccess = true;
  After.Outcomes = {{"start", {"nothing"}}};
  EXPECT_TRUE(tried("Y").Verified);
}

TEST_F(VerifyTest, LeavesItToThePersonToTakeSomethingOut) {
  EXPECT_EQ(tried("Y").How, Applicability::Safe);
  EXPECT_EQ(tried(" \n").How, Applicability::Review);
}

TEST_F(VerifyTest, LetsACallerHoldNoMoreWhatAFailureLeft) {
  Before.Outcomes = After.Outcomes = {{"restart", {"irq", "nothing"}}};
  After.Outcomes[0].Held = {"nothing"};
  Leak.Function = "start";
  Leak.Role = "error-return";
  EXPECT_TRUE(tried("Y").Verified);
  Leak.Function = "restart";
  EXPECT_FALSE(tried("Y").Verified);
}

TEST_F(VerifyTest, KnowsANewFindingFromOneOfItsKind) {
  Finding Old;
  Old.Rule = "epf-irq-stray-free";
  Old.Function = "stop";
  Old.Resource = "a->irq";
  Old.Where.Line = 1;
  Before.Findings = {Old};
  After.Findings = {Old};
  EXPECT_TRUE(tried("Y").Verified);
  // It has another name, or moves by the line that the repair puts in.
  After.Findings[0].Resource = "irq";
  EXPECT_TRUE(tried("Y").Verified);
  After.Findings[0].Where.Line = 2;
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason, "it brings epf-irq-stray-free in stop()");
  EXPECT_TRUE(tried("Y\nY").Verified);
}

TEST_F(VerifyTest, KnowsADoubtThatAFindingCovered) {
  Finding Doubt;
  Doubt.Rule = "epf-irq-leak";
  Doubt.Function = "probe";
  Doubt.Resource = "irq";
  After.Doubts = {Doubt};
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason, "it may bring epf-irq-leak in probe()");
  Before.Covered = {Doubt};
  Before.Covered[0].Function = "start";
  EXPECT_TRUE(tried("Y").Verified);
}

TEST_F(VerifyTest, KnowsADoubtInThePlaceOfTheFinding) {
  Leak.Where.Line = 1;
  After.Doubts = {Leak};
  EXPECT_FALSE(tried("Y").Verified);
  Before.Covered = {Leak};
  EXPECT_TRUE(tried("Y").Verified);
}

TEST_F(VerifyTest, TakesMoreTimeForWhatARepairAdds) {
  FunctionReport Whole, Partly;
  Whole.Name = Partly.Name = "start";
  Partly.Complete = false;
  Before.Functions = {Whole};
  After.Status = UnitStatus::Incomplete;
  After.Functions = {Partly};
  EXPECT_FALSE(tried("Y").Verified);
  // What is there in the end counts, and a person looks at it.
  Longer = Before;
  EXPECT_TRUE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].How, Applicability::Review);
  Longer->Findings = {Leak};
  EXPECT_FALSE(tried("Y").Verified);
  EXPECT_EQ(Leak.Repairs[0].Reason, "the finding is still there");
  Longer = After;
  EXPECT_FALSE(tried("Y").Verified);
}
