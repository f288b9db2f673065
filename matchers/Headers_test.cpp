//===- Headers_test.cpp - Whose headers are whose -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths as compilers name headers, below trees of any name.
//
//===----------------------------------------------------------------------===//

#include "matchers/Headers.h"
#include "gtest/gtest.h"

using namespace epf;

TEST(Headers, OfTheCore) {
  EXPECT_TRUE(isCoreHeader("/src/include/linux/pci.h"));
  EXPECT_TRUE(isCoreHeader("../include/linux/mmc/host.h"));
  EXPECT_TRUE(isCoreHeader("/b/arch/x86/include/asm/io.h"));
  EXPECT_TRUE(isCoreHeader("/src/include/linux/mfd/core.h"));
}

TEST(Headers, OfDrivers) {
  EXPECT_FALSE(isCoreHeader("/src/include/linux/mlx5/driver.h"));
  EXPECT_FALSE(isCoreHeader("/src/include/linux/mfd/tps6586x.h"));
  EXPECT_FALSE(isCoreHeader("/src/include/pcmcia/ds.h"));
  EXPECT_FALSE(isCoreHeader("/src/drivers/net/wireless/foo/foo.h"));
}
