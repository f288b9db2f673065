//===- TestKernel.h - A kernel with one driver, for tests ------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Just as much of a prepared tree as `--kernel` asks for, with the sample
// driver at drivers/vdoor/epf-vdoor.c, and what the program says when it is run
// on it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_TESTKERNEL_H
#define EPFLINT_TOOL_PATCH_TESTKERNEL_H

#include "tool/source/TestTree.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "gtest/gtest.h"
#include <map>

namespace epf::patch {

struct Outcome {
  int Status;
  std::string Out;
  std::string Err;
};

class TestKernel : public testing::Test {
protected:
  TestKernel() {
    Tree.write("linux/Makefile", "VERSION = 6\n");
    Tree.write("linux/include/linux/compiler_types.h", "");
    Tree.write("linux/include/config/auto.conf", "CONFIG_X=m\n");
    Tree.write("linux/scripts/mod/.empty.o.cmd",
               "savedcmd_scripts/mod/empty.o := clang -std=gnu11 -nostdinc "
               "-I" EPFLINT_SOURCE_DIR "/testdata/include "
               "-c -o scripts/mod/empty.o scripts/mod/empty.c\n");
    Tree.write(Driver, sample("sample/epf-vdoor.c"));
  }

  static constexpr const char *Driver = "linux/drivers/vdoor/epf-vdoor.c";

  static std::string read(llvm::StringRef Path) {
    auto Text = llvm::MemoryBuffer::getFile(Path);
    return Text ? (*Text)->getBuffer().str() : "";
  }

  /// The text of a file in testdata/.
  static std::string sample(llvm::StringRef Name) {
    return read(EPFLINT_SOURCE_DIR "/testdata/" + Name.str());
  }

  static std::string patchFile(llvm::StringRef Name) {
    return EPFLINT_SOURCE_DIR "/testdata/patches/" + Name.str();
  }

  /// Runs `epflint patch File` on the kernel.
  Outcome review(llvm::StringRef File, std::vector<std::string> More = {}) {
    std::string Kernel = Tree.path("linux");
    std::vector<llvm::StringRef> Words = {EPFLINT_BIN, "patch", File,
                                          "--kernel", Kernel};
    Words.insert(Words.end(), More.begin(), More.end());
    std::string Out = Tree.path("stdout"), Err = Tree.path("stderr");
    llvm::sys::fs::remove(Out);
    llvm::sys::fs::remove(Err);
    int Status = llvm::sys::ExecuteAndWait(EPFLINT_BIN, Words, std::nullopt,
                                           {"", Out, Err});
    return {Status, read(Out), read(Err)};
  }

  /// The series without its last patch.
  std::string withoutTheRepair() {
    std::string Text = read(patchFile("wake-series.mbox"));
    return Tree.write("two.mbox", Text.substr(0, Text.rfind("From nora@")));
  }

  /// Every file of the kernel, with its text.
  std::map<std::string, std::string> everything() const {
    std::map<std::string, std::string> Result;
    std::error_code EC;
    for (llvm::sys::fs::recursive_directory_iterator I(Tree.path("linux"), EC),
         End;
         !EC && I != End; I.increment(EC))
      Result[I->path()] = read(I->path());
    return Result;
  }

  TestTree Tree;
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_TESTKERNEL_H
