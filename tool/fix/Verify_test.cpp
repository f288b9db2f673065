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
    Repair.Edits = {{"a.c", 0, 1, Replacement}};
    Leak.Repairs = {Repair};
    Before.Findings = {Leak};
    Workbench Bench;
    Bench.Main = "a.c";
    Bench.Analyse = [this](llvm::StringRef) { return After; };
    Bench.Form = [](llvm::ArrayRef<Edit> Edits, llvm::StringRef) {
      return Edits.vec();
    };
    verifyRepair(Leak, Before, "X", Bench);
    return Leak.Repairs[0];
  }

  Finding Leak;
  UnitReport Before, After;
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
