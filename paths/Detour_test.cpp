//===- Detour_test.cpp - The way round what does not matter ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Detour.h"
#include "testdata/Questions.h"
#include "testdata/SlicedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

TEST(Detour, GoesOnWhereTheArmsMeet) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	if (debug)
		trace(f);
	return request_irq(f->irq, event, 0, "", f);
})");
  Detours Ways(C.slice());
  const Detour *D = Ways.around(C.body("f"), C.branch("debug"));
  ASSERT_TRUE(D);
  EXPECT_EQ(D->Join, C.callOf("request_irq"));
  EXPECT_TRUE(D->Between.test(C.branch("debug")->getBlockID()));
  EXPECT_TRUE(D->Between.test(C.callOf("trace")->getBlockID()));
  EXPECT_FALSE(D->Between.test(D->Join->getBlockID()));
  EXPECT_TRUE(D->Unknown.empty());
}

TEST(Detour, ThereIsNoneRoundWhatMatters) {
  SlicedC C(R"(int f(struct foo *f)
{
	if (f->has_irq)
		return request_irq(f->irq, event, 0, "", f);
	return 0;
})");
  Detours Ways(C.slice());
  EXPECT_FALSE(Ways.around(C.body("f"), C.branch("f->has_irq")));
  EXPECT_FALSE(Ways.around(C.body("f"), C.callOf("request_irq")));
}

// A whole nest of branches and loops is left out at once.
TEST(Detour, LeavesOutLoopsWithTheirBranches) {
  SlicedC C(R"(int f(struct foo *f, int n)
{
	int i;
	for (i = 0; i < n; i++) {
		if (f->speed)
			trace(f);
		else if (f->notes)
			break;
	}
	return request_irq(f->irq, event, 0, "", f);
})");
  Detours Ways(C.slice());
  const Detour *D = Ways.around(C.body("f"), C.branch("i < n"));
  ASSERT_TRUE(D);
  EXPECT_EQ(D->Join, C.callOf("request_irq"));
  EXPECT_TRUE(D->Between.test(C.branch("f->speed")->getBlockID()));
  EXPECT_TRUE(D->Between.test(C.branch("f->notes")->getBlockID()));
}

// What `&&` gave is asked for behind the detour: it is not known there.
TEST(Detour, NamesWhatIsUsedBehindIt) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	f->notes = debug && f->speed;
	return request_irq(f->irq, event, 0, "", f);
})");
  Detours Ways(C.slice());
  const Detour *D = Ways.around(C.body("f"), C.branch("debug"));
  ASSERT_TRUE(D);
  ASSERT_EQ(D->Unknown.size(), 1u);
  EXPECT_TRUE(isa<BinaryOperator>(D->Unknown.front()));
}

TEST(Detour, ThereIsNoneWhereALoopIsNeverLeft) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	int ret = request_irq(f->irq, event, 0, "", f);
	if (ret)
		return ret;
	if (debug)
		return 0;
	for (;;)
		trace(f);
})",
            /*Answers=*/false);
  Detours Ways(C.slice());
  EXPECT_FALSE(Ways.around(C.body("f"), C.branch("debug")));
}

// Branches that matter to nothing cost no state each.
TEST(Detour, SavesStates) {
  auto Code = [](unsigned Branches) {
    std::string Text = "int test(struct line *l)\n{\nint n = 0;\n";
    for (unsigned I = 0; I < Branches; ++I)
      Text += "if (unknown())\nn += " + std::to_string(I) + ";\n";
    return Text + "return request_irq(l->irq, handler, 0, \"\", l);\n}\n";
  };
  EXPECT_LE(ask(Code(40)).States, ask(Code(0)).States + 40);
}

TEST(Detour, WhatIsNotKnownBehindItMayBeEither) {
  expectRight(R"(void test(struct line *l, int debug)
{
	bool both = debug && l->taken;
	int ret = request_irq(l->irq, handler, 0, "", l);
	if (ret)
		return;
	expect_held(1);
	if (both)
		expect_reached();
	else
		expect_reached();
	free_irq(l->irq, l);
})");
}
