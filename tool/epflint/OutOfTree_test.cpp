//===- OutOfTree_test.cpp - A driver that is no part of the kernel --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Its flags are the kernel's; its paths, in all that is written, are those of
// the repository that it is in.
//
//===----------------------------------------------------------------------===//

#include "testdata/Hosts.h"
#include "tool/patch/TestKernel.h"
#include "gmock/gmock.h"
#include <nlohmann/json.hpp>

using namespace epf;
using testing::HasSubstr;

namespace {
class OutOfTreeTest : public patch::TestKernel {
protected:
  OutOfTreeTest() {
    git({"init"});
    git({"config", "user.name", "Ann Ringer"});
    git({"config", "user.email", "a@example.org"});
    Tree.write("own/oven/Makefile", "obj-m += oven.o\n");
    Tree.write("own/oven/oven.c",
               "#include <linux/interrupt.h>\n"
               "struct oven { int irq; };\n"
               "int oven_heat(struct oven *oven);\n"
               "irqreturn_t oven_hot(int irq, void *oven);\n"
               "int oven_start(struct oven *oven)\n"
               "{\n"
               "\tint ret;\n"
               "\n"
               "\tret = request_irq(oven->irq, oven_hot, 0, \"oven\", oven);\n"
               "\tif (ret)\n"
               "\t\treturn ret;\n"
               "\n"
               "\tret = oven_heat(oven);\n"
               "\tif (ret)\n"
               "\t\treturn ret;\n"
               "\n"
               "\treturn 0;\n"
               "}\n");
    git({"add", "."});
    git({"commit", "-m", "bake: oven: new driver"});
  }

  void git(std::vector<std::string> Words) {
    llvm::sys::fs::create_directories(Tree.path("own"));
    Words.insert(Words.begin(), {"git", "-C", Tree.path("own")});
    HostOutcome O = runHost(Tree, Words);
    ASSERT_EQ(O.Status, 0) << Words[3] << O.Err;
  }

  HostOutcome check(std::vector<std::string> Words) {
    Words.insert(Words.begin(),
                 {EPFLINT_BIN, "check", "--kernel", Tree.path("linux")});
    return runHost(Tree, Words);
  }

  std::string Own = Tree.path("own/oven");
};
} // namespace

TEST_F(OutOfTreeTest, NamesFilesAsItsRepositoryDoes) {
  auto Document = nlohmann::json::parse(check({"--format", "json", Own}).Out);
  EXPECT_EQ(Document["units"][0]["file"], "oven/oven.c");
  ASSERT_EQ(Document["findings"].size(), 1u);
  EXPECT_EQ(Document["findings"][0]["location"]["file"], "oven/oven.c");
}

TEST_F(OutOfTreeTest, MakesDiffsThatGitTakes) {
  std::string Diff = Tree.path("diff"), Mails = Tree.path("mails");
  check({"--diff", "-o", Diff, "--patches", Mails, Own});
  EXPECT_THAT(read(Diff), HasSubstr("--- a/oven/oven.c\n"));
  git({"apply", "--check", Diff});
  std::error_code EC;
  llvm::sys::fs::directory_iterator First(Mails, EC);
  ASSERT_FALSE(EC);
  EXPECT_THAT(read(First->path()),
              HasSubstr("\ndiff --git a/oven/oven.c b/oven/oven.c\n"));
  git({"am", First->path()});
  EXPECT_EQ(check({Own}).Status, 0);
}

TEST_F(OutOfTreeTest, KeepsABaselineWhereverItIs) {
  std::string Known = Tree.path("baseline.json");
  check({"--write-baseline", Known, Own});
  ASSERT_FALSE(llvm::sys::fs::rename(Tree.path("own"), Tree.path("moved")));
  EXPECT_EQ(check({"--baseline", Known, Tree.path("moved/oven")}).Status, 0);
}

// All that is named has one root: the kernel's, if anything is the kernel's.
TEST_F(OutOfTreeTest, StaysOutsideBesideTheKernelsOwn) {
  std::string Inside = Tree.path(Driver);
  auto Document =
      nlohmann::json::parse(check({"--format", "json", Own, Inside}).Out);
  EXPECT_EQ(Document["units"][1]["file"], "drivers/vdoor/epf-vdoor.c");
  EXPECT_EQ(Document["units"][0]["file"], Own + "/oven.c");
}
