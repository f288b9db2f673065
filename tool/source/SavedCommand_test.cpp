//===- SavedCommand_test.cpp - Reading .cmd files -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both spellings, make's escapes, and what is chained or is no compilation.
//
//===----------------------------------------------------------------------===//

#include "tool/source/SavedCommand.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using testing::ElementsAre;
using testing::Optional;

TEST(SavedCommand, ReadsBothSpellings) {
  EXPECT_THAT(savedCommand("savedcmd_a/x.o := gcc -c -o a/x.o a/x.c\n\nrest"),
              Optional(ElementsAre("gcc", "-c", "-o", "a/x.o", "a/x.c")));
  EXPECT_THAT(savedCommand("cmd_a/x.o := gcc a/x.c"),
              Optional(ElementsAre("gcc", "a/x.c")));
}

TEST(SavedCommand, UndoesQuotesAndMakesEscapes) {
  EXPECT_THAT(savedCommand("cmd_x.o := gcc -DN='\"x\"' -DP=a$(pound)b$$c x.c"),
              Optional(ElementsAre("gcc", "-DN=\"x\"", "-DP=a#b$c", "x.c")));
}

TEST(SavedCommand, CutsOffWhatIsChained) {
  EXPECT_THAT(savedCommand("cmd_x.o := gcc x.c ; ./tools/objtool x.o"),
              Optional(ElementsAre("gcc", "x.c")));
  EXPECT_THAT(savedCommand("cmd_x.o := gcc x.c; objcopy x.o"),
              Optional(ElementsAre("gcc", "x.c")));
}

TEST(SavedCommand, KnowsWhatIsNoCompilation) {
  EXPECT_FALSE(savedCommand("savedcmd_a/x.o := ld.lld -r -o a/x.o @a/x.mod"));
  EXPECT_FALSE(savedCommand("savedcmd_a/x.o := gcc -c -o a/x.o a/x.S"));
  EXPECT_FALSE(savedCommand(""));
}
