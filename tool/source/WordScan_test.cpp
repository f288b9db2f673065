//===- WordScan_test.cpp - Which files are worth parsing ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text alone, then files that include each other.
//
//===----------------------------------------------------------------------===//

#include "tool/source/WordScan.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace epf;

namespace {
class WordScanTest : public testing::Test {
protected:
  void add(llvm::StringRef Path, llvm::StringRef Text) {
    Files.addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }

  llvm::vfs::InMemoryFileSystem Files;
  WordScan Scan{{"request_irq", "free_irq"}};
};
} // namespace

TEST_F(WordScanTest, FindsWholeIdentifiers) {
  EXPECT_TRUE(Scan.mentions("ret = request_irq(virq);"));
  EXPECT_TRUE(Scan.mentions("free_irq"));
  EXPECT_FALSE(Scan.mentions("devm_request_irq(x) free_irqs my_free_irq 1"));
  EXPECT_FALSE(Scan.mentions(""));
}

TEST_F(WordScanTest, FollowsIncludesBesideTheFile) {
  add("/d/a.c", "#include <linux/x.h>\n# include \"b.h\"\n");
  add("/d/b.h", "#include \"../e/c.h\"\n#include \"a.c\"\n");
  add("/e/c.h", "free_irq(1);");
  EXPECT_TRUE(Scan.reaches("/d/a.c", Files));
}

TEST_F(WordScanTest, LeavesOtherIncludesAlone) {
  add("/d/a.c", "#include <b.h>\n#include \"none.h\"\n#include MACRO\n");
  add("/d/b.h", "free_irq(1);");
  EXPECT_FALSE(Scan.reaches("/d/a.c", Files));
  EXPECT_FALSE(Scan.reaches("/d/none.c", Files));
}
