//===- Traits_test.cpp - What joined paths are told apart by --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What joined paths can't answer (Join_test.cpp) is answered when the walk
// begins anew with just that kept apart, and all else is still joined.
//
//===----------------------------------------------------------------------===//

#include "paths/Junctions.h"
#include "testdata/ParsedC.h"
#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

static std::string choices(unsigned Count) {
  std::string Text = "int sum = 0;";
  for (unsigned I = 0; I < Count; ++I)
    Text += "if (maybe()) sum += " + std::to_string(1 << I) + ";\n";
  return Text;
}

static void expectTold(const std::string &Body) {
  std::string Code =
      "void test(struct line *a, struct line *b) {" + choices(16) +
      "if (request_irq(a->irq, handler, sum, \"\", a)) return;" + Body + "}";
  EXPECT_FALSE(ask(Code, 5000).Complete);
  EXPECT_NE(askJoined(Code).Unsure, "") << Code;
  Answers A = askApart(Code);
  EXPECT_EQ(A.Unsure, "") << Code;
  EXPECT_EQ(A.Wrong, "") << Code;
  EXPECT_TRUE(A.Complete) << Code;
  EXPECT_LT(A.States, 1000u) << Code;
}

TEST(Traits, WhichOfTwoIsFreed) {
  expectTold(R"(
	struct line *l = a;
	if (request_irq(b->irq, handler, 0, "", b))
		return;
	if (maybe())
		l = b;
	if (maybe())
		unknown();
	free_irq(l->irq, l);
	expect_held(1);
)");
}

TEST(Traits, HowLongALoopIs) {
  expectTold(R"(
	int i, n = 1;
	if (maybe())
		n = 7;
	for (i = 0; i < n; i++)
		if (request_irq(b[i].irq, handler, 0, "", &b[i]))
			return;
	if (n == 7)
		expect_held(8);
	else
		expect_held(2);
)");
}

TEST(Traits, WhichMemoryAPointerReads) {
  expectTold(R"(
	struct line *l = a;
	int i;
	a->irq = 5;
	b->irq = 1;
	bool second = maybe();
	if (second)
		l = b;
	for (i = 0; i < l->irq; i++)
		if (request_irq(b[i].irq, handler, 0, "", &b[i]))
			return;
	if (second)
		expect_held(2);
	else
		expect_held(6);
)");
}

TEST(Traits, WhatOnlyOneKnows) {
  expectTold(R"(
	int i, n = a->taken ? b->irq : 1;
	if (n < 0)
		return;
	for (i = 0; i < n; i++)
		if (request_irq(b[i].irq, handler, 0, "", &b[i]))
			return;
	expect_reached();
)");
}

// What only some know is told apart by only if what a value was taken from is
// not enough.
TEST(Traits, FactsComeLast) {
  ParsedC C("int a;");
  Machine M(C.context());
  ValueRef A = M.Pool.fresh("a", nullptr, M.Ctx.IntTy);
  ValueRef Several = M.Pool.joined("j", nullptr, false, M.Ctx.IntTy);
  ValueRef Sum = M.Pool.op(OpKind::Add, Several, A, M.Ctx.IntTy);
  State Any(M.Facts.empty()), Knows = Any;
  Knows.Known = *M.Facts.assume(
      Any.Known, M.Pool.op(OpKind::Lt, A, M.Pool.number(5), M.Ctx.IntTy), true);
  auto Walk = [&] {
    M.Apart.begin();
    M.Apart.differ(Several, {Trait::In::Result});
    M.Apart.lose(A);
  };
  auto TellsApart = [&] {
    return M.Apart.classOf(M, Any) != M.Apart.classOf(M, Knows);
  };
  Walk();
  EXPECT_TRUE(M.Apart.blame(Sum, false));
  EXPECT_FALSE(TellsApart());
  Walk();
  EXPECT_TRUE(M.Apart.blame(Sum, false));
  EXPECT_TRUE(TellsApart());
}

TEST(Traits, AFactIsBlamedOnce) {
  ParsedC C("int a;");
  Machine M(C.context());
  ValueRef A = M.Pool.fresh("a", nullptr, M.Ctx.IntTy);
  M.Apart.lose(A);
  EXPECT_TRUE(M.Apart.blame(A, false));
  EXPECT_FALSE(M.Apart.blame(A, false));
}

// How long loops are is asked for whatever is held.
TEST(Traits, WhatTheCodeAskedFirstIsNotForgotten) {
  ParsedC C("int a;");
  Machine M(C.context());
  auto Several = [&](const char *Name) {
    ValueRef V = M.Pool.fresh(Name, nullptr, M.Ctx.IntTy);
    M.Apart.differ(V, {Trait::In::Value, Name});
    return V;
  };
  ValueRef A = Several("a"), B = Several("b"), Late = Several("late");
  M.ask(true, "how often a loop goes round", A);
  M.ask(true, "what is freed", B, true);
  M.ask(true, "how often a loop goes round", Late);
  M.Apart.forgetHeld();
  // Its range is known: what is left is which it is.
  EXPECT_TRUE(M.Apart.blame(A, false));
  EXPECT_FALSE(M.Apart.blame(A, false));
  EXPECT_TRUE(M.Apart.blame(B, true));
  EXPECT_TRUE(M.Apart.blame(Late, false));
  EXPECT_TRUE(M.Apart.blame(Late, false));
}

// What one walk blames, the next must find under the same name.
TEST(Traits, NamesLastFromWalkToWalk) {
  ParsedC C("int a;");
  Machine M(C.context());
  Junctions All(M, 1);
  auto Join = [&] {
    All.clear();
    for (int N : {1, 2}) {
      State S(M.Facts.empty());
      S.Result = M.Pool.number(N);
      All.meet(std::move(S), 0, [](State &) {});
    }
    return All.pop().Result;
  };
  ValueRef First = Join();
  EXPECT_TRUE(First->isJoined());
  EXPECT_EQ(First, Join());
}
