//===- Later_test.cpp - Which fields are still to be read -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Later.h"
#include "testdata/SlicedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
class LaterTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    C.emplace(Code);
    Of.emplace(C->digests(), C->slice());
  }
  /// Whether a field of struct foo is read from the block with a call of
  /// Callee on, or from behind element First - 1 of it.
  bool readsFrom(llvm::StringRef Callee, llvm::StringRef Field,
                 unsigned First = 0) {
    return Of->readsFrom(C->body("f"), C->callOf(Callee), First,
                         C->field(Field));
  }
  bool reads(llvm::StringRef Function, llvm::StringRef Field) {
    return Of->reads(C->function(Function), C->field(Field));
  }

  std::optional<SlicedC> C;
  std::optional<Later> Of;
};
} // namespace

TEST_F(LaterTest, FieldsAreReadUpToTheirLastReader) {
  parse(R"(int f(struct foo *f)
{
	int ret = unknown();
	if (f->has_irq)
		ret = request_irq(f->irq, event, 0, "", f);
	trace(f);
	return ret;
})");
  EXPECT_TRUE(readsFrom("unknown", "has_irq"));
  EXPECT_TRUE(readsFrom("request_irq", "irq"));
  EXPECT_FALSE(readsFrom("request_irq", "has_irq"));
  EXPECT_FALSE(readsFrom("trace", "irq"));
}

TEST_F(LaterTest, LoopsReadAgain) {
  parse(R"(int f(struct foo *f, int n)
{
	int i, ret = 0;
	for (i = 0; i < n; i++) {
		if (f->has_irq)
			ret = request_irq(f->irq + i, event, 0, "", f);
		if (ret)
			break;
	}
	return ret;
})");
  EXPECT_TRUE(readsFrom("request_irq", "has_irq"));
}

TEST_F(LaterTest, WhatIsCalledReads) {
  parse(R"(static void give(struct foo *f)
{
	if (f->has_irq)
		free_irq(f->irq, f);
}
static void give_all(struct foo *f)
{
	give(f);
}
int f(struct foo *f)
{
	int ret = unknown();
	if (ret)
		give_all(f);
	return ret;
})");
  EXPECT_TRUE(reads("give", "has_irq"));
  EXPECT_TRUE(reads("give_all", "has_irq"));
  EXPECT_TRUE(readsFrom("unknown", "has_irq"));
  EXPECT_TRUE(readsFrom("give_all", "irq"));
}

TEST_F(LaterTest, WhatMattersToNothingIsNotRead) {
  parse(R"(int f(struct foo *f)
{
	if (f->speed)
		trace(f);
	return request_irq(f->irq, event, 0, "", f);
})");
  EXPECT_FALSE(reads("f", "speed"));
  EXPECT_FALSE(reads("f", "notes"));
  EXPECT_TRUE(reads("f", "irq"));
}

TEST_F(LaterTest, WithinABlockOnlyWhatFollows) {
  parse(R"(int f(struct foo *f)
{
	int ret = request_irq(f->irq, event, 0, "", f);
	trace(f);
	return ret;
})");
  EXPECT_TRUE(readsFrom("request_irq", "irq"));
  EXPECT_FALSE(
      readsFrom("request_irq", "irq", C->callOf("request_irq")->size() - 1));
}

// What a pointer of this type may lead to is one of the file's functions.
TEST_F(LaterTest, WhatAPointerMayCallReads) {
  parse(R"(static void give(struct foo *f)
{
	if (f->has_irq)
		free_irq(f->irq, f);
}
void (*how)(struct foo *f) = give;
int f(struct foo *f)
{
	int ret = unknown();
	if (ret)
		how(f);
	return ret;
})");
  EXPECT_TRUE(readsFrom("unknown", "has_irq"));
}
