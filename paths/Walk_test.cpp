//===- Walk_test.cpp - Branches, jumps and loops --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Control flow as drivers write it, questioned from C (testdata/Questions.h).
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Walk, GotoChains) {
  expectRight(R"(int test(struct line *a, struct line *b)
{
	int ret = request_irq(a->irq, handler, 0, "", a);
	if (ret)
		goto out;
	ret = request_irq(b->irq, handler, 0, "", b);
	if (ret)
		goto free_a;
	ret = unknown();
	if (ret)
		goto free_b;
	expect_held(2);
	return 0;
free_b:
	expect_held(2);
	free_irq(b->irq, b);
free_a:
	expect_held(1);
	free_irq(a->irq, a);
out:
	expect_held(0);
	expect_true(ret != 0);
	return ret;
})");
}

TEST(Walk, GotoBackwards) {
  expectRight(R"(void test(struct line *l)
{
	int tries = 0;
again:
	tries++;
	if (request_irq(l->irq, handler, 0, "", l)) {
		if (tries < 3)
			goto again;
		expect_true(tries == 3);
		expect_held(0);
		return;
	}
	expect_held(1);
})");
}

TEST(Walk, SwitchFallsThrough) {
  expectRight(R"(void test(int kind)
{
	int n = 0;
	switch (kind) {
	case 2:
		n++;
		fallthrough;
	case 1:
		n++;
		break;
	case 0:
		expect_true(kind == 0);
		return;
	default:
		expect_true(kind != 0 && kind != 1 && kind != 2);
		n = 9;
	}
	if (n == 2)
		expect_true(kind == 2);
	if (n == 1)
		expect_true(kind == 1);
	expect_true(n != 0);
})");
}

TEST(Walk, SwitchOnANumber) {
  expectRight(R"(void test(void)
{
	int kind = 7;
	switch (kind) {
	case 1 ... 5:
		expect_never();
		break;
	case 6 ... 8:
		expect_reached();
		break;
	default:
		expect_never();
	}
	switch (kind) {
	case 1:
		expect_never();
	}
	expect_reached();
})");
}

TEST(Walk, SwitchRangesNarrow) {
  expectRight(R"(void test(int kind)
{
	switch (kind) {
	case 1 ... 5:
		expect_true(kind >= 1 && kind <= 5);
		break;
	case 9:
		expect_true(kind == 9);
		break;
	default:
		expect_true(kind != 9);
		if (kind == 3)
			expect_never();
	}
})");
}

TEST(Walk, SwitchRangesAreDecidedOnce) {
  expectRight(R"(void test(int kind, struct line *l)
{
	switch (kind) {
	case 1 ... 5:
		if (request_irq(l->irq, handler, 0, "", l))
			return;
	}
	switch (kind) {
	case 1 ... 5:
		expect_held(1);
		free_irq(l->irq, l);
	}
	expect_held(0);
})");
}

TEST(Walk, DoWhileZeroIsNoLoop) {
  expectRight(R"(
#define TAKE(l)						\
	do {						\
		if (request_irq((l)->irq, handler, 0, "", (l)))	\
			return;				\
	} while (0)
void test(struct line *a, struct line *b)
{
	TAKE(a);
	expect_held(1);
	do {
		if (maybe())
			break;
		TAKE(b);
		expect_held(2);
		free_irq(b->irq, b);
	} while (0);
	expect_held(1);
})");
}

TEST(Walk, LoopsCountRequestsAndReleases) {
  expectRight(R"(
struct rack { unsigned int n; int irq[8]; };
void test(struct rack *r)
{
	unsigned int i;
	for (i = 0; i < r->n; i++) {
		expect_held(i);
		if (request_irq(r->irq[i], handler, 0, "", r))
			break;
	}
	expect_held(i);
	while (i)
		free_irq(r->irq[--i], r);
	expect_held(0);
})");
}

