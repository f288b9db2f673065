//===- StandIn_test.cpp - One unknown error is as good as another ---------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That paths with different errors become one shows in the number of states;
// that nothing is lost by it, in the answers.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

/// Calls that may fail, one after another, each with a question at the end
/// that costs a state a path.
static std::string chain(unsigned Calls, const std::string &End) {
  std::string Code = "int test(struct line *l)\n{\nint ret;\n";
  for (unsigned I = 0; I < Calls; ++I)
    Code += "ret = unknown();\nif (ret)\ngoto out;\n";
  return Code + "ret = request_irq(l->irq, handler, 0, \"\", l);\nout:\n" +
         End + "\nreturn ret;\n}\n";
}

static unsigned statesOf(const std::string &Code) {
  Answers A = ask(Code);
  EXPECT_EQ(A.Wrong, "") << Code;
  EXPECT_TRUE(A.Complete);
  return A.States;
}

// Behind the label each path walks ten conditions on its own, or all do once.
TEST(StandIn, ErrorsOfManyCallsAreOne) {
  std::string Tail;
  for (int I = 0; I < 5; ++I)
    Tail += "if (l->taken)\nexpect_reached();\nl->taken = maybe();\n";
  unsigned Few = statesOf(chain(2, Tail)), Many = statesOf(chain(12, Tail));
  // Ten more calls cost their own branches, and not ten more tails.
  unsigned Tails = statesOf(chain(0, Tail));
  EXPECT_LT(Many - Few, 10 * Tails / 2);
}

TEST(StandIn, AnErrorStaysAnError) {
  expectRight(chain(3, "if (ret) expect_held(0); else expect_held(1);"));
}

// Constants are asked for by name.
TEST(StandIn, NumbersAreNotMixedUp) {
  expectRight(R"(int test(struct line *l)
{
	int ret = unknown();
	if (ret) {
		ret = -12;
		goto out;
	}
	ret = request_irq(l->irq, handler, 0, "", l);
	if (ret) {
		ret = -22;
		goto out;
	}
out:
	if (ret == -12)
		expect_held(0);
	else if (ret == 0)
		expect_held(1);
	else
		expect_true(ret == -22);
	return ret;
})");
}

// A result that is kept twice is still the same in both places.
TEST(StandIn, WhatIsKeptTwiceStaysTheSame) {
  expectRight(R"(int test(struct line *l, struct line *m)
{
	int ret, saved = 0;

	ret = unknown();
	saved = ret;
	if (ret)
		goto out;
	ret = unknown();
	saved = ret;
	if (ret)
		goto out;
	ret = request_irq(l->irq, handler, 0, "", l);
	saved = ret;
out:
	if (saved)
		expect_true(ret != 0);
	if (ret == saved)
		expect_reached();
	else
		expect_never();
	return ret;
})");
}

// What another value was made of is not replaced alone.
TEST(StandIn, WhatWasComputedFromItStillFits) {
  expectRight(R"(int test(struct line *l)
{
	int ret, next;

	ret = unknown();
	next = ret + 1;
	if (ret)
		goto out;
	ret = unknown();
	next = ret + 1;
	if (ret)
		goto out;
	ret = request_irq(l->irq, handler, 0, "", l);
	next = ret + 1;
out:
	if (ret == -4)
		expect_true(next == -3);
	return ret;
})");
}

// Ranges that differ tell errors apart.
TEST(StandIn, RangesAreKept) {
  expectRight(R"(int test(struct line *l)
{
	int ret = unknown();

	if (ret < 0)
		goto out;
	ret = unknown();
	if (ret > 0)
		goto out;
	ret = request_irq(l->irq, handler, 0, "", l);
	if (ret)
		return 0;
out:
	if (ret == 0)
		expect_held(1);
	else
		expect_held(0);
	return ret;
})");
}

// Where the path still has the other result, the two are two.
TEST(StandIn, TwoResultsOfOnePathStayTwo) {
  expectRight(R"(int test(struct line *l)
{
	int ret, saved = 0;

	ret = unknown();
	if (ret && maybe())
		goto out;
	saved = ret;
	ret = unknown();
	if (ret)
		goto out;
	ret = request_irq(l->irq, handler, 0, "", l);
out:
	if (saved && ret) {
		if (ret == saved)
			expect_reached();
		else
			expect_reached();
	}
	return ret;
})");
}
