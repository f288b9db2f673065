//===- Printable_test.cpp - Untrusted text on a terminal ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That no control character is left, and nothing else is changed.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Printable.h"
#include "gtest/gtest.h"

using epf::printable;

TEST(Printable, SpellsControlCharacters) {
  EXPECT_EQ(printable("a\nb"), "a\\nb");
  EXPECT_EQ(printable("\x1b[2Jx\x7f"), "\\x1b[2Jx\\x7f");
  EXPECT_EQ(printable(llvm::StringRef("\0", 1)), "\\x00");
}

TEST(Printable, LeavesTheRest) {
  EXPECT_EQ(printable("\tfree_irq(\"\\n\"); \xc3\xa9"),
            "\tfree_irq(\"\\n\"); \xc3\xa9");
}
