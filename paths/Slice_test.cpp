//===- Slice_test.cpp - Which branches can matter -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a reader would ask of a slice: does this condition decide about an irq,
// does that variable, is this function worth entering.
//
//===----------------------------------------------------------------------===//

#include "testdata/SlicedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

TEST(Slice, WhatLeadsToARequestMatters) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	int ret = 0;
	if (debug)
		trace(f);
	if (f->has_irq)
		ret = request_irq(f->irq, event, 0, "", f);
	return ret;
})");
  EXPECT_FALSE(C.matters("debug"));
  EXPECT_TRUE(C.matters("f->has_irq"));
  EXPECT_TRUE(C.isRelevant("has_irq"));
  EXPECT_FALSE(C.isRelevant("speed"));
}

TEST(Slice, WhatAConditionIsComputedFromMatters) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	int want, note = 0;
	if (f->speed)
		want = 1;
	else
		want = 0;
	if (debug)
		note = 1;
	if (want)
		return request_irq(f->irq, event, 0, "", f);
	trace(f);
	return note;
})",
            /*Answers=*/false);
  EXPECT_TRUE(C.matters("f->speed"));
  EXPECT_TRUE(C.matters("want"));
  EXPECT_FALSE(C.matters("debug"));
}

// A return in front of a request decides whether it is come to.
TEST(Slice, EarlyReturnsMatter) {
  SlicedC C(R"(int f(struct foo *f)
{
	if (f->speed)
		return 0;
	return request_irq(f->irq, event, 0, "", f);
})");
  EXPECT_TRUE(C.matters("f->speed"));
}

TEST(Slice, AnswersMatterWhereTheyAreLookedAt) {
  const char *Code = R"(int f(struct foo *f)
{
	int ret = request_irq(f->irq, event, 0, "", f);
	if (ret)
		return ret;
	if (f->speed)
		ret = 1;
	return ret;
})";
  EXPECT_TRUE(SlicedC(Code, true).matters("f->speed"));
  EXPECT_FALSE(SlicedC(Code, false).matters("f->speed"));
}

TEST(Slice, WritesThroughPointersMatter) {
  SlicedC C(R"(int f(struct foo *f, int debug)
{
	int want = 0, *at = &want;
	long other = 0, *aside = &other;
	if (debug)
		*at = 1;
	if (f->speed)
		*aside = 1;
	if (want)
		return request_irq(f->irq, event, 0, "", f);
	return 0;
})",
            false);
  EXPECT_TRUE(C.matters("debug"));
  EXPECT_FALSE(C.matters("f->speed"));
}

TEST(Slice, EntersWhatRequestsOrDecides) {
  SlicedC C(R"(static int want(struct foo *f)
{
	return f->speed > 3;
}
static void note(struct foo *f)
{
	f->notes++;
}
static int take(struct foo *f)
{
	return request_irq(f->irq, event, 0, "", f);
}
int f(struct foo *f)
{
	note(f);
	if (want(f))
		return take(f);
	return 0;
})");
  EXPECT_TRUE(C.isEntered("take"));
  EXPECT_TRUE(C.isEntered("want"));
  EXPECT_FALSE(C.isEntered("note"));
  EXPECT_TRUE(C.isEffectful("take"));
  EXPECT_FALSE(C.isEffectful("want"));
  EXPECT_TRUE(C.isRelevant("speed"));
  EXPECT_FALSE(C.isRelevant("notes"));
}

// What a rule wants to hear of is come to, however long the way there is.
TEST(Slice, EntersLongFunctionsForWhatIsHeard) {
  std::string Long;
  for (int I = 0; I < 120; ++I)
    Long += "\ttrace(f);\n";
  SlicedC C(R"(
#include <linux/pci-epf.h>
#include <linux/pci-ep-msi.h>
static u32 data(struct pci_epf *epf)
{
	return epf->db_msg[0].msg.data;
}
static int show(struct foo *f, struct pci_epf *epf)
{
)" + Long + R"(	f->notes = data(epf);
	return 0;
}
static int count(struct foo *f)
{
)" + Long + R"(	return f->notes;
}
int f(struct foo *f, struct pci_epf *epf)
{
	if (count(f))
		return 0;
	return show(f, epf);
})");
  EXPECT_TRUE(C.isEntered("data"));
  EXPECT_TRUE(C.isEntered("show"));
  EXPECT_FALSE(C.isEntered("count"));
}

// A condition in a helper matters where what it calls does.
TEST(Slice, GoesThroughCallers) {
  SlicedC C(R"(static void give(struct foo *f, bool really)
{
	if (really)
		free_irq(f->irq, f);
}
int f(struct foo *f, int debug)
{
	bool all = f->speed;
	if (debug)
		give(f, all);
	return 0;
})");
  EXPECT_TRUE(C.matters("debug"));
  EXPECT_TRUE(C.isRelevant("speed"));
  EXPECT_TRUE(C.matters("really", "give"));
}

// What the teardown asks for, set-up must set.
TEST(Slice, WhatRunsNextIsAskedFor) {
  const char *Code = R"(int f(struct foo *f)
{
	if (f->speed)
		f->notes = 1;
	return 0;
}
void g(struct foo *f)
{
	if (f->notes)
		free_irq(f->irq, f);
})";
  EXPECT_FALSE(SlicedC(Code, false).matters("f->speed"));
  EXPECT_TRUE(SlicedC(Code, false, "g").matters("f->speed"));
}

TEST(Slice, LooksAreOfTheConditionsThatMatter) {
  SlicedC C(R"(int f(struct foo *f)
{
	if (f->speed)
		trace(f);
	if (f->has_irq)
		return request_irq(f->irq, event, 0, "", f);
	return 0;
})");
  EXPECT_TRUE(C.isRead("f->has_irq"));
  EXPECT_FALSE(C.isRead("f->speed"));
}
