//===- Patch_test.cpp - Tests of what patches are made of -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Patch.h"
#include <gtest/gtest.h>

using namespace epf::patch;

namespace {

TEST(Patch, damageIsNamedWithItsLine) {
  EXPECT_EQ(describe({57, "wrapped by the mailer"}),
            "line 57: wrapped by the mailer");
  EXPECT_EQ(describe({0, "patch 2/3 is missing"}), "patch 2/3 is missing");
}

// What `git hash-object` says.
TEST(Patch, blobIdIsGits) {
  EXPECT_EQ(blobId(""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(blobId("int x;\n"), "6d1a0d47b7f73eacb962f3711df06b21ed11f7ca");
}

} // namespace
