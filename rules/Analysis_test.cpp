//===- Analysis_test.cpp - What is said of what was not walked ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function with more paths than the budget allows is complete if joined paths
// show that there is nothing more to tell, and is not if they show anything.
// What only joined paths show is never told.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace epf;

// Each of these doubles the paths: what was chosen is asked for again.
static std::string choices() {
  std::string Choices = "\tunsigned long flags = 0;\n";
  for (char C = 'a'; C < 'n'; ++C) {
    std::string Name = std::string("c_") + C;
    Choices += "\tint " + Name + " = unknown();\n\tif (" + Name +
               ")\n\t\tflags |= 1 << " + std::to_string(C - 'a') + ";\n";
  }
  return Choices;
}

static AnalysisResult analyseFile(unsigned Budget, const std::string &File) {
  ParsedC C(R"(#include <linux/interrupt.h>
int unknown(void);
irqreturn_t handler(int irq, void *data);
struct line { int irq; int other; };
)" + File);
  AnalysisOptions Options;
  Options.Budget = Budget;
  return analyse(C.context(), Options);
}

static AnalysisResult analyseIn(unsigned Budget, const std::string &Body) {
  return analyseFile(Budget, "int start(struct line *l)\n{\n\tint ret;\n" +
                                 choices() + Body + "}\n");
}

static constexpr char Clean[] = R"(
	ret = request_irq(l->irq, handler, flags, "", l);
	if (ret)
		return ret;
	ret = request_irq(l->other, handler, flags, "", l);
	if (ret)
		free_irq(l->irq, l);
	return ret;
)";

TEST(Analysis, WhatIsCleanIsComplete) {
  AnalysisResult R = analyseIn(2000, Clean);
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Functions[0].Complete);
  EXPECT_TRUE(R.Findings.empty());
}

static constexpr char Undone[] = R"(
	ret = request_irq(l->irq, handler, flags, "", l);
	if (ret)
		return ret;
	ret = request_irq(l->other, handler, flags, "", l);
	if (ret && flags != 5)
		free_irq(l->irq, l);
	return ret;
)";

TEST(Analysis, WhatIsNotToldMakesItIncomplete) {
  AnalysisResult R = analyseIn(2000, Undone);
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_FALSE(R.Functions[0].Complete);
  EXPECT_EQ(R.Functions[0].Reason, "budget of 500 states");
  for (const Finding &F : R.Findings)
    EXPECT_EQ(F.Rule, "epf-irq-leak");
}

// Only the first caller is walked for it.
TEST(Analysis, WhatATooLongFunctionCallsIsWalkedByItself) {
  auto Caller = [](const std::string &Name) {
    return "int " + Name +
           "(struct line *l)\n{\n\tif (l->other)\n\t\treturn take(l);\n" +
           choices() + "\treturn both(l, flags);\n}\n";
  };
  AnalysisResult R = analyseFile(2000, R"(
static int take(struct line *l)
{
	return request_irq(l->irq, handler, 0, "", l);
}
static int both(struct line *l, unsigned long flags)
{
	int ret;
)" + std::string(Undone) + "}\n" + Caller("first") +
                                           Caller("second"));
  std::vector<std::string> Names;
  for (const FunctionReport &F : R.Functions)
    Names.push_back(F.Name + (F.Complete ? "" : " is incomplete"));
  EXPECT_EQ(Names, std::vector<std::string>({"first is incomplete", "take"}));
}

TEST(Analysis, WhatIsToldIsComplete) {
  std::string Leaks = R"(
	ret = request_irq(l->irq, handler, flags, "", l);
	if (ret)
		return ret;
	return request_irq(l->other, handler, flags, "", l);
)";
  AnalysisResult All = analyseIn(4000000, Leaks);
  ASSERT_EQ(All.Findings.size(), 1u);
  ASSERT_TRUE(All.Functions[0].Complete);
  AnalysisResult R = analyseIn(2000, Leaks);
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_EQ(R.Functions[0].Complete, R.Findings.size() == 1);
}

// Its set-up has too many ways, but what those that were walked leave behind
// is told.
TEST(Analysis, WhatATooLongSetUpTakesIsTornDown) {
  AnalysisResult R = analyseFile(
      2000, "#include <linux/platform_device.h>\n"
            "int begin(struct platform_device *l)\n{\n\tint ret;\n" +
                choices() + R"(
	ret = request_irq(l->id, handler, flags, "", l);
	if (ret)
		return ret;
	ret = request_irq(l->id + 1, handler, flags, "", l);
	if (ret && flags != 5)
		free_irq(l->id, l);
	return ret;
}
void end(struct platform_device *l)
{
	free_irq(l->id + 1, l);
}
struct platform_driver driver = { .probe = begin, .remove = end };
)");
  ASSERT_GE(R.Functions.size(), 1u);
  EXPECT_FALSE(R.Functions[0].Complete);
  auto IsOfEnd = [](const Finding &F) { return F.Function == "end"; };
  EXPECT_EQ(llvm::count_if(R.Findings, IsOfEnd), 1);
}

