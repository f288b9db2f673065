//===- Cases_test.cpp - Every case gives what it expects ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One test a file below testdata/epf-*/ and testdata/sample/. It holds when
//
//   - the file is analysed to its end;
//   - in each function those rules find something that its `finds:` comment
//     names, and none where there is no comment; likewise what is doubted and
//     `doubts:`;
//   - messages, steps and fixes are those that stand in the file (Case.h; for
//     the sample, in the file of that name in expected/), and
//     nothing is found that does not;
//   - each finding has a fix, which removes it and brings no other;
//   - what the fixes make of the file together is the one in the folder fixed/,
//     has no finding, and is not changed by fixing it again.
//
// With EPFLINT_UPDATE=1 in the environment the program writes expectations and
// fixed files anew. It never writes a verdict.
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "testdata/Case.h"
#include "testdata/Fixes.h"
#include "tool/report/Diff.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace epf;
using llvm::StringRef;

namespace {

class CaseTest : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    This = readCase(readSource(path()));
    This.Expected = readCase(readSource(expectedPath())).Expected;
    Unit = analyseText(path(), This.Text);
  }

  const std::string &file() const { return GetParam(); }
  std::string path() const { return "testdata/" + file(); }
  bool isSample() const { return StringRef(file()).starts_with("sample/"); }
  /// The sample is shown to people: what is expected of it stands beside
  /// it.
  std::string expectedPath() const {
    StringRef Folder = llvm::sys::path::parent_path(path());
    return isSample()
               ? (Folder + "/expected/" + llvm::sys::path::filename(path()))
                     .str()
               : path();
  }
  std::string fixedPath() const {
    StringRef Folder = llvm::sys::path::parent_path(path());
    return (Folder + "/fixed/" + llvm::sys::path::filename(path())).str();
  }

  /// The file with its fixes; empty if there are none.
  std::string fixedText() const {
    return Unit.Fixed && Unit.Fixed->changes() ? Unit.Fixed->After : "";
  }

  void expectVerdicts();
  Notes notes() const;
  void expectNotes();
  void expectFixes();
  void expectFixedFile();
  void update();

  Case This;
  UnitReport Unit;
};

/// A function's name gives its verdict away; the sample's are named as a
/// driver's.
void expectNamedAfterVerdict(const CaseFunction &F, bool Bad) {
  StringRef Name = F.Name;
  EXPECT_EQ(Name.ends_with("_bad"), Bad)
      << F.Name << ": has " << (Bad ? "a" : "no") << " `finds:` comment";
}

void CaseTest::expectVerdicts() {
  auto Actual = verdictsOf(Unit.Findings), Doubted = verdictsOf(Unit.Doubts);
  for (const CaseFunction &F : functionsOf(This.Text)) {
    std::set<std::string> Expected = rulesIn(F.Comment, "finds:");
    if (!isSample())
      expectNamedAfterVerdict(F, !Expected.empty());
    EXPECT_EQ(llvm::join(Expected, ", "), llvm::join(Actual[F.Name], ", "))
        << F.Name;
    Actual.erase(F.Name);
    EXPECT_EQ(llvm::join(rulesIn(F.Comment, "doubts:"), ", "),
              llvm::join(Doubted[F.Name], ", "))
        << F.Name << ": what is doubted";
  }
  for (auto &[Name, Rules] : Actual)
    ADD_FAILURE() << Name << ": found in what is no function of the file: "
                  << llvm::join(Rules, ", ");
}

Notes CaseTest::notes() const {
  Notes All = notesOf(Unit.Findings);
  addDoubts(All, This.Text, Unit.Doubts, Unit.NotJudged);
  return All;
}

void CaseTest::expectNotes() {
  for (const Finding &F : Unit.Findings)
    EXPECT_EQ(F.Where.File, path()) << F.Rule << ": " << F.Message;
  std::string Differs = difference(This.Text, This.Expected, notes());
  EXPECT_TRUE(Differs.empty())
      << path() << ": - is expected, + is found; EPFLINT_UPDATE=1 writes it\n"
      << Differs;
}

void CaseTest::expectFixes() {
  for (const Finding &F : Unit.Findings) {
    std::string Why = whyNotFixed(path(), This.Text, F, Unit.Findings);
    EXPECT_EQ(F.repair() && F.repair()->Verified, Why.empty())
        << path() << ':' << F.Where.Line << ": " << F.Rule << ' ' << Why
        << "; the tool says otherwise";
    EXPECT_EQ(Why, "") << path() << ':' << F.Where.Line << ": " << F.Rule
                       << " in " << F.Function;
  }
}

void CaseTest::expectFixedFile() {
  std::string Fixed = fixedText(), Expected = readSource(fixedPath());
  ASSERT_EQ(!Fixed.empty(), !Expected.empty())
      << fixedPath()
      << (Fixed.empty() ? ": nothing is fixed here" : " is missing");
  if (Fixed.empty())
    return;
  Edit Whole{fixedPath(), 0, unsigned(Expected.size()), Fixed};
  std::string Differs =
      llvm::cantFail(unifiedDiff(fixedPath(), Expected, Whole));
  EXPECT_TRUE(Differs.empty()) << "- is expected, + is what the fixes make\n"
                               << Differs;
  UnitReport Again = analyseText(fixedPath(), Fixed);
  for (const Finding &F : Again.Findings)
    ADD_FAILURE() << fixedPath() << ':' << F.Where.Line << ": still "
                  << F.Message << " [" << F.Rule << "]";
  EXPECT_FALSE(Again.Fixed && Again.Fixed->changes())
      << fixedPath() << ": fixing it again changes it";
}

void CaseTest::update() {
  writeSource(expectedPath(), annotate(This.Text, notes()));
  writeSource(fixedPath(), fixedText());
  This = readCase(readSource(expectedPath()));
}

TEST_P(CaseTest, GivesWhatItExpects) {
  ASSERT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
  if (isUpdating())
    update();
  expectVerdicts();
  expectNotes();
  expectFixes();
  expectFixedFile();
}

INSTANTIATE_TEST_SUITE_P(, CaseTest, testing::ValuesIn(caseFiles()),
                         [](const auto &Param) {
                           std::string Name = Param.param;
                           for (char &C : Name)
                             if (!llvm::isAlnum(C))
                               C = '_';
                           return Name;
                         });

} // namespace
