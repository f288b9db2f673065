//===- Guards_test.cpp - Conditions, told again ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which conditions lead to a statement, and how they are written where the same
// is to be done again or left out.
//
//===----------------------------------------------------------------------===//

#include "rules/Guards.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
/// A function f that calls here() once; `a` and `b` are numbers, `p` points.
class GuardsTest : public testing::Test {
protected:
  void parse(llvm::StringRef Body) {
    C.emplace("struct s { int n; };\nint here(void);\nint "
              "enable_it(void);\nint is_it(void);\n"
              "int f(int a, int b, struct s *p)\n{\n" +
              Body.str() + "\n}\n");
    In.emplace(*C->function("f"));
    for (const CallExpr *Call : In->all<CallExpr>())
      if (Call->getDirectCallee() == C->function("here"))
        Site = Call;
  }

  /// The conditions that lead to here(), as one; "?" if that can't be told.
  std::string guards() {
    SourceView View(C->context());
    return spellGuards(View, guardsOf(*In, Site), {}).value_or("?");
  }

  std::string notCondition() {
    SourceView View(C->context());
    return negated(View, In->all<IfStmt>().front()->getCond(), {});
  }

  std::string failure() {
    SourceView View(C->context());
    return failureOf(View, *In, In->all<ReturnStmt>().back()).value_or("?");
  }

  std::optional<ParsedC> C;
  std::optional<Syntax> In;
  const CallExpr *Site = nullptr;
};
} // namespace

TEST_F(GuardsTest, AreThoseOfAllBranchesAround) {
  parse("here(); return 0;");
  EXPECT_EQ(guards(), "");
  parse("if (a) { if (p->n > 1) here(); } return 0;");
  EXPECT_EQ(guards(), "a && p->n > 1");
  parse("if (a) return 1; else here(); return 0;");
  EXPECT_EQ(guards(), "!a");
  parse("if (a || b) if (p->n) here(); return 0;");
  EXPECT_EQ(guards(), "(a || b) && p->n");
}

// What enables or writes may answer differently the second time.
TEST_F(GuardsTest, AreNotToldAgainIfTheyDoSomething) {
  parse("if (enable_it()) here(); return 0;");
  EXPECT_EQ(guards(), "?");
  parse("if (is_it()) here(); return 0;");
  EXPECT_EQ(guards(), "is_it()");
  parse("if (a++) here(); return 0;");
  EXPECT_EQ(guards(), "?");
}

TEST_F(GuardsTest, NegatesAsAPersonWould) {
  for (auto [Condition, Not] : {std::pair("a == b", "a != b"),
                                {"a < b", "a >= b"},
                                {"!a", "a"},
                                {"a", "!a"},
                                {"!p->n || b", "p->n && !b"},
                                {"a & b", "!(a & b)"},
                                {"a ? b : 1", "!(a ? b : 1)"}}) {
    parse("if (" + std::string(Condition) + ") here(); return 0;");
    EXPECT_EQ(notCondition(), Not);
  }
}

TEST_F(GuardsTest, KnowsASuccessThatIsReturnedEarly) {
  parse("if (!a) return 0; if (b) return -1; if (p->n) b = 1; here();"
        "return 0;");
  auto Found = earlyReturnsBefore(*In, Site);
  ASSERT_EQ(Found.size(), 1u);
  SourceView View(C->context());
  EXPECT_EQ(spellGuards(View, Found, {}), "a");
}

TEST_F(GuardsTest, TellsWhenAReturnIsAFailure) {
  parse("return -22;");
  EXPECT_EQ(failure(), "");
  parse("int ret = is_it(); return ret;");
  EXPECT_EQ(failure(), "ret");
}
