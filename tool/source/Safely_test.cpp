//===- Safely_test.cpp - Units whose analysis may crash -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That a crash is told of the file, and that the next file does not notice.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Safely.h"
#include "gtest/gtest.h"
#include <csignal>

using namespace epf;

TEST(Safely, TellsACrash) {
  UnitReport Crashed = safely("d/a.c", [] {
    raise(SIGSEGV);
    return UnitReport();
  });
  EXPECT_EQ(Crashed.File, "d/a.c");
  EXPECT_EQ(Crashed.Status, UnitStatus::Failed);
  EXPECT_EQ(Crashed.Reason, "epflint crashes on it, please report that");
  UnitReport Next = safely("d/b.c", [] {
    UnitReport Report;
    Report.File = "d/b.c";
    Report.Status = UnitStatus::Analysed;
    return Report;
  });
  EXPECT_EQ(Next.Status, UnitStatus::Analysed);
}

// More than the 8 MiB that a thread has by default.
static unsigned deep(unsigned Depth) {
  volatile char Frame[1 << 10] = {};
  return Depth == 0 ? Frame[0] : deep(Depth - 1) + Frame[Depth % sizeof(Frame)];
}

TEST(Safely, HasRoomForDeepRecursion) {
  UnitReport R = safely("d/a.c", [] {
    UnitReport Report;
    Report.Milliseconds = deep(100000);
    Report.Status = UnitStatus::Analysed;
    return Report;
  });
  EXPECT_EQ(R.Status, UnitStatus::Analysed);
}
