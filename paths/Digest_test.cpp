//===- Digest_test.cpp - What the statements of a function do -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "gtest/gtest.h"

using namespace epf;

// Requests eight irqs with what was decided before, last of the arguments in
// Call.
static Answers decided(std::string Type, std::string Choice, std::string Call) {
  std::string Snippet = "void test(struct line *l)\n{\n";
  for (int I = 0; I < 8; ++I)
    Snippet += "\t" + Type + " v" + std::to_string(I) + " = maybe() ? " +
               Choice + ";\n";
  for (int I = 0; I < 8; ++I) {
    std::string N = std::to_string(I);
    Snippet += "\tif (request_irq(l[" + N + "].irq, " + Call + "v" + N +
               (Type == "int" ? ", \"\"" : "") + ", &l[" + N +
               "]))\n\t\treturn;\n";
  }
  return ask(Snippet + "\texpect_held(8);\n}\n");
}

TEST(Digest, WhatAnIrqIsCalledMattersToNothing) {
  Answers A = decided("const char *", "\"one\" : \"other\"", "handler, 0, ");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_LT(A.States, 200u);
}

TEST(Digest, FlagsMatter) {
  Answers A = decided("int", "1 : 2", "handler, ");
  EXPECT_EQ(A.Wrong, "");
  EXPECT_GT(A.States, 256u);
}
