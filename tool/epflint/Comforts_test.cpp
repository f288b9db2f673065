//===- Comforts_test.cpp - What makes the command easy to use -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Suggestions, completion, the manual page and progress, from outside. The
// scripts of other shells and the page are given to those: tool/dev/formats.
//
//===----------------------------------------------------------------------===//

#include "testdata/TestCommand.h"
#include "tool/source/Progress.h"

using namespace epf;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {
class ComfortsTest : public TestCommand {
protected:
  /// What bash offers after these words, the last one begun; one a line.
  std::string completed(const std::string &Words) {
    return runHost(Tree, {"bash", "-c",
                          "source <(" EPFLINT_BIN " completion bash)\n"
                          "compopt() { :; }\n"
                          "COMP_WORDS=(epflint " +
                              Words +
                              ")\n"
                              "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                              "_epflint\nprintf '%s\\n' \"${COMPREPLY[@]}\""})
        .Out;
  }
};
} // namespace

TEST_F(ComfortsTest, SuggestsCommandsAndOptions) {
  expectRefused({"chek", "x.c"},
                "unknown command 'chek'; did you mean 'check'?");
  expectRefused({"frobnicate"}, "unknown command 'frobnicate'");
  expectRefused({"check", "x.c", "--frmat=json"},
                "unknown option '--frmat'; did you mean '--format'?");
  expectRefused({"check", "-j4", "--bsaeline", "x"},
                "unknown option '--bsaeline'; did you mean '--baseline'?");
  expectRefused({"--versoin"},
                "unknown option '--versoin'; did you mean '--version'?");
}

TEST_F(ComfortsTest, CompletesInBash) {
  EXPECT_EQ(completed("ch"), "check\n");
  EXPECT_EQ(completed("check --write-"), "--write-baseline\n");
  EXPECT_EQ(completed("check --format sa"), "sarif\n");
  EXPECT_EQ(completed("check --format = sa"), "sarif\n");
  EXPECT_EQ(completed("check --rules epf-irq-l"), "epf-irq-leak\n");
  EXPECT_EQ(completed("explain epf-irq-l"), "epf-irq-leak\n");
  EXPECT_EQ(completed("patch --format ma"), "mail\n");
  std::string File = Tree.write("d/driver.c", "");
  EXPECT_EQ(completed("check " + Tree.path("d/dr")), File + "\n");
  EXPECT_EQ(completed("check --kernel " + Tree.path("d")),
            Tree.path("d") + "\n");
}

TEST_F(ComfortsTest, RefusesShellsItDoesNotKnow) {
  expectRefused({"completion", "csh"},
                "unknown shell 'csh'; there are bash, zsh and fish");
}

TEST_F(ComfortsTest, PrintsAPageWithAllOptionsAndRules) {
  HostOutcome O = run({"man"});
  EXPECT_EQ(O.Status, 0);
  EXPECT_THAT(O.Out, AllOf(HasSubstr("\\fB\\-\\-write\\-baseline\\fR"),
                           HasSubstr(".SS epf\\-irq\\-stray\\-free\n"),
                           HasSubstr(".TP\n.B sarif\n")));
  EXPECT_THAT(O.Out, Not(HasSubstr("```")));
}

TEST(ProgressTest, TellsRateAndTimeLeft) {
  EXPECT_EQ(progressText(0, 5, 1), "0 of 5 files");
  EXPECT_EQ(progressText(20, 120, 2), "20 of 120 files, 10.0/s, 0:10 left");
  EXPECT_EQ(progressText(1, 200, 1), "1 of 200 files, 1.0/s, 3:19 left");
  EXPECT_EQ(progressText(5, 5, 1), "5 of 5 files, 5.0/s, 0:00 left");
}

TEST_F(ComfortsTest, ShowsProgressOnATerminalOnly) {
  Tree.write("d/a.c", "");
  Tree.write("d/b.c", "");
  std::string Command = EPFLINT_BIN " check " + Tree.path("d") + " --";
  HostOutcome Terminal = runHost(
      Tree, {"env", "TERM=xterm", "script", "-qec", Command, "/dev/null"});
  EXPECT_THAT(Terminal.Out, HasSubstr("1 of 2 files"));
  EXPECT_THAT(runHost(Tree, {"env", "TERM=dumb", "script", "-qec", Command,
                             "/dev/null"})
                  .Out,
              Not(HasSubstr("of 2 files")));
  EXPECT_THAT(run({"check", Tree.path("d"), "--"}).Err, IsEmpty());
}

TEST_F(ComfortsTest, SaysThatTheCurrentDirectoryIsGone) {
  std::string Gone = Tree.path("gone");
  auto FromNowhere = [&](const std::string &Command) {
    return runHost(Tree, {"sh", "-c",
                          "mkdir " + Gone + " && cd " + Gone + " && rmdir " +
                              Gone + " && exec " EPFLINT_BIN " " + Command});
  };
  Tree.write("a.c", "void free_irq(unsigned int, void *);\n");
  for (std::string Command : {"check ", "patch ", "kbuild "}) {
    HostOutcome O = FromNowhere(Command + Tree.path("a.c"));
    EXPECT_EQ(O.Status, 2);
    EXPECT_THAT(O.Out, IsEmpty());
    EXPECT_EQ(O.Err, "epflint: error: the current directory: No such file or "
                     "directory\n");
  }
  EXPECT_EQ(FromNowhere("rules").Status, 0);
}
