//===- Diff_test.cpp - Edits as diffs -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Diffs are compared whole, and once applied with patch(1) itself.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Diff.h"
#include "tool/source/TestTree.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;

static constexpr llvm::StringLiteral Text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

static std::string diff(llvm::StringRef Before, std::vector<Edit> Edits) {
  auto Result = unifiedDiff("f.c", Before, Edits);
  return Result ? *Result : "error: " + toString(Result.takeError());
}

static std::string hunks(llvm::StringRef Before, std::vector<Edit> Edits) {
  llvm::StringRef Whole = "";
  std::string Result = diff(Before, std::move(Edits));
  Whole = Result;
  EXPECT_TRUE(Whole.consume_front("--- a/f.c\n+++ b/f.c\n")) << Result;
  return Whole.str();
}

TEST(Diff, ReplacesWithinALine) {
  EXPECT_EQ(hunks(Text, {{"f.c", 8, 1, "five"}}),
            "@@ -3,5 +3,5 @@\n 3\n 4\n-5\n+five\n 6\n 7\n");
}

TEST(Diff, InsertsAndDeletesWholeLines) {
  EXPECT_EQ(hunks(Text, {{"f.c", 8, 0, "new\n"}}),
            "@@ -3,4 +3,5 @@\n 3\n 4\n+new\n 5\n 6\n");
  EXPECT_EQ(hunks(Text, {{"f.c", 0, 2, ""}}), "@@ -1,3 +1,2 @@\n-1\n 2\n 3\n");
  EXPECT_EQ(hunks(Text, {{"f.c", 18, 0, "10\n"}}),
            "@@ -8,2 +8,3 @@\n 8\n 9\n+10\n");
  EXPECT_EQ(hunks(Text, {{"f.c", 8, 0, "a;\nb;\n"}}),
            "@@ -3,4 +3,6 @@\n 3\n 4\n+a;\n+b;\n 5\n 6\n");
}

TEST(Diff, JoinsNearHunksAndPartsFarOnes) {
  EXPECT_EQ(hunks(Text, {{"f.c", 2, 1, "b"}, {"f.c", 10, 1, "f"}}),
            "@@ -1,8 +1,8 @@\n 1\n-2\n+b\n 3\n 4\n 5\n-6\n+f\n 7\n 8\n");
  EXPECT_EQ(
      hunks(Text, {{"f.c", 0, 0, "0\n"}, {"f.c", 16, 1, "nine"}}),
      "@@ -1,2 +1,3 @@\n+0\n 1\n 2\n@@ -7,3 +8,3 @@\n 7\n 8\n-9\n+nine\n");
}

TEST(Diff, JoinsEditsOfOneLine) {
  EXPECT_EQ(hunks("a b c\n", {{"f.c", 0, 1, "x"}, {"f.c", 4, 1, "z"}}),
            "@@ -1 +1 @@\n-a b c\n+x b z\n");
}

TEST(Diff, MarksAMissingLineEnd) {
  EXPECT_EQ(hunks("a\nb", {{"f.c", 2, 1, "c"}}),
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
            "+c\n\\ No newline at end of file\n");
}

TEST(Diff, IsEmptyWithoutChange) {
  EXPECT_EQ(diff(Text, {}), "");
  EXPECT_EQ(diff(Text, {{"f.c", 0, 1, "1"}}), "");
}

TEST(Diff, RefusesEditsThatDoNotFit) {
  EXPECT_EQ(diff("a\n", {{"f.c", 1, 2, ""}}),
            "error: f.c: edit at byte 1 does not fit");
  EXPECT_EQ(diff(Text, {{"f.c", 0, 4, ""}, {"f.c", 3, 1, ""}}),
            "error: f.c: edit at byte 3 does not fit");
}

TEST(Diff, AppliesWithPatch) {
  auto Patch = llvm::sys::findProgramByName("patch");
  ASSERT_TRUE(Patch) << "no patch(1)";
  TestTree Tree;
  std::string File = Tree.write("f.c", Text);
  std::string Change = Tree.write(
      "change", diff(Text, {{"f.c", 0, 0, "0\n"}, {"f.c", 16, 2, ""}}));
  std::string Dir = Tree.path();
  EXPECT_EQ(llvm::sys::ExecuteAndWait(
                *Patch, {*Patch, "-s", "-p1", "-d", Dir, "-i", Change}),
            0);
  EXPECT_EQ((*llvm::MemoryBuffer::getFile(File))->getBuffer(),
            "0\n1\n2\n3\n4\n5\n6\n7\n8\n");
}

TEST(Diff, SpellsNamesAsGitDoes) {
  EXPECT_EQ(diffName("a/", "d/f.c"), "a/d/f.c");
  EXPECT_EQ(diffName("a/", "/tmp/f.c"), "a/tmp/f.c");
  EXPECT_EQ(diffName("b/", "a b.c"), "b/a b.c\t");
  EXPECT_EQ(diffName("b/", "a\n\"\xc3\xa9.c"), "\"b/a\\012\\\"\\303\\251.c\"");
}
