//===- Reach_test.cpp - Which functions a patch can reach -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Reach.h"
#include "tool/patch/TestPatches.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf::patch;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const char Driver[] = R"(#include <linux/irq.h>
#define NAME "x{"
static const struct ops ops = { .open = x_open };
static int __init x_quiet(struct x *x) __must_hold(&x->lock)
{
	return x->irq;
}
static void x_free(void *x)
{
	free_irq(x_quiet(x), x);
}
static int x_probe(struct x *x)
{
	struct y y = { .on = 1 };
#ifdef CONFIG_X
	x->irq = '}';
#endif
	return devm_add_action(x->dev, x_free, x);
}
static int x_open(struct x *x)
{
	return 0;
}
)";

/// The functions reached when What is replaced; "all" if that cannot be told.
std::vector<std::string> reached(llvm::StringRef What, llvm::StringRef By) {
  EXPECT_TRUE(llvm::StringRef(Driver).contains(What)) << What.str();
  auto Names = functionsReached(Driver, replaced(Driver, What, By));
  if (!Names)
    return {"all"};
  std::vector<std::string> All;
  for (auto &Name : *Names)
    All.push_back(Name.getKey().str());
  llvm::sort(All);
  return All;
}

} // namespace

TEST(Reach, WhatIsChangedAndWhoUsesIt) {
  EXPECT_THAT(reached("return 0;", "return 1;"), ElementsAre("x_open"));
  EXPECT_THAT(reached("'}'", "'{'"), ElementsAre("x_probe"));
  // A callback counts as a call.
  EXPECT_THAT(reached("free_irq(x_quiet(x), x)", "x_quiet(x)"),
              ElementsAre("x_free", "x_probe"));
}

TEST(Reach, ANewFunctionAndOneThatIsGone) {
  EXPECT_THAT(reached("static int x_open(",
                      "static int x_new(void)\n{\n\treturn 0;\n}\n"
                      "static int x_open("),
              ElementsAre("x_new"));
  EXPECT_THAT(
      reached("static int x_open(struct x *x)\n{\n\treturn 0;\n}\n", ""),
      ElementsAre("x_open"));
}

TEST(Reach, CommentsCountForNothing) {
  EXPECT_THAT(reached("\treturn 0;", "\t/* { */\n\treturn\t0; // }"),
              IsEmpty());
  // Here code has become a comment.
  EXPECT_THAT(reached("\treturn 0;", "/*\n\treturn 0;\n*/"),
              ElementsAre("x_open"));
}

TEST(Reach, AllWhereMoreThanFunctionsDiffer) {
  for (auto [What, By] :
       {std::pair("\"x{\"", "\"y\""), std::pair("x_open };", "x_probe };"),
        std::pair("#ifdef CONFIG_X", "#ifndef CONFIG_X"),
        std::pair("\treturn 0;\n", "\treturn 0;\n}\n"),
        std::pair("\treturn 0;\n}\n", "\treturn 0;\n")})
    EXPECT_THAT(reached(What, By), ElementsAre("all")) << What;
}
