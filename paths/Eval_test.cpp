//===- Eval_test.cpp - Expressions, loads and stores ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Expressions as drivers write them, questioned from C (testdata/Questions.h).
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Eval, LogicalOperatorsAsValues) {
  expectRight(R"(void test(int a, int b)
{
	bool both = a && b, either = a || b;
	if (a)
		expect_true(either);
	else
		expect_true(!both);
	if (a == 0 && b == 0)
		expect_true(!either);
	if (both)
		expect_true(either);
}
void test_nested(int a, int b, int c)
{
	bool x = (a || b) && !(a && c);
	if (x)
		if (a)
			expect_true(!c);
	if (!a)
		if (!b)
			expect_true(!x);
}
void test_again(int *v)
{
	int i;
	for (i = 0; i < 3; i++) {
		bool x = v[i] == 1 || i == 1;
		if (i == 1)
			expect_true(x);
		else if (v[i] != 1)
			expect_true(!x);
	}
})");
}

TEST(Eval, LogicalOperatorsAsArguments) {
  expectRight(R"(void test(int a)
{
	expect_true(!a || a);
	expect_true(a != 1 || a == 1);
	expect_true(!(a == 1 && a != 1));
})");
}

TEST(Eval, FlagsOfConditionsRemember) {
  expectRight(R"(void test(int a, int b, struct line *l)
{
	bool wanted = a == 2 || b == 2;
	if (wanted && request_irq(l->irq, handler, 0, "", l))
		return;
	if (a == 2)
		expect_held(1);
	if (wanted)
		free_irq(l->irq, l);
	expect_held(0);
})");
}

TEST(Eval, ConditionalOperators) {
  expectRight(R"(void test(int a, struct line *l)
{
	int sign = a < 0 ? -1 : a > 0 ? 1 : 0;
	if (sign == 1)
		expect_true(a > 0);
	if (sign == 0)
		expect_true(a == 0);
	int some = a ?: 5;
	expect_true(some != 0);
	int ret = request_irq(a ? l->irq : 0, handler, 0, "", l);
	if (ret == 0)
		expect_held(1);
	else
		expect_held(0);
})");
}

TEST(Eval, ErrorsInPointers) {
  expectRight(R"(int test(void)
{
	struct line *l = find_line();
	if (IS_ERR(l)) {
		expect_true(PTR_ERR(l) < 0);
		return PTR_ERR(l);
	}
	expect_true(!IS_ERR(l));
	/* Who asks no more than that means that it is there. */
	expect_true(l != NULL);
	l = find_line();
	if (IS_ERR_OR_NULL(l)) {
		expect_true(IS_ERR(l) || l == NULL);
		return -ENODEV;
	}
	expect_true(l != NULL);
	l = ERR_PTR(-ENOMEM);
	expect_true(IS_ERR(l));
	expect_true(PTR_ERR(l) == -ENOMEM);
	expect_true(PTR_ERR_OR_ZERO(l) == -ENOMEM);
	return 0;
})");
}

TEST(Eval, ContainersOfMembers) {
  expectRight(R"(
struct shelf { int count; struct line low; struct line high; };
void test(struct shelf *s)
{
	struct line *l = &s->high;
	struct shelf *again = container_of(l, struct shelf, high);
	expect_true(again == s);
	again->count = 4;
	expect_true(s->count == 4);
	struct list_head *node = &l->node;
	expect_true(container_of(node, struct line, node) == l);
	expect_true(container_of(node, struct shelf, high.node) == s);
}
void test_unknown(struct line *l)
{
	struct shelf *s = container_of(l, struct shelf, high);
	expect_true(&s->high == l);
	s->high.irq = 3;
	expect_true(l->irq == 3);
})");
}

TEST(Eval, StatementExpressions) {
  expectRight(R"(void test(int a)
{
	int least = min(a, 3);
	expect_true(least <= 3);
	int two = ({ int one = 1; one + 1; });
	expect_true(two == 2);
	int n = max(2, ({ expect_reached(); 7; }));
	expect_true(n == 7);
})");
}

TEST(Eval, PointersIntoArrays) {
  expectRight(R"(
struct rack { struct line lines[4]; int n; };
void test(struct rack *r)
{
	struct line *l = &r->lines[1];
	l->irq = 5;
	expect_true(r->lines[1].irq == 5);
	l++;
	expect_true(l == r->lines + 2);
	expect_true(l - r->lines == 2);
	expect_true(l < &r->lines[3]);
	(--l)->irq++;
	expect_true(r->lines[1].irq == 6);
	expect_true(l[1].irq == r->lines[2].irq);
	expect_true(&l[-1] == r->lines);
	expect_true((*(l + 1)).irq == (l + 1)->irq);
})");
}

