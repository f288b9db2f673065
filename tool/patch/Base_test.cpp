//===- Base_test.cpp - What a series was made on --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file of three versions in a repository, and a patch to the second.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Base.h"
#include "tool/patch/GitFiles.h"
#include "tool/patch/Input.h"
#include "tool/patch/TestRepository.h"
#include "tool/source/TestTree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <unistd.h>

using namespace epf;
using namespace epf::patch;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

static std::string fileWith(llvm::StringRef Middle) {
  return ("one\ntwo\nthree\n" + Middle + "\nfive\nsix\nseven\n").str();
}

namespace {
class BaseTest : public testing::Test {
protected:
  /// A patch of "four", with what stands in front of its first hunk.
  static std::string patchOf(llvm::StringRef Index,
                             llvm::StringRef Old = "four",
                             llvm::StringRef Path = "d/x.c") {
    return ("diff --git a/" + Path + " b/" + Path + "\n" + Index + "--- a/" +
            Path + "\n+++ b/" + Path +
            "\n@@ -1,7 +1,7 @@\n one\n two\n three\n-" + Old +
            "\n+FOUR\n five\n six\n seven\n")
        .str();
  }

  static std::string indexOf(llvm::StringRef Text) {
    return "index " + blobId(Text).substr(0, 12) + "..123456789abc 100644\n";
  }

  /// What became of the patch: why this base, or the error.
  std::string find(const std::string &Text, llvm::StringRef Revision = "") {
    auto All = readInput(llvm::MemoryBufferRef(Text, "x.patch"));
    if (!All)
      return toString(All.takeError());
    auto Found = findBase(*All, Tree.path(), Revision);
    if (!Found)
      return "error: " + toString(Found.takeError());
    Before = Found->Result.Versions.front()["d/x.c"].value_or("none");
    After = Found->Result.Versions.back()["d/x.c"].value_or("none");
    Commit = Found->Commit;
    return Found->Why;
  }

  TestTree Tree;
  std::string Before, After, Commit;
};

/// With a repository whose work tree is at the third version.
class GitBaseTest : public BaseTest {
protected:
  GitBaseTest() : Repository(Tree.path()) {
    for (llvm::StringRef Middle : {"fear", "four", "for"}) {
      Tree.write("d/x.c", fileWith(Middle));
      Tree.write("d/x.h", Middle);
      Commits.push_back(Repository.commit());
    }
  }

  TestRepository Repository;
  std::vector<std::string> Commits;
};
} // namespace

TEST_F(BaseTest, TakesAPlainTreeAsItStands) {
  Tree.write("d/x.c", fileWith("four"));
  EXPECT_EQ(find(patchOf("")), "the tree as it stands: all hunks fit");
  EXPECT_EQ(After, fileWith("FOUR"));
  EXPECT_EQ(find(patchOf(indexOf(fileWith("four")))),
            "the tree as it stands: its files have the blob ids that the patch "
            "names");
  EXPECT_THAT(find(patchOf(""), "HEAD"), HasSubstr("not in a git work tree"));
}

TEST_F(BaseTest, LeavesOutWhatIsNoCodeAndDoesNotFit) {
  Tree.write("d/x.c", fileWith("four"));
  Tree.write("d/Makefile", "obj-y += y.o\n");
  std::string Makefile = patchOf("", "four", "d/Makefile");
  EXPECT_EQ(find(patchOf("") + Makefile),
            "the tree as it stands: all hunks of code fit");
  EXPECT_EQ(After, fileWith("FOUR"));
  EXPECT_THAT(find(patchOf("") + patchOf("", "four", "d/x.h")),
              HasSubstr("d/x.h: the base has no such file"));
}

TEST_F(BaseTest, RefusesAFileThatWouldTakeForever) {
  std::string Large = "diff --git a/d/x.c b/d/x.c\nnew file mode 100644\n--- "
                      "/dev/null\n+++ b/d/x.c\n@@ -0,0 +1,200000 @@\n";
  for (int I = 0; I < 200000; ++I)
    Large += "+int xxxxxx;\n";
  EXPECT_EQ(find(Large), "error: d/x.c: of 2400000 bytes; no more than 2097152 "
                         "are analysed");
}

TEST_F(BaseTest, StaysInTheTree) {
  Tree.write("outside/x.c", fileWith("four"));
  Tree.write("d/y.c", "");
  ASSERT_EQ(symlink("/etc/passwd", Tree.path("d/x.c").c_str()), 0);
  EXPECT_EQ(find(patchOf("")), "error: d/x.c: leads out of the tree");
  llvm::sys::fs::remove(Tree.path("d/x.c"));
  llvm::sys::fs::create_directories(Tree.path("d/x.c"));
  EXPECT_EQ(find(patchOf("")), "error: d/x.c: not a regular file");
  llvm::sys::fs::remove(Tree.path("d/x.c"));
  EXPECT_EQ(find(patchOf("")), "error: d/x.c: the base has no such file");
}

