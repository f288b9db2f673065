//===- History_test.cpp - What is read from a repository ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Repositories are made with git itself, the way people make them.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/History.h"
#include "tool/source/TestTree.h"
#include "llvm/Support/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;

namespace {
class HistoryTest : public testing::Test {
protected:
  void git(std::vector<std::string> Words) {
    auto Program = llvm::sys::findProgramByName("git");
    ASSERT_TRUE(bool(Program)) << "git is not installed";
    Words.insert(Words.begin(), {"git", "-C", Tree.path()});
    std::vector<llvm::StringRef> All(Words.begin(), Words.end());
    EXPECT_EQ(llvm::sys::ExecuteAndWait(*Program, All, std::nullopt,
                                        {"", "/dev/null", "/dev/null"}),
              0)
        << Words[3];
  }

  void SetUp() override {
    git({"init"});
    git({"config", "user.name", "A. Ringer"});
    git({"config", "user.email", "a@example.org"});
    commit("README", "x\n", "import of everything");
  }

  void commit(llvm::StringRef File, llvm::StringRef Text, std::string Subject) {
    Tree.write(File, Text);
    git({"add", "-A"});
    git({"commit", "-m", Subject});
  }

  TestTree Tree;
};
} // namespace

TEST_F(HistoryTest, KnowsTheUser) {
  EXPECT_EQ(History(Tree.path()).author(), "\"A. Ringer\" <a@example.org>");
}

// An archive of a tree may bring a repository along, with pipes in it.
TEST_F(HistoryTest, WaitsForNoPipe) {
  std::string Branch = Tree.path("d");
  commit("README", "1\n", "bake: mend it");
  git({"worktree", "add", Branch});
  EXPECT_TRUE(History(Branch).subjectPrefix(Branch + "/README").has_value());
  for (const char *Each :
       {"config", "packed-refs", "objects/info/alternates"}) {
    std::string Path = Tree.path(".git/" + std::string(Each));
    std::string Kept = Path + ".kept";
    bool Was = rename(Path.c_str(), Kept.c_str()) == 0;
    ASSERT_EQ(mkfifo(Path.c_str(), 0600), 0) << Each;
    for (const std::string &Dir : {Tree.path(), Branch})
      EXPECT_FALSE(History(Dir).subjectPrefix(Dir + "/README").has_value());
    unlink(Path.c_str());
    if (Was)
      ASSERT_EQ(rename(Kept.c_str(), Path.c_str()), 0);
  }
}

TEST_F(HistoryTest, ReadsTheHabitOfSubjects) {
  commit("d/oven.c", "1\n", "bake: oven: new driver: hot");
  commit("d/oven.c", "2\n", "bake: oven: mend it");
  commit("d/oven.c", "3\n", "treewide: mend all");
  commit("other.c", "3\n", "other: mend it");
  History Past(Tree.path());
  EXPECT_EQ(Past.subjectPrefix(Tree.path("d/oven.c")), "bake: oven: ");
  EXPECT_EQ(Past.subjectPrefix(Tree.path("README")), std::nullopt);
  EXPECT_EQ(Past.subjectPrefix("/none.c"), std::nullopt);
}

TEST_F(HistoryTest, NamesTheOneCommitThatLinesComeFrom) {
  commit("oven.c", "1\n2\n3\n", "oven: new driver");
  commit("oven.c", "1\n2\n3\n4\n", "oven: add \"4\"");
  History Past(Tree.path());
  std::string File = Tree.path("oven.c");
  auto Origin = Past.origin(File, "1\n2\n3\n4\n", {1, 3});
  ASSERT_TRUE(Origin);
  EXPECT_THAT(*Origin,
              testing::MatchesRegex("[0-9a-f]+ \\(\"oven: new driver\"\\)"));
  EXPECT_EQ(Origin->find(' '), 12u);
  EXPECT_EQ(Past.origin(File, "1\n2\n3\n4\n", {1, 4}), std::nullopt);
  // Lines that are not committed move the others.
  EXPECT_EQ(Past.origin(File, "0\n1\n2\n3\n4\n", {2, 4}), Origin);
  EXPECT_EQ(Past.origin(File, "0\n1\n2\n3\n4\n", {1}), std::nullopt);
}

TEST_F(HistoryTest, DoesNotBlameTheFirstCommit) {
  EXPECT_EQ(History(Tree.path()).origin(Tree.path("README"), "x\n", {1}),
            std::nullopt);
}

TEST(History, SaysNothingWithoutARepository) {
  TestTree Tree;
  History Past(Tree.path());
  EXPECT_EQ(Past.subjectPrefix(Tree.write("a.c", "1\n")), std::nullopt);
  EXPECT_EQ(Past.origin(Tree.path("a.c"), "1\n", {1}), std::nullopt);
  EXPECT_EQ(subjectPrefixOf("drivers/mfd/tc3589x.c"), "mfd: tc3589x: ");
  EXPECT_EQ(subjectPrefixOf("drivers/pci/endpoint/functions/x.c"),
            "PCI: endpoint: x: ");
  EXPECT_EQ(subjectPrefixOf("oven.c"), "oven: ");
}
