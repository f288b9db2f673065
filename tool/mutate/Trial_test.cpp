//===- Trial_test.cpp - Tests of the mutation bench -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/Trial.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

static constexpr const char *Sources = EPFLINT_SOURCE_DIR "/testdata";

static Trials tryOn(const std::string &File, unsigned PerClass = 9) {
  GivenFlags Flags(
      {"-std=gnu11", "-nostdinc", "-I" EPFLINT_SOURCE_DIR "/testdata/include"});
  return tryMutants(Sources + File, Flags, SourceRoot(Sources), PerClass);
}

// "return-early in bell_probe: goto err_irq -> return ret: found"
static std::vector<std::string> told(const Trials &All) {
  std::vector<std::string> Lines;
  for (const Trial &T : All.All)
    Lines.push_back((T.Of.Class->Name + " in " + T.Of.Function + ": " +
                     T.Of.Was + " -> " + T.Of.Change.Replacement + ": " +
                     nameOf(T.How))
                        .str());
  return Lines;
}

class Bell : public testing::Test {
protected:
  static void SetUpTestSuite() { All = new Trials(tryOn("/mutate/plain.c")); }
  static void TearDownTestSuite() { delete All; }
  static Trials *All;
};

Trials *Bell::All = nullptr;

TEST_F(Bell, FindsFreesDropped) {
  EXPECT_THAT(All->Unfit, IsEmpty());
  EXPECT_THAT(told(*All), Contains("free-dropped-unwinding in bell_probe: "
                                   "free_irq(b->irq, b) -> : found"));
  EXPECT_THAT(told(*All), Contains("free-dropped-teardown in bell_remove: "
                                   "free_irq(b->irq, b) -> : found"));
}

TEST_F(Bell, FindsWaysRoundTheFree) {
  EXPECT_THAT(told(*All), Contains("return-early in bell_probe: goto err_irq "
                                   "-> return ret: found"));
  EXPECT_THAT(told(*All), Contains("later-label in bell_probe: goto err_spare "
                                   "-> goto err_out: found"));
}

TEST_F(Bell, FindsOtherCookiesAndForms) {
  EXPECT_THAT(told(*All), Contains("other-dev-id in bell_remove: b -> pdev: "
                                   "found"));
  EXPECT_THAT(told(*All),
              Contains("request-made-devm in bell_probe: request_irq(b->irq "
                       "-> devm_request_irq(&pdev->dev, b->irq: found"));
}

TEST_F(Bell, FindsGuardsDropped) {
  EXPECT_THAT(told(*All),
              Contains("guard-dropped in bell_probe: if (b->has_spare)\n\t\t"
                       "free_irq(b->spare, b) -> free_irq(b->spare, b): "
                       "found"));
}

// Nothing in the file calls bell_ignore() after bell_listen().
TEST_F(Bell, SetsApartWhatNoTableJoins) {
  EXPECT_THAT(told(*All), Contains("free-dropped-teardown in bell_ignore: "
                                   "free_irq(line, b) -> : apart"));
}

TEST_F(Bell, TakesNoMoreOfAClassThanAsked) {
  EXPECT_THAT(tryOn("/mutate/plain.c", 1).All, SizeIs(7));
}

TEST(Trial, LeavesDriversAloneThatHaveFindings) {
  Trials All = tryOn("/sample/epf-vdoor.c");
  EXPECT_EQ(All.Unfit, "it has findings as it is");
  EXPECT_THAT(All.All, IsEmpty());
}

TEST(Trial, SaysWhatItCouldNotRead) {
  EXPECT_THAT(tryOn("/mutate/none.c").Unfit, Not(IsEmpty()));
}
