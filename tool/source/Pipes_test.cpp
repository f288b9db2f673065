//===- Pipes_test.cpp - Files and pipes that somebody named ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source/Pipes.h"
#include "tool/source/TestTree.h"
#include "gtest/gtest.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace epf;

namespace {
class PipesTest : public testing::Test {
protected:
  PipesTest() { mkfifo(Pipe.c_str(), 0600); }

  static std::string textOf(const std::string &Path) {
    auto Text = readFileOrPipe(Path);
    return Text ? (*Text)->getBuffer().str() : toString(Text.takeError());
  }

  static std::string refusal(const std::string &Path) {
    auto Number = openForWriting(Path);
    if (Number)
      return "opened";
    return toString(Number.takeError());
  }

  TestTree Tree;
  std::string Pipe = Tree.path("pipe");
};
} // namespace

TEST_F(PipesTest, ReadsFiles) {
  EXPECT_EQ(textOf(Tree.write("a.json", "{}")), "{}");
  EXPECT_EQ(textOf(Tree.write("empty", "")), "");
  EXPECT_EQ(textOf(Tree.path("none")),
            Tree.path("none") + ": No such file or directory");
  EXPECT_EQ(textOf(Tree.path()), Tree.path() + ": Is a directory");
  EXPECT_EQ(textOf("/dev/zero"), "/dev/zero: neither a file nor a pipe");
}

TEST_F(PipesTest, WaitsForNobody) {
  EXPECT_EQ(textOf(Pipe), Pipe + ": a pipe that nobody writes to");
  EXPECT_EQ(refusal(Pipe), Pipe + ": a pipe that nobody reads");
}

// A writer that is there may take its time, and write more than a pipe holds.
TEST_F(PipesTest, ReadsWhatIsWritten) {
  int Reader = open(Pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  int Writer = open(Pipe.c_str(), O_WRONLY | O_CLOEXEC);
  close(Reader);
  std::string Long(200000, 'x');
  std::thread Slow([&] {
    usleep(50000);
    for (size_t Done = 0; Done != Long.size();)
      Done += write(Writer, Long.data() + Done, Long.size() - Done);
    close(Writer);
  });
  EXPECT_EQ(textOf(Pipe), Long);
  Slow.join();
}

TEST_F(PipesTest, WritesToWhoReads) {
  int Reader = open(Pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  auto Number = openForWriting(Pipe);
  ASSERT_TRUE(bool(Number));
  EXPECT_EQ(fcntl(*Number, F_GETFL) & O_NONBLOCK, 0) << "it is to wait";
  EXPECT_EQ(write(*Number, "ab", 2), 2);
  close(*Number);
  char Got[3] = "";
  EXPECT_EQ(read(Reader, Got, 2), 2);
  EXPECT_STREQ(Got, "ab");
  close(Reader);
}
