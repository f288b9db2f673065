//===- KnownWrong_test.cpp - Wrong answers that are known -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// testdata/known-wrong/ holds cases that epflint judges wrongly today. The
// comment above a function is what it ought to say:
//
//   /* should find: epf-irq-stray-free */
//   /* should find nothing */
//
// The test fails when an answer has become right, so that the case moves to
// where it is kept right.
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "testdata/Case.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace epf;
using llvm::StringRef;

static std::vector<std::string> knownWrongFiles() {
  std::vector<std::string> Files;
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator
           It(sourcePath("testdata/known-wrong"), EC),
       End;
       It != End && !EC; It.increment(EC))
    if (StringRef(It->path()).ends_with(".c"))
      Files.push_back("testdata/known-wrong/" +
                      llvm::sys::path::filename(It->path()).str());
  llvm::sort(Files);
  return Files;
}

static void expectStillWrong(StringRef File) {
  Case Wrong = readCase(readSource(File));
  UnitReport Unit = analyseText(File, Wrong.Text);
  ASSERT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
  auto Actual = verdictsOf(Unit.Findings);
  for (const CaseFunction &F : functionsOf(Wrong.Text)) {
    if (!StringRef(F.Comment).starts_with("should find"))
      continue;
    std::set<std::string> Right = rulesIn(F.Comment, "should find:");
    std::string Folder = Right.empty() ? "the folder of the rule that was wrong"
                                       : "testdata/" + *Right.begin();
    EXPECT_NE(llvm::join(Actual[F.Name], ", "), llvm::join(Right, ", "))
        << F.Name << " has become right: move it to " << Folder;
  }
}

TEST(KnownWrong, IsStillWrong) {
  for (const std::string &File : knownWrongFiles()) {
    SCOPED_TRACE(File);
    expectStillWrong(File);
  }
}