static AnalysisResult analyseGuess(const std::string &Condition) {
  return analyseIn(2000, R"(
	ret = request_irq(l->irq, handler, flags, "", l);
	if (ret)
		return ret;
	ret = unknown();
	if (ret < 0 && )" + Condition +
                             R"()
		free_irq(l->irq, l);
	return ret < 0 ? ret : 0;
}
void note(struct line *l)
{
	l->other = unknown();
)");
}

TEST(Analysis, WhatAllJoinedPathsDoubtIsComplete) {
  AnalysisResult R = analyseGuess("l->other");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Functions[0].Complete);
  EXPECT_TRUE(R.Findings.empty());
}

// Some paths know that they go past the free.
TEST(Analysis, WhatSomeJoinedPathsDoubtIsIncomplete) {
  AnalysisResult R = analyseGuess("flags != 5 && l->other");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_FALSE(R.Functions[0].Complete);
}

// In no path are both requested and one freed, but joined ones forget what
// mode says.
TEST(Analysis, WhatJoinedPathsShowIsNotTold) {
  AnalysisResult R = analyseIn(2000, R"(
	int mode = flags & 1;
	int again = mode;
	ret = request_irq(l->irq, handler, 0, "", l);
	if (ret)
		return ret;
	ret = unknown();
	if (ret < 0) {
		if (mode)
			free_irq(l->irq, l);
		if (!again)
			free_irq(l->irq, l);
	}
	return ret < 0 ? ret : 0;
)");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Findings.empty());
}

// Each of these doubles what may be held.
static AnalysisResult analyseLines(const std::string &Last) {
  std::string Takes, Frees;
  for (char C = 'a'; C < 'n'; ++C) {
    std::string Irq = "l->irq + " + std::to_string(C - 'a');
    std::string Taken = std::string("t_") + C;
    Takes += "\tint " + Taken + " = 0;\n\tif (!request_irq(" + Irq +
             ", handler, 0, \"\", l))\n\t\t" + Taken + " = 1;\n";
    Frees += "\tif (" + Taken + ")\n\t\tfree_irq(" + Irq + ", l);\n";
  }
  return analyseFile(2000, "int start(struct line *l)\n{\n" + Takes + Frees +
                               Last + "\treturn -1;\n}\n");
}

TEST(Analysis, LinesThatAreCleanEachAreComplete) {
  AnalysisResult R = analyseLines("");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Functions[0].Complete);
  EXPECT_TRUE(R.Findings.empty());
}

TEST(Analysis, OneLineThatIsNotFreedMakesItIncomplete) {
  AnalysisResult R = analyseLines(
      "\tif (!t_a && request_irq(l->other, handler, 0, \"\", l) < 0)\n"
      "\t\treturn -2;\n"
      "\tif (t_b)\n"
      "\t\tfree_irq(l->other, l);\n");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Findings.empty());
  EXPECT_FALSE(R.Functions[0].Complete);
}

TEST(Analysis, OneLineThatIsFreedUnheldMakesItIncomplete) {
  AnalysisResult R =
      analyseLines("\tif (!t_a)\n\t\tfree_irq(l->irq + 0, l);\n");
  ASSERT_EQ(R.Functions.size(), 1u);
  EXPECT_TRUE(R.Findings.empty());
  EXPECT_FALSE(R.Functions[0].Complete);
}

TEST(Analysis, WhyNothingGivesItBackIsTold) {
  ParsedC C(R"(#include <linux/interrupt.h>
int unknown(void);
irqreturn_t handler(int irq, void *data);
static int first(void)
{
	int irq = unknown();
	return request_irq(irq, handler, 0, "first", NULL);
}
int both(int second)
{
	int ret = first();
	if (ret)
		return ret;
	ret = request_irq(second, handler, 0, "second", NULL);
	if (ret)
		return ret;
	return 0;
}
)");
  AnalysisResult R = analyse(C.context(), {});
  ASSERT_EQ(R.Findings.size(), 1u);
  const Fix *None = R.Findings[0].repair();
  ASSERT_TRUE(None);
  EXPECT_TRUE(None->Failed);
  EXPECT_TRUE(None->Edits.empty());
  EXPECT_EQ(None->Description, "give 'irq' back in both()");
  EXPECT_EQ(None->Reason, "nothing there tells which one was requested before");
}
