//===- Helpers_test.cpp - What the kernel's helpers are known to do -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bits of a bitmap, set and found: drivers remember in them what they
// requested.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Helpers, TheSameBitsAreSet) {
  expectRight(R"(#include <linux/bitops.h>
void test(struct line *l, unsigned long *map)
{
	unsigned long a, b;

	a = find_next_bit(map, 8, 1);
	b = find_next_bit(map, 8, 1);
	expect_true(a == b);
	expect_true(a >= 1);
})");
}

TEST(Helpers, TheNextBitIsFollowedWhereAllAreKnown) {
  expectRight(R"(#include <linux/bitops.h>
void test(struct line *l)
{
	unsigned long map[1] = { 0 };

	expect_true(find_next_bit(map, 8, 0) == 8);
	__set_bit(3, map);
	expect_true(find_next_bit(map, 8, 0) == 3);
	expect_true(find_next_bit(map, 8, 4) == 8);
	__set_bit(5, map);
	expect_true(find_next_bit(map, 8, 4) == 5);
})");
}

TEST(Helpers, NoBitIsSetInANewBitmap) {
  expectRight(R"(#include <linux/bitops.h>
unsigned long *bitmap_zalloc(unsigned int bits, unsigned int flags);
void test(struct line *l)
{
	unsigned long *map = bitmap_zalloc(8, 0);

	if (!map)
		return;
	expect_true(!test_bit(3, map));
	__set_bit(3, map);
	expect_true(test_bit(3, map));
})");
}
