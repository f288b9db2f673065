//===- Effects_test.cpp - What calls do to a state ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls of the vocabulary, of the file, of elsewhere and through pointers,
// questioned from C (testdata/Questions.h).
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Effects, RequestsSucceedAndFail) {
  expectRight(R"(void test(struct line *l)
{
	int ret = request_irq(l->irq, handler, 0, "", l);
	if (ret < 0) {
		expect_held(0);
		return;
	}
	expect_true(ret == 0);
	expect_held(1);
}
void test_any(struct line *l)
{
	int ret = request_any_context_irq(l->irq, handler, 0, "", l);
	if (ret < 0) {
		expect_held(0);
		return;
	}
	if (ret > 0)
		expect_held(1);
	expect_held(1);
})");
}

TEST(Effects, AnActionIsIrqAndDevId) {
  expectRight(R"(void test(struct line *a, struct line *b)
{
	if (request_irq(a->irq, handler, IRQF_SHARED, "", a))
		return;
	if (request_irq(a->irq, handler, IRQF_SHARED, "", &a->node))
		return;
	expect_held(2);
	free_irq(a->irq, a);
	expect_held(1);
	free_irq(a->irq, &a->node);
	expect_held(0);
})");
}

TEST(Effects, AFieldThatChangesIsAnotherIrq) {
  expectRight(R"(void test(struct line *l)
{
	int irq = l->irq;
	if (request_irq(irq, handler, 0, "", l))
		return;
	l->irq = 0;
	free_irq(irq, l);
	expect_held(0);
})");
}

TEST(Effects, FunctionsOfTheFileAreEntered) {
  expectRight(R"(
static int take(struct line *l)
{
	int ret = request_irq(l->irq, handler, 0, "", l);
	if (ret)
		return ret;
	l->taken = true;
	return 0;
}
static void give(struct line *l)
{
	if (!l->taken)
		return;
	free_irq(l->irq, l);
	l->taken = false;
}
void test(struct line *l)
{
	l->taken = false;
	if (take(l)) {
		expect_held(0);
		expect_true(!l->taken);
	} else {
		expect_held(1);
	}
	give(l);
	give(l);
	expect_held(0);
})");
}

TEST(Effects, PredicatesOfTheFileAnswerTheSame) {
  expectRight(R"(
struct rack { int n; int irq[8]; };
static bool is_first(struct rack *r, int i)
{
	int j;
	for (j = 0; j < i; j++)
		if (r->irq[j] == r->irq[i])
			return false;
	return true;
}
void test(struct rack *r)
{
	int i;
	for (i = 0; i < r->n; i++) {
		if (!is_first(r, i))
			continue;
		if (request_irq(r->irq[i], handler, 0, "", r))
			break;
	}
	while (i--)
		if (is_first(r, i))
			free_irq(r->irq[i], r);
	expect_held(0);
})");
}

TEST(Effects, OtherFunctionsAreReducedToWhatTheyWrite) {
  expectRight(R"(
struct meter { int read; int kept; int many[9]; };
static void measure(struct meter *m)
{
	int i;
	for (i = 0; i < 9; i++)
		m->read += m->many[i];
}
void test(struct meter *m)
{
	m->read = 1;
	m->kept = 2;
	measure(m);
	expect_true(m->kept == 2);
	if (m->read == 1)
		expect_reached();
	else
		expect_reached();
})");
}

