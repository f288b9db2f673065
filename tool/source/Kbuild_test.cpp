//===- Kbuild_test.cpp - Reading Makefiles --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The constructs that directories of the kernel use.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Kbuild.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::ElementsAre;
using testing::IsEmpty;

static Kbuild makefile(llvm::StringRef Text) {
  static const Kbuild::Variables Config = {
      {"srctree", "/linux"}, {"CONFIG_Y", "y"}, {"CONFIG_M", "m"}};
  Kbuild Result(Config, {{"src", "/linux/drivers/x"}});
  Result.read(Text);
  return Result;
}

TEST(Kbuild, ExpandsFlags) {
  Kbuild Makefile = makefile("INC := $(srctree)/drivers/net\n"
                             "ccflags-y := -I$(src)/.. \\\n"
                             "\t-I $(INC) # why\n"
                             "ccflags-y += -I$(srctree)/$(src)/include\n"
                             "ccflags-$(CONFIG_Y) += -D'f(x)=K \": \" x'\n"
                             "ccflags-$(CONFIG_N) += -DNO\n"
                             "ccflags-y += $(call cc-option,-Wall)\n");
  EXPECT_THAT(Makefile.words("ccflags-y"),
              ElementsAre("-I/linux/drivers/x/..", "-I", "/linux/drivers/net",
                          "-I/linux/drivers/x/include", "-Df(x)=K \": \" x"));
  EXPECT_THAT(Makefile.words("unknown"), IsEmpty());
}

TEST(Kbuild, TakesTheBranchOfTheConfiguration) {
  Kbuild Makefile = makefile("ifeq ($(CONFIG_Y),y)\nccflags-y += -DA\n"
                             "else ifdef CONFIG_M\nccflags-y += -DB\n"
                             "else\nccflags-y += -DC\nendif\n"
                             "ifdef CONFIG_N\nccflags-y += -DD\n"
                             "else ifneq ($(CONFIG_M),y)\nccflags-y += -DE\n"
                             "else\nccflags-y += -DF\nendif\n"
                             "ifndef CONFIG_Y\nifdef CONFIG_M\n"
                             "ccflags-y += -DG\nendif\nendif\n");
  EXPECT_THAT(Makefile.words("ccflags-y"), ElementsAre("-DA", "-DE"));
}

TEST(Kbuild, KnowsModulesFromBuiltIns) {
  Kbuild Makefile = makefile("obj-$(CONFIG_M) += m.o whole-m.o\n"
                             "obj-$(CONFIG_Y) += y.o whole-y.o\n"
                             "whole-m-y := part-m.o\n"
                             "whole-y-objs := part-y.o\n");
  EXPECT_FALSE(Makefile.isBuiltIn("m.o"));
  EXPECT_FALSE(Makefile.isBuiltIn("part-m.o"));
  EXPECT_FALSE(Makefile.isBuiltIn("unknown.o"));
  EXPECT_TRUE(Makefile.isBuiltIn("y.o"));
  EXPECT_TRUE(Makefile.isBuiltIn("part-y.o"));
}

TEST(Kbuild, SurvivesRecursion) {
  EXPECT_THAT(makefile("A = $(A) x\n").words("A"), testing::Each("x"));
}

TEST(Kbuild, ReadsWhatIsIncluded) {
  const Kbuild::Variables Config = {{"KERNELRELEASE", "6.12"}};
  Kbuild Makefile(Config, {{"src", "/own"}, {"PWD", "/own"}},
                  [](llvm::StringRef Path) -> std::string {
                    if (Path == "/own/flags.mk")
                      return "ccflags-y += ${INC} -I$(shell pwd)/x\n";
                    return Path == "/own/self.mk" ? "include self.mk\n" : "";
                  });
  Makefile.read("ifneq ($(KERNELRELEASE),)\nINC := -I$(src)/inc\n"
                "-include $(src)/flags.mk none.mk\ninclude self.mk\n"
                "else\ninclude out-of-reach.mk\nendif\n");
  EXPECT_THAT(Makefile.words("ccflags-y"),
              ElementsAre("-I/own/inc", "-I/own/x"));
}
