//===- Turns_test.cpp - What is open in later rounds
//-----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Turns, ChoicesDoNotMultiplyInLongLoops) {
  Answers A = ask(R"(void test(struct line *l)
{
	int i;
	for (i = 0; i < 30; i++) {
		if (!l[i].taken)
			continue;
		if (request_irq(l[i].irq, handler, 0, "", &l[i]))
			continue;
		expect_reached();
	}
	expect_reached();
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
  EXPECT_LT(A.States, 2500u);
}

TEST(Turns, ChoicesDoNotMultiplyInWhatLoopsCall) {
  Answers A = ask(R"(
static void take(struct line *l)
{
	switch (l->irq) {
	case 3:
		return;
	case 4:
		unknown();
	}
	l->taken = !request_irq(l->irq, handler, 0, "", l);
}
void test(struct line *l)
{
	int i;
	for (i = 0; i < 20; i++)
		take(&l[i]);
	if (l[19].taken)
		expect_reached();
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
}

TEST(Turns, FirstRoundsAreFreeAndLaterOnesGoAsTheLast) {
  expectRight(R"(void test(struct line *l)
{
	bool ok[4];
	int i;
	for (i = 0; i < 4; i++)
		ok[i] = !request_irq(l[i].irq, handler, 0, "", &l[i]);
	if (ok[0] && !ok[1]) {
		expect_reached();
		expect_held(1);
	}
	if (!ok[0] && ok[1]) {
		expect_reached();
		expect_held(3);
	}
	if (ok[0] && ok[3])
		expect_held(4);
	if (!ok[0] && !ok[3])
		expect_held(0);
	if (ok[2] && !ok[3])
		expect_never();
	if (!ok[2] && ok[3])
		expect_never();
})");
}

TEST(Turns, OuterLoopsHoldInnerOnesToTheirWay) {
  Answers A = ask(R"(void test(struct line *l)
{
	int i, k;
	for (i = 0; i < 6; i++)
		for (k = 0; k < 6; k++)
			if (l[6 * i + k].taken)
				l[6 * i + k].taken = !request_irq(l[6 * i + k].irq, handler, 0, "", l);
	if (l[35].taken)
		expect_reached();
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
}

TEST(Turns, BehindALoopAllIsFreeAgain) {
  expectRight(R"(void test(struct line *l)
{
	int i, round;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 5; i++)
			if (maybe())
				unknown();
		if (!request_irq(l[round].irq, handler, 0, "", &l[round]))
			expect_reached();
		else
			expect_reached();
	}
})");
}
