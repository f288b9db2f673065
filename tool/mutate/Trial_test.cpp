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
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

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

static std::vector<std::string> apart(const Trials &All, llvm::StringRef Why) {
  std::vector<std::string> Lines;
  for (const Trial &T : All.All)
    if (T.Reason == Why &&
        (T.How == Outcome::Apart || T.How == Outcome::Leaves))
      Lines.push_back((T.Of.Class->Name + " in " + T.Of.Function).str());
  return Lines;
}

TEST(Trial, SetsApartWhatMakesNoDifference) {
  Trials All = tryOn("/mutate/vain.c");
  EXPECT_THAT(All.Unfit, IsEmpty());
  EXPECT_THAT(apart(All, "it hangs on the failure of a call that never fails"),
              UnorderedElementsAre("free-dropped-unwinding in gong_probe",
                                   "later-label in gong_probe",
                                   "other-dev-id in gong_probe",
                                   "return-early in gong_probe"));
  All = tryOn("/mutate/vain-devm.c");
  EXPECT_THAT(All.Unfit, IsEmpty());
  EXPECT_THAT(apart(All, "free_irq() of a number below 0 does nothing"),
              ElementsAre("guard-dropped in chime_remove"));
  EXPECT_THAT(apart(All, "the device core frees what a devm_ request took"),
              UnorderedElementsAre("bound-changed in chime_probe",
                                   "bound-changed in chime_remove",
                                   "free-dropped-teardown in chime_remove"));
  EXPECT_THAT(told(All), Contains("bound-changed in chime_remove: < -> <=: "
                                  "found"));
}

// A branch that frees is no unwinding of the other, which requests.
TEST(Trial, SetsApartWhatTheFileDoesNotShow) {
  Trials All = tryOn("/mutate/vain.c");
  EXPECT_THAT(told(All), Contains("free-dropped-teardown in gong_listen: "
                                  "free_irq(line, g) -> : apart"));
  EXPECT_THAT(apart(All, "a caller may free what is left"),
              ElementsAre("free-dropped-unwinding in gong_open"));
}

TEST(Trial, LeavesDriversAloneThatHaveFindings) {
  Trials All = tryOn("/sample/epf-vdoor.c");
  EXPECT_EQ(All.Unfit, "it has findings as it is");
  EXPECT_THAT(All.All, IsEmpty());
}

TEST(Trial, SaysWhatItCouldNotRead) {
  EXPECT_THAT(tryOn("/mutate/none.c").Unfit, Not(IsEmpty()));
}