TEST_F(GitBaseTest, FindsTheCommitThatHasTheBlobs) {
  EXPECT_EQ(find(patchOf(indexOf(fileWith("four")))),
            "commit " + Commits[1].substr(0, 12) +
                ": it has the blobs that the patch names");
  EXPECT_EQ(Commit, Commits[1]);
  EXPECT_EQ(Before, fileWith("four"));
  EXPECT_EQ(After, fileWith("FOUR"));
}

TEST_F(GitBaseTest, FindsTheNewestThatFits) {
  EXPECT_EQ(find(patchOf("")), "commit " + Commits[1].substr(0, 12) +
                                   ": the newest that all hunks fit");
  EXPECT_EQ(find(patchOf("", "for")), "the tree as it stands: all hunks fit");
  EXPECT_EQ(Commit, "");
  EXPECT_THAT(find(patchOf("", "never")),
              AllOf(StartsWith("error: d/x.c"), HasSubstr("hunk 1")));
}

TEST_F(GitBaseTest, FollowsTheTrailer) {
  EXPECT_EQ(find(patchOf("", "for") + "\nbase-commit: " + Commits[2] + "\n"),
            "commit " + Commits[2].substr(0, 12) + ": the series' base-commit");
}

TEST_F(GitBaseTest, ObeysTheUser) {
  EXPECT_EQ(find(patchOf("", "fear"), "HEAD~2"),
            "commit " + Commits[0].substr(0, 12) + ": it was asked for");
  EXPECT_THAT(find(patchOf("", "for"), "HEAD~2"),
              StartsWith("error: commit " + Commits[0].substr(0, 12)));
  EXPECT_THAT(find(patchOf(""), "nowhere"),
              HasSubstr("--base nowhere: no such commit"));
}

TEST_F(GitBaseTest, ReadsTheOtherFilesOfTheCommit) {
  auto Files = gitFiles(Tree.path(), Commits[0]);
  ASSERT_TRUE(Files);
  auto Text = Files->getBufferForFile(Tree.path("d/x.h"));
  ASSERT_TRUE(bool(Text));
  EXPECT_EQ((*Text)->getBuffer(), "fear");
  EXPECT_TRUE(Files->status(Tree.path("d"))->isDirectory());
  EXPECT_FALSE(Files->exists(Tree.path("d/none.h")));
  EXPECT_FALSE(Files->exists("/etc/passwd"));
  ASSERT_FALSE(Files->setCurrentWorkingDirectory(Tree.path("d")));
  EXPECT_TRUE(Files->exists("x.h"));
}

// A series makes a file, changes it, gives it a new name and removes another.
TEST_F(BaseTest, AppliesEachPatchToTheOneBefore) {
  Tree.write("d/old.c", "gone\n");
  auto Mail = [](int Number, const std::string &Diff) {
    std::string N = std::to_string(Number);
    return "From a@example.org Mon Mar  2 09:00:00 2026\nFrom: A "
           "<a@example.org>\nSubject: [PATCH " +
           N + "/3] x\nMessage-ID: <" + N + "@example.org>\n\nx\n---\n" + Diff +
           "-- \n2.51.0\n\n";
  };
  std::string Text =
      Mail(1, "diff --git a/d/x.c b/d/x.c\nnew file mode 100644\n--- "
              "/dev/null\n+++ b/d/x.c\n@@ -0,0 +1,2 @@\n+one\n+two\n") +
      Mail(2, "diff --git a/d/x.c b/d/x.c\n--- a/d/x.c\n+++ b/d/x.c\n@@ -1,2 "
              "+1,2 @@\n one\n-two\n+TWO\n") +
      Mail(3, "diff --git a/d/x.c b/d/y.c\nsimilarity index 100%\nrename from "
              "d/x.c\nrename to d/y.c\ndiff --git a/d/old.c b/d/old.c\ndeleted "
              "file mode 100644\n--- a/d/old.c\n+++ /dev/null\n@@ -1 +0,0 @@\n"
              "-gone\n");
  auto All = readInput(llvm::MemoryBufferRef(Text, "x.mbox"));
  ASSERT_TRUE(bool(All)) << toString(All.takeError());
  auto Found = findBase(*All, Tree.path(), "");
  ASSERT_TRUE(bool(Found)) << toString(Found.takeError());
  auto &V = Found->Result.Versions;
  ASSERT_EQ(V.size(), 4u);
  EXPECT_EQ(V[0]["d/x.c"], std::nullopt);
  EXPECT_EQ(V[0]["d/old.c"], "gone\n");
  EXPECT_EQ(V[1]["d/x.c"], "one\ntwo\n");
  EXPECT_EQ(V[2]["d/x.c"], "one\nTWO\n");
  EXPECT_EQ(V[2]["d/y.c"], std::nullopt);
  EXPECT_EQ(V[3]["d/x.c"], std::nullopt);
  EXPECT_EQ(V[3]["d/y.c"], "one\nTWO\n");
  EXPECT_EQ(V[3]["d/old.c"], std::nullopt);
}
