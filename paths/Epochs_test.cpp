//===- Epochs_test.cpp - How often is not worth knowing -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

// A function too long to be entered that writes Field.
static std::string turn(std::string Field) {
  std::string Text = "static void turn_" + Field + "(struct dial *d)\n{\n";
  for (int I = 0; I < 120; ++I)
    Text += "\td->" + Field + " = unknown();\n";
  return Text + "}\n";
}

static const std::string Dial = "struct dial { int a; int b; int c; };\n" +
                                turn("a") + turn("b") + turn("c");

TEST(Epochs, HowOftenAFieldWasWrittenTellsNoPathsApart) {
  std::string Snippet = Dial + "void test(struct dial *d, struct line *l)\n{\n";
  for (int I = 0; I < 8; ++I)
    for (const char *Field : {"a", "b", "c"})
      Snippet += std::string("\tif (maybe())\n\t\tturn_") + Field + "(d);\n";
  Snippet += "\tif (d->a && d->b && d->c)\n"
             "\t\tif (!request_irq(l->irq, handler, 0, \"\", l))\n"
             "\t\t\texpect_held(1);\n}\n";
  Answers A = ask(Snippet);
  EXPECT_EQ(A.Wrong, "");
  EXPECT_TRUE(A.Complete);
  EXPECT_LT(A.States, 1500u);
}

TEST(Epochs, WhatWasReadBeforeIsNotWhatIsReadAfter) {
  expectRight(Dial + R"(void test(struct dial *d, struct line *l)
{
	int before = d->a;
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	if (maybe())
		turn_a(d);
	turn_a(d);
	free_irq(l->irq, l);
	if (before == 1 && d->a == 2)
		expect_reached();
	if (before == 1 && d->a == 1)
		expect_reached();
})");
}

TEST(Epochs, AnIrqWrittenAnewIsAnotherIrq) {
  expectRight(Dial + R"(void test(struct dial *d, struct line *l)
{
	turn_a(d);
	if (request_irq(d->a, handler, 0, "", l))
		return;
	expect_held(1);
	free_irq(d->a, l);
	expect_held(0);
	if (maybe())
		turn_a(d);
	expect_held(0);
})");
}
