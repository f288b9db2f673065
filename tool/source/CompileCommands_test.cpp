//===- CompileCommands_test.cpp - Reading compilation databases -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A good database, one found from below, and each way of being bad.
//
//===----------------------------------------------------------------------===//

#include "tool/source/CompileCommands.h"
#include "tool/source/TestTree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

using namespace epf;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {
class CompileCommandsTest : public testing::Test {
protected:
  std::string refusal(llvm::StringRef Text) {
    Tree.write("compile_commands.json", Text);
    auto Database = CompileCommands::load(Tree.path());
    return Database ? "" : toString(Database.takeError());
  }

  void writeDatabase() {
    Tree.write("d/a.c", "");
    Tree.write("compile_commands.json",
               "[{\"directory\": \"" + Tree.path() +
                   "\", \"file\": \"d/a.c\", \"command\": \"gcc -DA "
                   "-fconserve-stack -Wp,-MMD,x.d -c -o a.o d/a.c\"}]");
  }

  TestTree Tree;
};
} // namespace

TEST_F(CompileCommandsTest, GivesFlagsAndFiles) {
  writeDatabase();
  auto Database = CompileCommands::findAbove(Tree.path("d/a.c"));
  ASSERT_TRUE(bool(Database)) << toString(Database.takeError());
  auto Command = (*Database)->commandFor(Tree.path("d/a.c"));
  ASSERT_TRUE(bool(Command)) << toString(Command.takeError());
  EXPECT_EQ(Command->Directory, Tree.path());
  EXPECT_THAT(Command->Flags, Contains("-DA"));
  EXPECT_THAT(Command->Flags, Not(Contains("-fconserve-stack")));
  EXPECT_THAT((*Database)->files(), ElementsAre(Tree.path("d/a.c")));
}

TEST_F(CompileCommandsTest, GuessesFlagsOfANewFile) {
  writeDatabase();
  auto Database = CompileCommands::load(Tree.path());
  ASSERT_TRUE(bool(Database)) << toString(Database.takeError());
  auto Command = (*Database)->commandFor(Tree.path("d/new.c"));
  ASSERT_TRUE(bool(Command)) << toString(Command.takeError());
  EXPECT_THAT(Command->Flags, Contains("-DA"));
  EXPECT_THAT(Command->Flags, Not(Contains("--")));
}

TEST_F(CompileCommandsTest, NamesWhatIsWrongInOneLine) {
  EXPECT_THAT(refusal("[{\"file\": "),
              AllOf(HasSubstr("compile_commands.json: not JSON: [1:"),
                    Not(HasSubstr("\n"))));
  EXPECT_THAT(refusal("{}"), AllOf(HasSubstr("not a compilation database"),
                                   Not(HasSubstr("\n"))));
  EXPECT_THAT(
      refusal("[{\"file\": \"a.c\"}]"),
      AllOf(HasSubstr("not a compilation database"), Not(HasSubstr("\n"))));
  EXPECT_THAT(refusal(""), AllOf(HasSubstr("not JSON"), Not(HasSubstr("\n"))));
}

TEST_F(CompileCommandsTest, WaitsForNoPipe) {
  Tree.write("d/a.c", "");
  Tree.write("compile_commands.json",
             "[{\"directory\": \"" + Tree.path("d") +
                 "\", \"file\": \"a.c\", \"command\": \"gcc @pipe -DA a.c\"}]");
  ASSERT_EQ(mkfifo(Tree.path("d/pipe").c_str(), 0600), 0);
  auto Database = CompileCommands::load(Tree.path());
  ASSERT_TRUE(bool(Database)) << toString(Database.takeError());
  auto Command = (*Database)->commandFor(Tree.path("d/a.c"));
  ASSERT_TRUE(bool(Command)) << toString(Command.takeError());
  EXPECT_THAT(Command->Flags, Contains("-DA"));
}

TEST_F(CompileCommandsTest, SaysThatThereIsNone) {
  auto Loaded = CompileCommands::load(Tree.path());
  ASSERT_FALSE(bool(Loaded));
  EXPECT_THAT(toString(Loaded.takeError()), HasSubstr("No such file"));
  auto Found = CompileCommands::findAbove(Tree.path("d/a.c"));
  ASSERT_FALSE(bool(Found));
  EXPECT_THAT(toString(Found.takeError()), HasSubstr("--kernel DIR"));
}

TEST_F(CompileCommandsTest, AcceptsAnEmptyDatabase) {
  Tree.write("compile_commands.json", "[]");
  auto Database = CompileCommands::load(Tree.path());
  ASSERT_TRUE(bool(Database)) << toString(Database.takeError());
  auto Command = (*Database)->commandFor(Tree.path("a.c"));
  ASSERT_FALSE(bool(Command));
  EXPECT_THAT(toString(Command.takeError()), HasSubstr("to guess"));
}
