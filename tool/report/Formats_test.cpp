//===- Formats_test.cpp - The table of formats ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What holds for every format, those to come included.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Formats.h"
#include "tool/report/TestReport.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::HasSubstr;

namespace {
class FormatsTest : public ReportTest {};
} // namespace

TEST_F(FormatsTest, AreListedInTheReadme) {
  auto Readme = llvm::MemoryBuffer::getFile(EPFLINT_SOURCE_DIR "/README.md");
  ASSERT_TRUE(bool(Readme));
  for (const Format &F : allFormats())
    EXPECT_THAT((*Readme)->getBuffer().str(),
                HasSubstr(("| `" + F.Name + "` | " + F.Use + " |\n").str()));
}

TEST_F(FormatsTest, GiveTheSameBytesForTheSameReport) {
  for (const Format &F : allFormats())
    EXPECT_EQ(written(F.Write, everything()), written(F.Write, everything()));
}

TEST_F(FormatsTest, TellEveryFinding) {
  for (const Format &F : allFormats())
    if (F.Name != "diff") // which tells what to do, not why
      EXPECT_THAT(written(F.Write, everything()),
                  HasSubstr("irq is left requested"))
          << F.Name.str();
}

TEST_F(FormatsTest, SurviveFilesThatAreGone) {
  llvm::sys::fs::remove(Tree.path("d/x.c"));
  for (const Format &F : allFormats())
    if (F.Name != "diff")
      EXPECT_THAT(written(F.Write, everything()), HasSubstr("d/x.c"))
          << F.Name.str();
}