TEST(Eval, ElementsOfUnknownIndex) {
  expectRight(R"(void test(int *a, int i, int j)
{
	a[i] = 3;
	expect_true(a[i] == 3);
	a[j] = 4;
	expect_true(a[j] == 4);
	/* It may have been the same element, so 3 is not to be relied on. */
	if (a[i] == 3)
		expect_reached();
	else
		expect_reached();
})");
}

TEST(Eval, UnsignedCountersWrap) {
  expectRight(R"(void test(void)
{
	unsigned int i = 0;
	u8 byte = 255;
	i--;
	expect_true(i == 0xffffffff);
	expect_true(i > 100);
	expect_true(i >= 0);
	byte++;
	expect_true(byte == 0);
	s8 small = 200;
	expect_true(small < 0);
	expect_true((u16)-1 == 65535);
})");
}

TEST(Eval, UnsignedIsNeverNegative) {
  expectRight(R"(void test(unsigned int n, int s)
{
	if (n < 0)
		expect_never();
	if (n <= 0)
		expect_true(n == 0);
	if (s <= 0 && s >= 0)
		expect_true(s == 0);
	if ((unsigned int)s > 10 && s >= 0)
		expect_true(s > 10);
})");
}

TEST(Eval, IncrementsHaveTwoValues) {
  expectRight(R"(void test(int i)
{
	int old = i++;
	expect_true(i == old + 1);
	int now = ++i;
	expect_true(now == i);
	expect_true(now == old + 2);
	i -= 2;
	expect_true(i == old);
})");
}

TEST(Eval, FlagsThatRemember) {
  expectRight(R"(void test_local(struct line *l)
{
	bool taken = false;
	if (maybe() && !request_irq(l->irq, handler, 0, "", l))
		taken = true;
	if (taken)
		free_irq(l->irq, l);
	expect_held(0);
}
void test_field(struct line *l)
{
	l->taken = false;
	if (maybe())
		l->taken = !request_irq(l->irq, handler, 0, "", l);
	if (l->taken)
		free_irq(l->irq, l);
	expect_held(0);
}
#define TAKEN 4
void test_mask(struct line *l)
{
	unsigned long flags = 1;
	if (!request_irq(l->irq, handler, 0, "", l))
		flags |= TAKEN;
	if (flags & TAKEN)
		free_irq(l->irq, l);
	expect_held(0);
	flags &= ~TAKEN;
	expect_true(flags == 1);
})");
}

TEST(Eval, Bitmaps) {
  expectRight(R"(
struct rack { int n; int irq[8]; DECLARE_BITMAP(taken, 8); };
void test(struct rack *r)
{
	int i;
	bitmap_zero(r->taken, 8);
	for (i = 0; i < r->n; i++)
		if (!request_irq(r->irq[i], handler, 0, "", r))
			__set_bit(i, r->taken);
	for (i = 0; i < r->n; i++)
		if (test_bit(i, r->taken)) {
			free_irq(r->irq[i], r);
			__clear_bit(i, r->taken);
		}
	expect_held(0);
	expect_true(!test_bit(0, r->taken) || r->n == 0);
}
void test_local(int n)
{
	DECLARE_BITMAP(seen, 128) = {};
	expect_true(!test_bit(70, seen));
	__set_bit(70, seen);
	expect_true(test_bit(70, seen));
	expect_true(!test_bit(6, seen));
})");
}

TEST(Eval, StructsAreCopied) {
  expectRight(R"(void test(struct line *a)
{
	struct line b;
	a->irq = 4;
	b = *a;
	a->irq = 5;
	expect_true(b.irq == 4);
	struct line c = { .irq = 7 }, d = b;
	expect_true(c.taken == 0 && d.irq == 4);
	*a = (struct line){ .taken = true };
	expect_true(a->irq == 0 && a->taken);
})");
}

TEST(Eval, NewMemoryIsZero) {
  expectRight(R"(void test(void)
{
	struct line *l = kzalloc(sizeof(*l), GFP_KERNEL);
	if (!l)
		return;
	expect_true(l->irq == 0 && !l->taken);
	l->irq = 3;
	expect_true(l->irq == 3 && !l->taken);
})");
}

TEST(Eval, BitFieldsAndMasks) {
  expectRight(R"(
struct bits { unsigned int low : 2; unsigned int one : 1; };
void test(struct bits *b, unsigned int v)
{
	b->one = 1;
	expect_true(b->one);
	b->low = 7;
	expect_true(b->low == 3);
	expect_true((v & 0xf) < 16);
	expect_true((v & 3) <= 3);
})");
}
