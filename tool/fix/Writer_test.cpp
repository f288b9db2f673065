//===- Writer_test.cpp - Files are replaced whole or not at all -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A full disk is played by the limit that the system sets to a file's size: as
// on a disk, part of the text is written before the rest is refused.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Writer.h"
#include "tool/source/TestTree.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace epf;

namespace {
class WriterTest : public testing::Test {
protected:
  std::string read(llvm::StringRef Path) {
    auto Text = llvm::MemoryBuffer::getFile(Path);
    return Text ? (*Text)->getBuffer().str() : "";
  }

  /// The names in the directory d/.
  std::vector<std::string> names() {
    std::vector<std::string> All;
    std::error_code EC;
    for (llvm::sys::fs::directory_iterator It(Tree.path("d"), EC), End;
         It != End && !EC; It.increment(EC))
      All.push_back(llvm::sys::path::filename(It->path()).str());
    llvm::sort(All);
    return All;
  }

  /// Expects that Path is refused for that reason and left as it was.
  void expectRefused(const std::string &Path, llvm::StringRef Before,
                     llvm::StringRef Why, std::string After = "new\n") {
    std::string Was = read(Path);
    std::vector<std::string> Beside = names();
    EXPECT_EQ(llvm::toString(replaceFile(Path, Before, After)),
              Path + ": not written: " + Why.str());
    EXPECT_EQ(read(Path), Was);
    EXPECT_EQ(names(), Beside);
  }

  TestTree Tree;
};
} // namespace

TEST_F(WriterTest, KeepsTheModeAndLeavesNothingBeside) {
  std::string Path = Tree.write("d/a.c", "old\n");
  ASSERT_EQ(chmod(Path.c_str(), 0751), 0);
  EXPECT_FALSE(replaceFile(Path, "old\n", "new\n"));
  EXPECT_EQ(read(Path), "new\n");
  EXPECT_THAT(names(), testing::ElementsAre("a.c"));
  struct stat Status;
  ASSERT_EQ(stat(Path.c_str(), &Status), 0);
  EXPECT_EQ(Status.st_mode & 07777, 0751u);
}

TEST_F(WriterTest, WritesWhatASymbolicLinkLeadsTo) {
  std::string Path = Tree.write("e/real.c", "old\n");
  Tree.write("d/x", "");
  ASSERT_EQ(symlink("../e/real.c", Tree.path("d/link.c").c_str()), 0);
  EXPECT_FALSE(replaceFile(Tree.path("d/link.c"), "old\n", "new\n"));
  EXPECT_TRUE(llvm::sys::fs::is_symlink_file(Tree.path("d/link.c")));
  EXPECT_EQ(read(Path), "new\n");
}

TEST_F(WriterTest, RefusesAFileThatChanged) {
  std::string Path = Tree.write("d/a.c", "other\n");
  expectRefused(Path, "old\n", "it changed since it was read");
}

TEST_F(WriterTest, RefusesAFileThatIsReadOnly) {
  std::string Path = Tree.write("d/a.c", "old\n");
  ASSERT_EQ(chmod(Path.c_str(), 0444), 0);
  expectRefused(Path, "old\n", "it is read-only");
}

TEST_F(WriterTest, RefusesToCutHardLinks) {
  std::string Path = Tree.write("d/a.c", "old\n");
  ASSERT_EQ(link(Path.c_str(), Tree.path("d/b.c").c_str()), 0);
  expectRefused(Path, "old\n",
                "it has other hard links, which would be cut off");
}

TEST_F(WriterTest, LeavesTheFileWhenTheDiskIsFull) {
  std::string Path = Tree.write("d/a.c", "old\n");
  ASSERT_NE(std::signal(SIGXFSZ, SIG_IGN), SIG_ERR);
  rlimit Old;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &Old), 0);
  rlimit Full = Old;
  Full.rlim_cur = 1000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &Full), 0);
  expectRefused(Path, "old\n", "File too large", std::string(5000, 'x'));
  setrlimit(RLIMIT_FSIZE, &Old);
}

TEST_F(WriterTest, LeavesTheFileWhenItIsInterrupted) {
  std::string Path = Tree.write("d/a.c", "old\n");
  pid_t Child = fork();
  ASSERT_GE(Child, 0);
  if (Child == 0) {
    // The signal comes in the middle of the text.
    std::signal(SIGXFSZ, [](int) { std::raise(SIGTERM); });
    rlimit Full{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &Full);
    consumeError(replaceFile(Path, "old\n", std::string(5000, 'x')));
    _exit(0);
  }
  int Status;
  ASSERT_EQ(waitpid(Child, &Status, 0), Child);
  ASSERT_TRUE(WIFSIGNALED(Status));
  EXPECT_EQ(WTERMSIG(Status), SIGTERM);
  EXPECT_EQ(read(Path), "old\n");
  EXPECT_THAT(names(), testing::ElementsAre("a.c"));
}

TEST_F(WriterTest, RefusesAFileThatIsGone) {
  Tree.write("d/x", "");
  expectRefused(Tree.path("d/a.c"), "old\n", "No such file or directory");
}
