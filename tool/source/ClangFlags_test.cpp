//===- ClangFlags_test.cpp - What is kept of a command line ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags of real kernel builds, by gcc and by clang.
//
//===----------------------------------------------------------------------===//

#include "tool/source/ClangFlags.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ClangFlags, KeepsWhatParsingNeeds) {
  EXPECT_THAT(
      clangFlags({"clang-19", "-nostdinc", "-I./include", "-include",
                  "./include/linux/kconfig.h", "-D__KERNEL__", "-std=gnu11",
                  "-fshort-wchar", "-m64", "--target=x86_64-linux-gnu", "-c",
                  "-o", "x.o", "x.c"}),
      ElementsAre("-nostdinc", "-I./include", "-include",
                  "./include/linux/kconfig.h", "-D__KERNEL__", "-std=gnu11",
                  "-fshort-wchar", "-m64", "--target=x86_64-linux-gnu"));
}

TEST(ClangFlags, DropsWhatOnlyGccKnows) {
  EXPECT_THAT(
      clangFlags(
          {"gcc", "-fconserve-stack", "-fno-allow-store-data-races",
           "-fno-var-tracking-assignments", "-mrecord-mcount",
           "-mindirect-branch=thunk-extern", "-mindirect-branch-register",
           "-mpreferred-stack-boundary=3", "-fmin-function-alignment=16",
           "--param=allow-store-data-races=0", "--param", "asan-globals=1",
           "-falign-jumps=1", "-fzero-call-used-regs=used-gpr",
           "-fsanitize=bounds-strict", "-femit-struct-debug-baseonly",
           "-fplugin=./scripts/gcc-plugins/latent_entropy_plugin.so",
           "-fplugin-arg-randomize_layout_plugin-performance-mode"}),
      IsEmpty());
}

TEST(ClangFlags, DropsOutputsAndWarnings) {
  EXPECT_THAT(clangFlags({"gcc", "-Wp,-MMD,drivers/.x.o.d", "-MD", "-MF", "d",
                          "-g", "-gdwarf-5", "-Werror", "-Werror=date-time",
                          "-Wall", "-Wno-pointer-sign", "-pg", "-pipe", "-c",
                          "-o", "x.o", "x.c"}),
              ElementsAre("-Wno-pointer-sign"));
}

TEST(ClangFlags, NamesTheTargetOfACrossCompiler) {
  EXPECT_THAT(
      clangFlags({"ccache", "/opt/bin/aarch64-linux-gnu-gcc-12", "-DX"}),
      ElementsAre("--target=aarch64-linux-gnu", "-DX"));
  EXPECT_THAT(
      clangFlags({"x86_64-linux-gnu-gcc", "--target=arm-linux-gnueabi"}),
      ElementsAre("--target=arm-linux-gnueabi"));
  EXPECT_THAT(clangFlags({"gcc-12", "-DX"}), ElementsAre("-DX"));
}

TEST(ClangFlags, DropsFilesBehindTheLastFlag) {
  EXPECT_THAT(clangFlags({"gcc", "-DX", "-c", "--", "-x.c"}),
              ElementsAre("-DX"));
}