TEST(Walk, UnwindsSignedCounters) {
  expectRight(R"(
struct rack { int n; int irq[8]; };
void test_for(struct rack *r)
{
	int i;
	for (i = 0; i < r->n; i++)
		if (request_irq(r->irq[i], handler, 0, "", r))
			goto undo;
	return;
undo:
	expect_held(i);
	for (i--; i >= 0; i--) {
		free_irq(r->irq[i], r);
		expect_held(i);
	}
	expect_held(0);
	expect_true(i == -1);
}
void test_while(struct rack *r)
{
	int i;
	for (i = 0; i < r->n; i++)
		if (request_irq(r->irq[i], handler, 0, "", r))
			break;
	while (i-- > 0)
		free_irq(r->irq[i], r);
	expect_held(0);
})");
}

TEST(Walk, UnwindsByASecondIndex) {
  expectRight(R"(
struct rack { int n; int irq[8]; };
void test(struct rack *r)
{
	int i, j;
	for (i = 0; i < r->n; i++)
		if (request_irq(r->irq[i], handler, 0, "", r))
			break;
	if (i == r->n)
		return;
	for (j = 0; j < i; j++)
		free_irq(r->irq[j], r);
	expect_held(0);
})");
}

TEST(Walk, TeardownOfAnUnknownCount) {
  expectRight(R"(
struct rack { int n; int irq[8]; };
void test(struct rack *r)
{
	int i;
	for (i = 0; i < r->n; i++)
		if (request_irq(r->irq[i], handler, 0, "", r))
			return;
	expect_held(i);
	expect_true(i >= r->n);
	for (i = 0; i < r->n; i++)
		free_irq(r->irq[i], r);
	expect_held(0);
})");
}

TEST(Walk, LoopsOfKnownLengthEnd) {
  expectRight(R"(void test(int *irq)
{
	int i, n = 0;
	for (i = 0; i < 5; i++) {
		if (i == 2)
			continue;
		n += i;
		expect_reached();
	}
	expect_true(n == 8);
	for (i = 10; i; --i) {
		expect_reached();
		n--;
	}
	expect_true(n == -2);
})");
}

TEST(Walk, EarlyContinueSkipsTheSame) {
  expectRight(R"(
struct rack { int n; int irq[8]; bool used[8]; };
void test(struct rack *r)
{
	int i;
	for (i = 0; i < r->n; i++) {
		if (!r->used[i])
			continue;
		if (request_irq(r->irq[i], handler, 0, "", r))
			goto undo;
	}
	return;
undo:
	while (i--) {
		if (!r->used[i])
			continue;
		free_irq(r->irq[i], r);
	}
	expect_held(0);
})");
}

TEST(Walk, ListsAreWalkedAndUnwound) {
  expectRight(R"(
struct hub { struct list_head lines; };
void test(struct hub *h)
{
	struct line *l;
	int n = 0;
	list_for_each_entry(l, &h->lines, node) {
		if (request_irq(l->irq, handler, 0, "", l))
			goto undo;
		n++;
		expect_held(n);
	}
	return;
undo:
	expect_held(n);
	list_for_each_entry_continue_reverse(l, &h->lines, node) {
		free_irq(l->irq, l);
		expect_held(--n);
	}
	expect_held(0);
})");
}

TEST(Walk, ListsAreWalkedTwiceTheSame) {
  expectRight(R"(
struct hub { struct list_head lines; };
void test(struct hub *h)
{
	struct line *l;
	list_for_each_entry(l, &h->lines, node)
		if (request_irq(l->irq, handler, 0, "", l))
			return;
	list_for_each_entry(l, &h->lines, node)
		free_irq(l->irq, l);
	expect_held(0);
})");
}

TEST(Walk, WhatIsNeverLeftIsNeverLeft) {
  expectRight(R"(
void panic(const char *why);
void test(int n)
{
	if (n > 3 && n < 2)
		expect_never();
	if (n == 4) {
		if (n != 4)
			expect_never();
		expect_reached();
	}
	panic("");
	expect_never();
})");
}
