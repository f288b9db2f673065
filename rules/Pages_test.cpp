//===- Pages_test.cpp - Pages, names and summaries agree ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule has one name, spelled mechanically wherever it stands, and one
// sentence that sums it up. Its page has fixed sections, and its examples do
// what the page says of them: the first is found by that rule and no other, the
// second by none.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/Analyse.h"
#include "testdata/Case.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using llvm::StringRef;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

/// A line of the registry.
struct Row {
  std::string Class, Name, Group, Summary;

  std::string file(StringRef Extension) const {
    return "rules/" + Class + Extension.str();
  }
};

void PrintTo(const Row &R, std::ostream *OS) { *OS << R.Name; }

std::vector<Row> rows() {
  return {
#define EPF_RULE(CLASS, NAME, GROUP, SUMMARY) {#CLASS, NAME, GROUP, SUMMARY},
#include "rules/Rules.def"
  };
}

std::vector<StringRef> linesOf(StringRef Text) {
  llvm::SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  return {Lines.begin(), Lines.end()};
}

/// The lines between ```c and ```, block by block.
std::vector<std::string> codeIn(StringRef Page) {
  std::vector<std::string> Blocks;
  bool Inside = false;
  for (StringRef Line : linesOf(Page)) {
    if (Line == "```c")
      Blocks.emplace_back();
    else if (Inside && Line != "```")
      Blocks.back() += Line.str() + "\n";
    if (Line.starts_with("```"))
      Inside = Line == "```c";
  }
  return Blocks;
}

std::vector<std::string> sectionsOf(StringRef Page) {
  std::vector<std::string> Names;
  for (StringRef Line : linesOf(Page))
    if (Line.consume_front("## "))
      Names.push_back(Line.str());
  return Names;
}

/// The /// comment above `class Name` in Text, as one line.
std::string classComment(StringRef Text, const std::string &Name) {
  std::string Comment;
  for (StringRef Line : linesOf(Text)) {
    if (Line.starts_with("class " + Name + " "))
      return Comment;
    if (Line.consume_front("/// "))
      Comment += (Comment.empty() ? "" : " ") + Line.str();
    else
      Comment.clear();
  }
  return "";
}

class PageTest : public testing::TestWithParam<Row> {
protected:
  const Row &rule() const { return GetParam(); }
  std::string page() const { return readSource(rule().file(".md")); }

  /// The rules that find something in the example of that number.
  std::string foundIn(size_t Example) {
    std::vector<std::string> Blocks = codeIn(page());
    if (Blocks.size() <= Example)
      return "no such example";
    UnitReport Unit = analyseText("testdata/page.c", Blocks[Example]);
    if (Unit.Status != UnitStatus::Analysed)
      return Unit.Reason;
    std::set<std::string> Rules;
    for (const Finding &F : Unit.Findings)
      Rules.insert(F.Rule);
    return llvm::join(Rules, ", ");
  }
};

} // namespace

TEST_P(PageTest, HasAllSections) {
  EXPECT_THAT(sectionsOf(page()),
              ElementsAre("Why it matters", "Example", "Use instead",
                          "Fix and why it is safe", "Limits", "References"));
}

TEST_P(PageTest, ExamplesAreRight) {
  EXPECT_EQ(foundIn(0), rule().Name);
  EXPECT_EQ(foundIn(1), "");
}

TEST_P(PageTest, SummariesAreOne) {
  const Row &R = rule();
  EXPECT_THAT(R.Summary, StartsWith("Finds "));
  EXPECT_EQ(R.Summary.back(), '.');
  EXPECT_THAT(page(), StartsWith("# " + R.Name + "\n\n" + R.Summary + "\n"));
  EXPECT_THAT(classComment(readSource(R.file(".h")), R.Class),
              StartsWith(R.Summary));
  EXPECT_THAT(readSource("README.md"),
              HasSubstr("| [" + R.Name + "](" + R.file(".md") + ") | " +
                        R.Group + " | " + R.Summary + " |\n"));
}

TEST_P(PageTest, NameIsSpelledMechanically) {
  std::string Spelled = "epf";
  for (char C : rule().Class) {
    if (llvm::isUpper(C))
      Spelled += '-';
    Spelled += llvm::toLower(C);
  }
  EXPECT_EQ(rule().Name, Spelled);
}

TEST_P(PageTest, IsCompiledIn) {
  auto Info = llvm::find_if(
      allRules(), [&](const RuleInfo &I) { return I.Name == rule().Name; });
  ASSERT_NE(Info, allRules().end());
  EXPECT_EQ(Info->Page, page());
}

INSTANTIATE_TEST_SUITE_P(, PageTest, testing::ValuesIn(rows()),
                         [](const auto &Param) { return Param.param.Class; });
