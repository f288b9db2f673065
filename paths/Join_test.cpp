//===- Join_test.cpp - One state for two ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Joined paths, questioned from C (testdata/Questions.h): what all of them know
// stays known, what one of them does is still done, and what depends on which
// of them it was is not answered.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::HasSubstr;

TEST(Join, HullIsOfBoth) {
  Range Errors, Good;
  Errors.clip(-4095, -1);
  Good.clip(1, 8);
  Good.remove(4);
  Range Both = Range::hull(Errors, Good);
  EXPECT_TRUE(Both.contains(-4095));
  EXPECT_TRUE(Both.contains(8));
  EXPECT_FALSE(Both.contains(0));
  EXPECT_FALSE(Both.contains(4));
  EXPECT_FALSE(Both.contains(9));
  Range Four;
  Four.clip(4, 4);
  EXPECT_TRUE(Range::hull(Good, Four).contains(4));
}

static std::string choices(unsigned Count) {
  std::string Text;
  for (unsigned I = 0; I < Count; ++I)
    Text += "if (maybe()) sum += " + std::to_string(1 << I) + ";\n";
  return Text;
}

TEST(Join, ChoicesDoNotMultiply) {
  std::string Code = "void test(struct line *l) { int sum = 0;" + choices(16) +
                     R"(
	if (request_irq(l->irq, handler, sum, "", l))
		return;
	expect_held(1);
	free_irq(l->irq, l);
	expect_held(0);
})";
  EXPECT_FALSE(ask(Code, 5000).Complete);
  Answers A = askJoined(Code);
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
  EXPECT_LT(A.States, 400u);
}

TEST(Join, WhatIsHeldKeepsPathsApart) {
  Answers A = askJoined(R"(void test(struct line *l)
{
	bool wanted = maybe();
	if (wanted && request_irq(l->irq, handler, 0, "", l))
		return;
	if (maybe())
		unknown();
	if (wanted) {
		expect_held(1);
		free_irq(l->irq, l);
	}
	expect_held(0);
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_EQ(A.Unsure, "");
  EXPECT_TRUE(A.Complete);
}

TEST(Join, WhatBothKnowStaysKnown) {
  Answers A = askJoined(R"(void test(struct line *l, int n)
{
	int ret = 0, size;
	if (maybe())
		size = 4;
	else
		size = 16;
	if (request_irq(l->irq, handler, size, "", l))
		return;
	expect_true(size >= 4);
	expect_true(size != 0);
	expect_true(ret == 0);
})");
  EXPECT_EQ(A.Wrong, "");
}

TEST(Join, WhatOneKnowsIsNotKnown) {
  Answers A = askJoined(R"(void test(struct line *l)
{
	int size = 4;
	if (maybe())
		size = 16;
	if (request_irq(l->irq, handler, size, "", l))
		return;
	expect_true(size == 4);
})");
  EXPECT_THAT(A.Wrong, HasSubstr("expect_true"));
}

TEST(Join, FailureAndSuccessStayApart) {
  Answers A = askJoined(R"(static int start(struct line *l)
{
	int ret = unknown();
	if (ret)
		return ret;
	ret = request_irq(l->irq, handler, 0, "", l);
	if (ret)
		return ret;
	if (maybe()) {
		free_irq(l->irq, l);
		return -1;
	}
	return 0;
}
void test(struct line *l)
{
	if (start(l)) {
		expect_held(0);
		return;
	}
	expect_held(1);
	free_irq(l->irq, l);
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
}

TEST(Join, OneOfSeveralIsFreedIsNotTold) {
  Answers A = askJoined(R"(void test(struct line *a, struct line *b)
{
	struct line *l = a;
	if (request_irq(a->irq, handler, 0, "", a))
		return;
	if (request_irq(b->irq, handler, 0, "", b))
		return;
	if (maybe())
		l = b;
	free_irq(l->irq, l);
	expect_reached();
})");
  EXPECT_FALSE(A.Complete);
  EXPECT_EQ(A.Unsure, "what is freed");
}

TEST(Join, OneOfSeveralPlacesIsWritten) {
  Answers A = askJoined(R"(void test(struct line *a, struct line *b)
{
	struct line *l = a;
	a->irq = 5;
	b->irq = 6;
	if (maybe())
		l = b;
	l->irq = 7;
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	expect_true(a->irq == 5 || a->irq == 7);
	expect_true(b->irq == 6);
})");
  EXPECT_THAT(A.Wrong, HasSubstr("expect_true"));
  A = askJoined(R"(void test(struct line *a, struct line *b)
{
	struct line *l = a;
	a->irq = 5;
	b->irq = 6;
	if (maybe())
		l = b;
	l->irq = 7;
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	expect_true(a->irq >= 5);
	expect_true(b->irq <= 7);
})");
  EXPECT_EQ(A.Wrong, "");
}

TEST(Join, LoopOfOneOfSeveralLengths) {
  Answers A = askJoined(R"(void test(struct line *l)
{
	int i, n = 1;
	if (maybe())
		n = 7;
	for (i = 0; i < n; i++)
		if (request_irq(l[i].irq, handler, 0, "", &l[i]))
			return;
	expect_reached();
})");
  EXPECT_FALSE(A.Complete);
  EXPECT_EQ(A.Unsure, "how often a loop goes round");
}

TEST(Join, WhatWasWrittenUnseen) {
  Answers A = askJoined(R"(static void other(struct line *l)
{
	l->irq = unknown();
}
void test(struct line *l)
{
	l->irq = 5;
	if (maybe())
		other(l);
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	expect_held(1);
	free_irq(l->irq, l);
	expect_held(0);
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
}
