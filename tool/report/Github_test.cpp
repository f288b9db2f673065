//===- Github_test.cpp - Reports as annotations ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lines that GitHub's runner reads. tool/dev/formats compares them with
// those that GitHub's own library writes.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Github.h"
#include "tool/report/TestReport.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::HasSubstr;
using testing::StartsWith;

namespace {
class GithubTest : public ReportTest {
protected:
  /// Count findings of a level, each in a function of its own.
  static void add(std::vector<Finding> &All, Severity Level, unsigned Count) {
    for (unsigned I = 0; I < Count; ++I) {
      Finding F = finding();
      F.Level = Level;
      F.Message = "m" + std::to_string(All.size());
      All.push_back(std::move(F));
    }
  }

  static llvm::SmallVector<llvm::StringRef> lines(llvm::StringRef Text) {
    llvm::SmallVector<llvm::StringRef> Lines;
    Text.rtrim('\n').split(Lines, '\n');
    return Lines;
  }
};
} // namespace

TEST_F(GithubTest, AnnotatesFindingsAndWhatWasNotAnalysed) {
  EXPECT_EQ(written(writeGithub, everything()),
            "::warning title=epf-irq-leak,file=d/x.c,line=3,endLine=3,col=2,"
            "endColumn=6::irq is left requested%0A"
            "(1) assume that g fails, line 3%0A(2) f returns, line 3%0A"
            "fix: call h (safe, not tried)\n"
            "::notice title=not analysed,file=d/f.c::not C\n"
            "::notice title=incomplete,file=d/p.c::f: budget of 9\n");
}

TEST_F(GithubTest, LetsNothingEndACommandOrBeginAnother) {
  Finding F = finding();
  F.Where.File = "a,b:c%.c";
  F.Message = "x\r\n::error::y %0A";
  F.Witness.clear();
  F.Repairs.clear();
  EXPECT_EQ(written(writeGithub, of({F})),
            "::warning title=epf-irq-leak,file=a%2Cb%3Ac%25.c,line=3,endLine=3,"
            "col=2,endColumn=6::x%0D%0A::error::y %250A\n");
}

TEST_F(GithubTest, PutsErrorsFirst) {
  std::vector<Finding> All;
  add(All, Severity::Note, 1);
  add(All, Severity::Warning, 1);
  add(All, Severity::Error, 1);
  std::string Text = written(writeGithub, of(All));
  auto Lines = lines(Text);
  ASSERT_EQ(Lines.size(), 3u);
  EXPECT_THAT(Lines[0].str(), StartsWith("::error "));
  EXPECT_THAT(Lines[1].str(), StartsWith("::warning "));
  EXPECT_THAT(Lines[2].str(), StartsWith("::notice "));
}

TEST_F(GithubTest, WritesNoMoreThanIsShownAndSaysSo) {
  std::vector<Finding> All;
  add(All, Severity::Error, 10);
  add(All, Severity::Warning, 10);
  add(All, Severity::Note, 10);
  EXPECT_EQ(lines(written(writeGithub, of(All))).size(), 30u);

  add(All, Severity::Warning, 4);
  std::string Text = written(writeGithub, of(All));
  auto Lines = lines(Text);
  ASSERT_EQ(Lines.size(), 30u);
  EXPECT_THAT(Lines.back().str(), HasSubstr("29 of 34 annotations are shown"));
}
