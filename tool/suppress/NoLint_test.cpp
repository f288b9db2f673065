//===- NoLint_test.cpp - NOLINT comments, as clang-tidy takes them --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each case is one text for both: what this class covers is what clang-tidy,
// with our rules loaded, no longer shows.
//
//===----------------------------------------------------------------------===//

#include "testdata/Hosts.h"
#include "tool/suppress/NoLint.h"
#include "llvm/Support/Regex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <set>

using namespace epf;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
class NoLintTest : public testing::Test {
protected:
  static constexpr llvm::StringLiteral Rule = "epf-irq-cookie-mismatch";

  /// A file in which each of Lines offends, unless it says nothing of an irq.
  static std::string fileOf(std::vector<std::string> Lines) {
    std::string Text = "#define IRQF_SHARED 0x80\n"
                       "int request_irq(unsigned int, int (*)(int, void *), "
                       "unsigned long, const char *, void *);\n"
                       "int rung(int irq, void *data);\n";
    for (const std::string &Line : Lines)
      Text += Line + "\n";
    return Text;
  }

  static std::string bad(llvm::StringRef Comment) {
    static int Number = 0;
    return "void f" + std::to_string(++Number) +
           "(int i) { request_irq(i, rung, IRQF_SHARED, \"x\", 0); } // " +
           Comment.str();
  }

  /// The lines that the comments leave to be shown, by this class.
  static std::set<unsigned> ours(const std::string &Text) {
    NoLint Comments(Text);
    std::set<unsigned> Shown;
    unsigned Number = 0;
    for (llvm::StringRef Rest = Text; !Rest.empty();) {
      auto [Line, After] = Rest.split('\n');
      ++Number;
      if (Line.starts_with("void f") && !Comments.covers(Number, Rule))
        Shown.insert(Number);
      Rest = After;
    }
    return Shown;
  }

  /// The same, by clang-tidy.
  std::set<unsigned> tidys(const std::string &Text) {
    std::string File = Tree.write("x.c", Text);
    HostOutcome O = runHost(Tree, {"clang-tidy-19", "-load", EPFLINT_TIDY,
                                   "-checks=-*," + Rule.str(), File, "--"});
    std::set<unsigned> Shown;
    llvm::Regex Warning("x\\.c:([0-9]+):[0-9]+: warning: .*\\[" + Rule.str());
    llvm::SmallVector<llvm::StringRef> Lines, Parts;
    llvm::StringRef(O.Out).split(Lines, '\n');
    for (llvm::StringRef Line : Lines)
      if (Warning.match(Line, &Parts))
        Shown.insert(std::stoul(Parts[1].str()));
    return Shown;
  }

  void expectSame(std::vector<std::string> Lines, std::set<unsigned> Shown) {
    std::string Text = fileOf(std::move(Lines));
    EXPECT_EQ(ours(Text), Shown);
    EXPECT_EQ(tidys(Text), Shown);
  }

  TestTree Tree;
};
} // namespace

TEST_F(NoLintTest, TakesALine) {
  expectSame({bad(""), bad("NOLINT"), bad("NOLINT: because"), bad("NOLINTS"),
              bad("nolint")},
             {4, 7, 8});
}

TEST_F(NoLintTest, TakesRules) {
  expectSame({bad("NOLINT(epf-irq-cookie-mismatch)"), bad("NOLINT(epf-*)"),
              bad("NOLINT(foo, epf-irq-cookie-mismatch , bar)"),
              bad("NOLINT(epf-irq-leak)"), bad("NOLINT()"), bad("NOLINT(")},
             {7, 8});
}

TEST_F(NoLintTest, TakesTheNextLine) {
  expectSame({"// NOLINTNEXTLINE", bad(""), bad("NOLINTNEXTLINE(epf-*)"),
              bad("NOLINTNEXTLINE(foo)"), bad("")},
             {6, 8});
}

TEST_F(NoLintTest, TakesAllUpToAnEnd) {
  expectSame({bad("NOLINTBEGIN"), bad(""), bad("NOLINTEND"), bad(""),
              "// NOLINTBEGIN(foo)", "// NOLINTBEGIN(epf-*)", bad(""),
              "// NOLINTEND(epf-*)", bad(""), "// NOLINTEND(foo)"},
             {4, 7, 12});
}

TEST_F(NoLintTest, TellsOfWhatHasNoCounterpart) {
  std::string Text = "// NOLINTEND\nx // NOLINTBEGIN(a)\ny\n// NOLINTEND(b)\n";
  NoLint Comments(Text);
  EXPECT_FALSE(Comments.covers(3, "a"));
  std::vector<std::string> Told;
  for (const NoLint::Unmatched &Each : Comments.unmatched())
    Told.push_back(std::to_string(Each.Line) + ": " + Each.Message);
  EXPECT_THAT(Told, ElementsAre("1: NOLINTEND without its NOLINTBEGIN",
                                "2: NOLINTBEGIN without its NOLINTEND",
                                "4: NOLINTEND without its NOLINTBEGIN"));
  EXPECT_THAT(NoLint("").unmatched(), IsEmpty());
}
