//===- Compare_test.cpp - The same finding before and after a patch -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings made by hand, and a patch that puts two lines at the top of a file
// and one at its end.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Compare.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using namespace epf::patch;
using testing::ElementsAre;

namespace {
class CompareTest : public testing::Test {
protected:
  CompareTest() {
    Changed.OldPath = Changed.NewPath = "x.c";
    AppliedFile File{&Changed, {}};
    // Old lines 1 to 10 are new lines 3 to 12; 13 is added.
    for (unsigned Line = 1; Line <= 13; ++Line) {
      bool IsTop = Line <= 2, IsEnd = Line == 13;
      Origin From;
      From.Base = IsTop || IsEnd ? 0 : Line - 2;
      From.Hunk = Line <= 5 ? 1 : Line >= 10 ? 2 : 0;
      File.Place.Lines.push_back(From);
    }
    File.Place.Hunks.resize(2);
    File.Place.Hunks[0].NewLine = 1;
    File.Place.Hunks[0].NewCount = 5;
    File.Place.Hunks[1].NewLine = 10;
    File.Place.Hunks[1].NewCount = 4;
    Patch.push_back(std::move(File));
  }

  static Finding finding(unsigned Line, llvm::StringRef Resource = "foo->irq",
                         llvm::StringRef File = "x.c") {
    Finding F;
    F.Rule = "epf-irq-leak";
    F.Function = "f";
    F.Role = "error-return";
    F.Resource = Resource.str();
    F.Where = {File.str(), Line, 1, Line, 2};
    return F;
  }

  FilePatch Changed;
  std::vector<AppliedFile> Patch;
};
} // namespace

TEST_F(CompareTest, LinesTellAlikeFindingsApart) {
  EXPECT_THAT(match({finding(3)}, {finding(1), finding(5)}, Patch),
              ElementsAre(1));
  EXPECT_THAT(match({finding(3), finding(5)}, {finding(7)}, Patch),
              ElementsAre(std::nullopt, 0));
}

TEST_F(CompareTest, MovedFindingsAreTheSame) {
  EXPECT_THAT(match({finding(3)}, {finding(13)}, Patch), ElementsAre(0));
  Changed.OldPath = "old.c";
  EXPECT_THAT(match({finding(3, "foo->irq", "old.c")}, {finding(5)}, Patch),
              ElementsAre(0));
}

TEST_F(CompareTest, AnotherNameForTheIndexIsNoRepair) {
  EXPECT_THAT(
      match({finding(3, "db[i].virq")}, {finding(9, "db[req].virq")}, Patch),
      ElementsAre(0));
  EXPECT_THAT(match({finding(3, "tx->irq")}, {finding(5, "rx->irq")}, Patch),
              ElementsAre(std::nullopt));
  Finding Other = finding(5);
  Other.Rule = "epf-irq-stray-free";
  EXPECT_THAT(match({finding(3)}, {Other}, Patch), ElementsAre(std::nullopt));
}

TEST_F(CompareTest, BlamesTheHunkThatAddsTheLine) {
  auto From = causeOf(finding(13), Patch);
  ASSERT_TRUE(From);
  EXPECT_EQ(From->Hunk, 2u);
  EXPECT_FALSE(From->Remote);
}

TEST_F(CompareTest, BlamesAStepOfTheScenario) {
  Finding F = finding(8);
  F.Witness = {{EventKind::Call, "calling g()", {"x.c", 13, 1, 13, 2}},
               {EventKind::Acquire, "requested", {"x.c", 2, 1, 2, 2}}};
  auto From = causeOf(F, Patch);
  ASSERT_TRUE(From);
  EXPECT_EQ(From->Hunk, 1u);
  EXPECT_TRUE(From->Remote);
  F.Witness.pop_back();
  EXPECT_FALSE(isTouched(F, Patch)) << "to be called from there is no change";
}

TEST_F(CompareTest, LeavesOpenWhatItDecidesAbout) {
  Finding F = finding(8);
  F.Witness = {{EventKind::Assume, "assuming g() fails", {"x.c", 2, 1, 2, 2}}};
  EXPECT_FALSE(leftOpenBy(F, Patch));
  F.Witness.push_back(
      {EventKind::Assume, "assuming 'x > 1' is true", {"x.c", 13, 1, 13, 2}});
  auto From = leftOpenBy(F, Patch);
  ASSERT_TRUE(From);
  EXPECT_EQ(From->Hunk, 2u);
  EXPECT_TRUE(From->Remote);
}

TEST_F(CompareTest, BlamesTheNearestHunkElse) {
  EXPECT_EQ(causeOf(finding(6), Patch)->Hunk, 1u);
  EXPECT_EQ(causeOf(finding(9), Patch)->Hunk, 2u);
  EXPECT_FALSE(causeOf(finding(9, "foo->irq", "y.c"), Patch));
}

TEST_F(CompareTest, BlamesAHeaderForOtherFiles) {
  Changed.OldPath = Changed.NewPath = "x.h";
  auto From = causeOf(finding(9, "foo->irq", "y.c"), Patch);
  ASSERT_TRUE(From);
  EXPECT_EQ(From->File, "x.h");
  EXPECT_TRUE(From->Remote);
}
