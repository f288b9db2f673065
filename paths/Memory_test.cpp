//===- Memory_test.cpp - What memory holds after odd stores ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Structs copied and returned, calls through pointers, arithmetic at the edges
// of types: each was once wrong.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Memory, StructsCanBeSwapped) {
  expectRight(R"(
struct pair { int a; int b; };
void test(struct pair *p, struct pair *q)
{
	struct pair saved;
	p->a = 1;
	q->a = 2;
	saved = *p;
	*p = *q;
	*q = saved;
	expect_true(p->a == 2);
	expect_true(q->a == 1);
	expect_true(q->b == saved.b);
})");
}

TEST(Memory, CopiesKeepWhatWasCopied) {
  expectRight(R"(
struct mode { int on; };
struct lamp { struct mode m; };
void test(struct lamp *l)
{
	struct mode old;
	l->m.on = 1;
	old = l->m;
	l->m.on = 0;
	expect_true(old.on == 1);
})");
}

TEST(Memory, StructsAreReturned) {
  expectRight(R"(
struct pair { int a; int b; };
static struct pair make(int a)
{
	struct pair p = { .a = a, .b = a + 1 };
	return p;
}
void test(void)
{
	struct pair x = make(3), y = make(5);
	expect_true(x.a == 3 && x.b == 4);
	expect_true(y.a == 5 && y.b == 6);
})");
}

TEST(Memory, HelpersAreCalledThroughPointers) {
  expectRight(R"(
struct ops { void *(*alloc)(size_t, gfp_t); };
static const struct ops heap = { .alloc = kzalloc };
struct pair { int a; int b; };
void test(void)
{
	struct pair *p = heap.alloc(sizeof(*p), 0);
	if (p)
		expect_true(p->a == 0);
})");
}

TEST(Memory, UnsignedIsUnsigned) {
  expectRight(R"(void test(unsigned long n)
{
	expect_true((~0ul >> 56) == 0xff);
	expect_true(!(n > ~0ul));
	expect_true((~0ul / 2) == 0x7fffffffffffffff);
})");
}

TEST(Memory, WhatStandsForAnotherIsKept) {
  expectRight(R"(void test(int a, int b)
{
	int c;
	if (a != b)
		return;
	if (b < 3)
		return;
	c = a;
	b = 0;
	if (c)
		expect_reached();
	expect_true(c >= 3);
})");
}
