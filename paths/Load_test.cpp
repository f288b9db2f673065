//===- Load_test.cpp - What variables hold when a module is loaded --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Init functions questioned from C (testdata/Questions.h): which variables are
// known to hold what they were declared with.
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

/// A module with an init function of this body.
static std::string module(const std::string &Variables,
                          const std::string &Init) {
  return Variables + "\nstatic int start(void)\n{\n" + Init +
         "\nreturn 0;\n}\nmodule_init(start);\n";
}

TEST(Load, VariablesHoldTheirInitialValues) {
  expectRight(module("static int zero, five = 5, below = -2, sum = 2 + 3;"
                     "static bool up; static struct line *none, *null = NULL;",
                     "expect_true(zero == 0); expect_true(five == 5);"
                     "expect_true(below == -2); expect_true(sum == five);"
                     "expect_true(!up); expect_true(!none); "
                     "expect_true(null == NULL);"));
}

TEST(Load, AnAddressIsAValue) {
  expectRight(module("static struct line *first, **last = &first;"
                     "static struct line one, *only = &one;",
                     "*last = find_line(); expect_true(first == *last);"
                     "expect_true(only == &one);"));
}

// Both ways are open.
static void expectUnknown(const std::string &Variable,
                          const std::string &More = "") {
  expectRight(module("static " + Variable + ";\n" + More,
                     "if (up) expect_reached(); else expect_reached();"));
}

TEST(Load, OthersMayHaveWrittenBefore) {
  expectUnknown("int up", "void raise(void) { up = 1; }");
  expectUnknown("int up", "void raise(void) { up++; }");
}

// As module_param() does, which parses the command line of the module.
TEST(Load, WhatATableNamesMayBeSetThroughIt) {
  expectUnknown("int up", "struct knob { int *at; } knob = { &up };");
  expectUnknown("int up", "int *knobs[] = { &up };");
}

TEST(Load, VolatileIsNotKnown) { expectUnknown("volatile int up"); }

TEST(Load, OnlyStaticVariablesAreTheFilesOwn) {
  expectRight(
      module("int up;", "if (up) expect_reached(); else expect_reached();"));
}

// The lifecycle's own functions write when their turn comes.
TEST(Load, TheModulesOwnFunctionsWriteLater) {
  expectRight(R"(static int count, line_irq, *where;
static void add(void)
{
	count++;
}
static int start(void)
{
	expect_true(count == 0);
	add();
	expect_true(count == 1);
	if (request_irq(line_irq, handler, 0, "", &count))
		return -1;
	expect_true(line_irq == 0);
	return 0;
}
module_init(start);
static void stop(void)
{
	expect_true(count == 1);
	free_irq(line_irq, &count);
	count = 0;
	expect_held(0);
}
module_exit(stop);
)");
}

// A probe comes later: whoever wanted may have written by then.
TEST(Load, OtherLifecyclesKnowNothing) {
  expectRight(R"(static int up;
static int probe(struct platform_device *pdev)
{
	if (up)
		expect_reached();
	else
		expect_reached();
	up = 1;
	return 0;
}
struct platform_driver driver = { .probe = probe };
)");
}
