//===- Explorer_test.cpp - How far an exploration goes --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What keeps an exploration small, what it says when it was not enough, and how
// the entries of a lifecycle hang together. Control flow, expressions and calls
// are questioned in Walk_test.cpp, Eval_test.cpp and Effects_test.cpp.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::IsEmpty;
using testing::Not;

TEST(Explorer, StatesThatAgreeMerge) {
  std::string Ifs, Remembered;
  for (int I = 0; I < 12; ++I) {
    Ifs += "if (unknown()) unknown();\n";
    std::string Seen = "seen" + std::to_string(I);
    Remembered += "int " + Seen + " = 0; if (unknown()) " + Seen +
                  " = 1; if (" + Seen + ") unknown();\n";
  }
  Answers A = ask("void test(void)\n{\n" + Ifs + "expect_reached();\n}");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_LT(A.States, 100u);
  // What nobody reads again does not keep states apart either.
  A = ask("void test(void)\n{\n" + Remembered + "expect_reached();\n}");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_LT(A.States, 200u);
}

TEST(Explorer, HeldActionsKeepStatesApart) {
  Answers A = ask(R"(void test(struct line *l)
{
	bool taken = false;
	if (maybe())
		taken = !request_irq(l->irq, handler, 0, "", l);
	unknown();
	if (taken)
		expect_held(1);
	else
		expect_held(0);
})");
  EXPECT_EQ(A.Wrong, "");
}

TEST(Explorer, OverBudgetIsIncomplete) {
  std::string Snippet = "void test(struct line *l)\n{\n";
  for (int I = 0; I < 12; ++I)
    Snippet += "bool b" + std::to_string(I) + " = maybe();\n";
  for (int I = 0; I < 12; ++I)
    Snippet += "if (b" + std::to_string(I) + ") expect_reached();\n";
  for (int I = 0; I < 12; ++I)
    Snippet += "if (b" + std::to_string(I) + ") expect_reached();\n";
  EXPECT_FALSE(ask(Snippet + "}", 500).Complete);
  EXPECT_TRUE(ask(Snippet + "}", 100000).Complete);
}

TEST(Explorer, PathsOfWhichNothingIsToldEnd) {
  std::string Snippet = R"(struct kind { void (*stop)(struct line *l); };
void test(struct line *l, struct kind *k)
{
	int sum = 0;
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	expect_held(1);
	k->stop(l);
)";
  for (int I = 0; I < 12; ++I)
    Snippet += "if (maybe()) sum += " + std::to_string(1 << I) + ";\n";
  Snippet += "if (request_irq(sum, handler, 0, \"\", l)) return; }";
  Answers A = ask(Snippet, 500);
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
  EXPECT_FALSE(A.Dropped.empty());
}

TEST(Explorer, LongLoopsAreCountedAsDropped) {
  Answers A = ask(R"(void test(void)
{
	int i;
	for (i = 0; i < 1000; i++)
		expect_reached();
	expect_never();
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_THAT(A.Dropped, Not(IsEmpty()));
}

TEST(Explorer, LifecyclesShareTheirObject) {
  expectRight(R"(
static int begin(struct platform_device *pdev)
{
	struct line *l = devm_kzalloc(&pdev->dev, sizeof(*l), GFP_KERNEL);
	if (!l)
		return -ENOMEM;
	l->irq = platform_get_irq(pdev, 0);
	if (l->irq < 0)
		return l->irq;
	platform_set_drvdata(pdev, l);
	return request_irq(l->irq, handler, 0, "", l);
}
static void end(struct platform_device *pdev)
{
	struct line *l = platform_get_drvdata(pdev);
	expect_held(1);
	expect_true(l->irq >= 0);
	free_irq(l->irq, l);
	expect_held(0);
}
struct platform_driver driver = { .probe = begin, .remove = end };
)");
}

TEST(Explorer, TeardownFollowsEverySuccess) {
  expectRight(R"(
static int begin(struct platform_device *pdev)
{
	struct line *l = platform_get_drvdata(pdev);
	l->taken = maybe();
	if (!l->taken)
		return 0;
	return request_irq(l->irq, handler, 0, "", l);
}
static void end(struct platform_device *pdev)
{
	struct line *l = platform_get_drvdata(pdev);
	if (!l->taken) {
		expect_held(0);
		return;
	}
	expect_held(1);
	free_irq(l->irq, l);
}
struct platform_driver driver = { .probe = begin, .remove = end };
)");
}
