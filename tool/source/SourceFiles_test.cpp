//===- SourceFiles_test.cpp - Which files paths stand for -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files, directories and the kernel's own names for them.
//
//===----------------------------------------------------------------------===//

#include "tool/source/SourceFiles.h"
#include "tool/source/SourceRoot.h"
#include "tool/source/TestTree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(SourceFiles, WalksDirectoriesInOrder) {
  TestTree Tree;
  Tree.write("d/b.c", "");
  Tree.write("d/a/z.c", "");
  Tree.write("d/a/z.h", "");
  Tree.write("elsewhere/x.c", "");
  ASSERT_FALSE(
      llvm::sys::fs::create_link(Tree.path("elsewhere"), Tree.path("d/link")));
  auto Files = sourceFiles({Tree.path("d"), Tree.path("d/b.c")}, "");
  ASSERT_TRUE(bool(Files)) << toString(Files.takeError());
  EXPECT_THAT(*Files, ElementsAre(Tree.path("d/a/z.c"), Tree.path("d/b.c")));
}

TEST(SourceFiles, LooksBelowTheFallback) {
  TestTree Tree;
  Tree.write("drivers/a.c", "");
  auto Files = sourceFiles({"drivers/a.c"}, Tree.path());
  ASSERT_TRUE(bool(Files)) << toString(Files.takeError());
  EXPECT_THAT(*Files, ElementsAre(Tree.path("drivers/a.c")));
}

TEST(SourceFiles, RefusesWhatHoldsNothing) {
  TestTree Tree;
  Tree.write("d/a.h", "");
  auto Empty = sourceFiles({Tree.path("d")}, "");
  ASSERT_FALSE(bool(Empty));
  EXPECT_THAT(toString(Empty.takeError()), HasSubstr("no C files"));
  auto Missing = sourceFiles({"none.c"}, Tree.path());
  ASSERT_FALSE(bool(Missing));
  EXPECT_EQ(toString(Missing.takeError()), "none.c: No such file or directory");
}

TEST(SourceRoot, IsTheGitTreeOrWhatFilesShare) {
  TestTree Tree;
  Tree.write("repo/.git/HEAD", "");
  std::vector<std::string> Files = {Tree.path("repo/d/a.c"),
                                    Tree.path("repo/d/b.c")};
  EXPECT_EQ(SourceRoot::enclosing(Files).path(), Tree.path("repo"));
  Files = {Tree.path("x/d/a.c"), Tree.path("x/e/b.c")};
  EXPECT_EQ(SourceRoot::enclosing(Files).path(), Tree.path("x"));
}

TEST(SourceRoot, MakesPathsRelativeAndBack) {
  SourceRoot Root("/linux");
  EXPECT_EQ(Root.relative("/linux/drivers/a.c"), "drivers/a.c");
  EXPECT_EQ(Root.relative("/linux-2/a.c"), "/linux-2/a.c");
  EXPECT_EQ(Root.absolute("drivers/a.c"), "/linux/drivers/a.c");
}
