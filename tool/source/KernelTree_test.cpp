//===- KernelTree_test.cpp - Opening trees and finding flags --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Trees of a few files, made for each test: an O= build of a source that holds
// one driver.
//
//===----------------------------------------------------------------------===//

#include "tool/source/KernelTree.h"
#include "tool/source/TestTree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

namespace {
class KernelTreeTest : public testing::Test {
protected:
  KernelTreeTest() {
    Tree.write("src/Makefile", "VERSION = 6\n");
    Tree.write("src/include/linux/compiler_types.h", "");
    Tree.write("src/drivers/x/Makefile",
               "obj-$(CONFIG_X) += x.o\nccflags-y += -I$(src)/..\n");
    Tree.write("src/drivers/x/x-y.c", "");
    Tree.write("out/Makefile", "include " + Tree.path("src/Makefile") + "\n");
    Tree.write("out/.config", "CONFIG_X=m\n");
  }

  void prepare() {
    Tree.write("out/include/config/auto.conf", "CONFIG_X=m\n");
    Tree.write("out/scripts/mod/.empty.o.cmd",
               "savedcmd_scripts/mod/empty.o := gcc -Wp,-MMD,scripts/x.d "
               "-nostdinc -I./include -fconserve-stack -std=gnu11 "
               "-I" +
                   Tree.path("src") +
                   "/scripts/mod -Iscripts/mod "
                   "-DKBUILD_MODNAME='\"empty\"' -c -o scripts/mod/empty.o "
                   "src/scripts/mod/empty.c\n");
  }

  std::vector<std::string> flags(llvm::StringRef File) {
    auto Kernel = KernelTree::open(Tree.path("out"));
    EXPECT_TRUE(bool(Kernel)) << toString(Kernel.takeError());
    auto Command = Kernel->commandFor(Tree.path(File));
    EXPECT_TRUE(bool(Command)) << toString(Command.takeError());
    EXPECT_EQ(Command->Directory, Tree.path("out"));
    return Command->Flags;
  }

  std::string refusal(llvm::StringRef Dir) {
    auto Kernel = KernelTree::open(Tree.path(Dir));
    return Kernel ? "" : toString(Kernel.takeError());
  }

  TestTree Tree;
};
} // namespace

TEST_F(KernelTreeTest, TakesFlagsOfThePreparedTree) {
  prepare();
  EXPECT_THAT(flags("src/drivers/x/x-y.c"),
              AllOf(Contains("-nostdinc"), Contains("-I./include"),
                    Contains("-std=gnu11"), Contains("-DMODULE"),
                    Contains("-DKBUILD_MODNAME=\"x_y\""),
                    Contains("-DKBUILD_BASENAME=\"x_y\""),
                    Contains("-DKBUILD_MODFILE=\"drivers/x/x-y\""),
                    Contains("-D__KBUILD_MODNAME=kmod_x_y"),
                    Contains("-I" + Tree.path("src/drivers/x") + "/.."),
                    Not(Contains(HasSubstr("scripts/mod"))),
                    Not(Contains("-fconserve-stack"))));
}

TEST_F(KernelTreeTest, PrefersANeighboursFlags) {
  prepare();
  Tree.write("out/drivers/x/.a.o.cmd", "cmd_a.o := ld -o a.o b.o\n");
  Tree.write("out/drivers/x/.b.o.cmd",
             "cmd_b.o := gcc -DMODULE -DNEAR -DKBUILD_MODNAME='\"b\"' b.c\n");
  EXPECT_THAT(flags("src/drivers/x/x-y.c"),
              AllOf(Contains("-DNEAR"), Not(Contains("-nostdinc")),
                    Contains("-DKBUILD_MODNAME=\"x_y\""),
                    Not(Contains("-DKBUILD_MODNAME=\"b\""))));
}

TEST_F(KernelTreeTest, TakesAFilesOwnFlagsAsTheyAre) {
  prepare();
  Tree.write("out/drivers/x/.x-y.o.cmd",
             "savedcmd_x-y.o := gcc -DKBUILD_MODNAME='\"whole\"' x-y.c\n");
  EXPECT_THAT(flags("src/drivers/x/x-y.c"),
              testing::ElementsAre("-DKBUILD_MODNAME=\"whole\""));
}

TEST_F(KernelTreeTest, AcceptsADriverOutsideTheTree) {
  prepare();
  Tree.write("own/Makefile", "obj-m += d.o\nccflags-y += -I$(src)/inc\n");
  EXPECT_THAT(flags("own/d.c"), AllOf(Contains("-nostdinc"),
                                      Contains("-I" + Tree.path("own/inc")),
                                      Contains("-DMODULE")));
}

TEST_F(KernelTreeTest, AcceptsAModuleOfSeveralDirectories) {
  prepare();
  Tree.write("own/Kbuild", "obj-m += d.o\nd-y := main.o hw/irq.o\n"
                           "include $(M)/flags.mk\nEXTRA_CFLAGS += -DEXTRA\n");
  Tree.write("own/flags.mk", "ccflags-y += -I$(KBUILD_EXTMOD)/inc\n"
                             "CFLAGS_hw/irq.o := -DIRQ\n");
  Tree.write("Makefile", "all:\n\tmake -C own\n");
  EXPECT_THAT(flags("own/hw/irq.c"),
              AllOf(Contains("-I" + Tree.path("own/inc")), Contains("-DIRQ"),
                    Contains("-DEXTRA")));
}

TEST_F(KernelTreeTest, SaysHowToPrepare) {
  std::string Make =
      "make -C " + Tree.path("src") + " O=" + Tree.path("out") + " LLVM=-19 ";
  EXPECT_THAT(refusal("out"),
              AllOf(HasSubstr("not prepared; run: " + Make + "prepare"),
                    Not(HasSubstr("defconfig"))));
  Make = "make -C " + Tree.path("src") + " LLVM=-19 ";
  EXPECT_THAT(refusal("src"), HasSubstr("not configured; run: " + Make +
                                        "defconfig && " + Make + "prepare"));
}

TEST_F(KernelTreeTest, RefusesWhatIsNoKernel) {
  EXPECT_THAT(refusal("none"), HasSubstr("not a directory"));
  EXPECT_THAT(refusal("src/drivers"), HasSubstr("neither a kernel's source"));
}
