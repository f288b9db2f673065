//===- Remark_test.cpp - A finding as a reviewer would put it -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/report/Remark.h"
#include "gtest/gtest.h"

using namespace epf;
using namespace epf::patch;

static Finding finding() {
  Finding F;
  F.Message = "irq 'foo->irq' is still requested when foo_probe() fails";
  auto Step = [&](EventKind Kind, const char *Message, unsigned Line) {
    F.Witness.push_back({Kind, Message, {"x.c", Line, 1, Line, 2}});
  };
  Step(EventKind::Call, "calling foo_setup()", 40);
  Step(EventKind::Assume, "assuming 'i < n' is true", 12);
  Step(EventKind::Acquire, "'foo->irq' is requested here", 14);
  Step(EventKind::Assume, "assuming 'i < n' is false", 12);
  Step(EventKind::Assume, "assuming foo_start() fails", 20);
  Step(EventKind::Release, "released here", 22);
  return F;
}

TEST(Remark, AsksInsteadOfStating) {
  ReviewedFinding F;
  F.Last = finding();
  F.What = State::Introduced;
  EXPECT_EQ(question(F), "Can it be that irq 'foo->irq' is still requested "
                         "when foo_probe() fails?");
  F.What = State::PreExisting;
  F.From.emplace();
  EXPECT_EQ(question(F), "Is it still possible that irq 'foo->irq' is still "
                         "requested when foo_probe() fails?");
}

TEST(Remark, TellsTheScenarioWithoutTheRoundsOfALoop) {
  EXPECT_EQ(scenario(finding()),
            "Say that foo_start() fails. By then, 'foo->irq' was requested in "
            "line 14 and it was released in line 22. The way there is "
            "foo_setup().");
  EXPECT_EQ(scenario(Finding()), "");
}

TEST(Remark, TurnsRoundWhatIsFalse) {
  auto Said = [](std::string Assumed) {
    Finding F;
    F.Witness.push_back(
        {EventKind::Assume, "assuming " + Assumed, {"x.c", 1, 1, 1, 2}});
    return scenario(F);
  };
  EXPECT_EQ(Said("'d->bar != NO_BAR' is false"), "Say that d->bar == NO_BAR.");
  EXPECT_EQ(Said("'d->bar != NO_BAR' is true"), "Say that d->bar != NO_BAR.");
  EXPECT_EQ(Said("'ret < 0' is false"), "Say that ret >= 0.");
  EXPECT_EQ(Said("'!d->irq' is false"), "Say that 'd->irq' is true.");
  EXPECT_EQ(Said("'d->irq' is false"), "Say that 'd->irq' is false.");
  EXPECT_EQ(Said("'a == b && c' is false"), "Say that 'a == b && c' is false.");
  EXPECT_EQ(Said("the case 'FOO'"), "Say that the case is 'FOO'.");
}

TEST(Remark, TellsTheRoundThatFailsFromTheOneBefore) {
  Finding F;
  Location Where{"x.c", 7, 3, 7, 9};
  F.Witness.push_back({EventKind::Acquire, "'irq' is requested here", Where});
  F.Witness.push_back(
      {EventKind::Assume, "assuming request_irq() fails", Where});
  EXPECT_EQ(scenario(F), "Say that request_irq() fails the next time. By then, "
                         "'irq' was requested in line 7.");
}

TEST(Remark, KeepsToTheLastOfManyAssumptions) {
  Finding F;
  for (const char *Name : {"a", "b", "c", "d", "e"})
    F.Witness.push_back({EventKind::Assume,
                         "assuming " + std::string(Name) + "() fails",
                         {"x.c", 1, 1, 1, 2}});
  EXPECT_EQ(scenario(F),
            "Say that b() fails, c() fails, d() fails and e() fails.");
}

TEST(Remark, BreaksLinesAtSpaces) {
  std::string Word(30, 'x');
  EXPECT_EQ(wrapped(Word + " " + Word + " " + Word),
            Word + " " + Word + "\n" + Word + "\n");
  std::string Long(90, 'x');
  EXPECT_EQ(wrapped("a " + Long + " b"), "a\n" + Long + "\nb\n");
}