TEST(Effects, RecursionEndsThePath) {
  Answers A = ask(R"(
static int take(struct line *l, int n)
{
	if (!n)
		return 0;
	if (request_irq(l[n].irq, handler, 0, "", l))
		return -1;
	return take(l, n - 1);
}
void test(struct line *l)
{
	if (take(l, 2))
		return;
	expect_never();
}
void test_zero(struct line *l)
{
	take(l, 0);
	expect_held(0);
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_FALSE(A.Dropped.empty());
}

TEST(Effects, KnownFunctionPointersAreEntered) {
  expectRight(R"(
static int take(struct line *l)
{
	return request_irq(l->irq, handler, 0, "", l);
}
struct kind { int (*start)(struct line *l); };
void test_local(struct line *l)
{
	int (*start)(struct line *) = take;
	if (start(l))
		return;
	expect_held(1);
}
void test_field(struct line *l, struct kind *k)
{
	k->start = take;
	if (k->start(l))
		return;
	expect_held(1);
})");
}

TEST(Effects, ConstantTablesAreRead) {
  expectRight(R"(
static int take(struct line *l)
{
	return request_irq(l->irq, handler, 0, "", l);
}
struct kind { int (*start)(struct line *l); };
static const struct kind kind = { .start = take };
void test(struct line *l)
{
	if (kind.start(l))
		return;
	expect_held(1);
})");
}

TEST(Effects, UnknownFunctionPointersMayGiveBack) {
  Answers A = ask(R"(
struct kind { void (*stop)(struct line *l); void (*log)(struct line *l); };
void test(struct line *l, struct kind *k)
{
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	k->log(l);
	expect_held(1);
	k->stop(l);
	expect_never();
}
void test_callback(struct line *l, void (*done)(struct line *))
{
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	done(l);
	expect_never();
})");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_FALSE(A.Dropped.empty());
}

TEST(Effects, FunctionsElsewhereMayGiveBackByTheirName) {
  expectRight(R"(
void line_shutdown(struct line *l);
void line_print(struct line *l);
void test(struct line *l, struct line *other)
{
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	line_print(l);
	expect_held(1);
	line_shutdown(l);
	expect_never();
})");
}

TEST(Effects, OutArgumentsMayHoldAnything) {
  expectRight(R"(
int read_number(int *into);
void test(void)
{
	int n = 3;
	read_number(&n);
	if (n == 3)
		expect_reached();
	else
		expect_reached();
})");
}

TEST(Effects, CleanUpsRunAtTheEndOfTheirScope) {
  expectRight(R"(
DEFINE_FREE(line, struct line *, if (_T) free_irq(_T->irq, _T))
void test(struct line *given)
{
	{
		struct line *l __free(line) = NULL;
		if (request_irq(given->irq, handler, 0, "", given))
			return;
		l = given;
		expect_held(1);
	}
	expect_held(0);
}
static int take(struct line *given)
{
	struct line *l __free(line) = NULL;
	if (request_irq(given->irq, handler, 0, "", given))
		return -1;
	l = given;
	if (maybe())
		return -2;
	no_free_ptr(l);
	return 0;
}
void test_returns(struct line *given)
{
	int ret = take(given);
	if (ret)
		expect_held(0);
	else
		expect_held(1);
})");
}

TEST(Effects, GuardsRunOnEveryWayOut) {
  expectRight(R"(
DEFINE_GUARD(line, struct line *, _T->taken = !request_irq(_T->irq, handler, 0, "", _T), ({ if (_T->taken) free_irq(_T->irq, _T); }))
static int work(struct line *l)
{
	guard(line)(l);
	if (!l->taken)
		return 1;
	expect_held(1);
	if (maybe())
		return 2;
	return 3;
}
void test(struct line *l)
{
	int ret = work(l);
	expect_held(0);
	expect_true(ret >= 1 && ret <= 3);
}
void test_scoped(struct line *l, struct mutex *m)
{
	int n = 0;
	scoped_guard(mutex, m)
		n++;
	expect_true(n == 1);
})");
}

// kmalloc() gives NULL where it fails.
TEST(Effects, MemoryIsNoErrorPointer) {
  expectRight(R"(void test(void)
{
	struct line *l = kmalloc(sizeof(*l), GFP_KERNEL), *other = find_line();
	if (IS_ERR(l))
		expect_never();
	if (IS_ERR(other))
		expect_reached();
})");
}

TEST(Effects, NobodyAllocatesAnArrayOfNothing) {
  expectRight(R"(void test(struct pci_dev *d, struct line *l, int n)
{
	int *all = kmalloc_array(n, sizeof(*all), GFP_KERNEL);

	expect_true(n > 0);
})");
}

TEST(Effects, PureCallsGiveTheSame) {
  expectRight(R"(void test(struct pci_dev *d, struct line *l, int n)
{
	expect_true(pci_irq_vector(d, n) == pci_irq_vector(d, n));
	if (request_irq(pci_irq_vector(d, 1), handler, 0, "", l))
		return;
	free_irq(pci_irq_vector(d, 1), l);
	expect_held(0);
})");
}
