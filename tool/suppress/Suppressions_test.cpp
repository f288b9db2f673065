//===- Suppressions_test.cpp - Findings that are kept from a report -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command from outside, on a driver with two leaks.
//
//===----------------------------------------------------------------------===//

#include "testdata/Hosts.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>
#include <sys/stat.h>

using namespace epf;
using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {
class SuppressionsTest : public testing::Test {
protected:
  SuppressionsTest() { Tree.write(".git/HEAD", ""); }

  static std::string leaky(llvm::StringRef Name, llvm::StringRef Comment = "") {
    return ("int " + Name + "_start(struct oven *oven)\n{\n" +
            "\tint ret = request_irq(oven->irq, hot, 0, \"oven\", oven);\n"
            "\tif (ret)\n\t\treturn ret;\n"
            "\tif (heat(oven))\n\t\treturn -5; // " +
            Comment + "\n\treturn 0;\n}\n")
        .str();
  }

  std::string write(llvm::StringRef Functions) {
    return Tree.write("d/oven.c", "#include <linux/interrupt.h>\n"
                                  "struct oven { int irq; };\n"
                                  "int heat(struct oven *oven);\n"
                                  "irqreturn_t hot(int irq, void *oven);\n" +
                                      Functions.str());
  }

  HostOutcome check(std::vector<std::string> Words) {
    Words.insert(Words.begin(), {EPFLINT_BIN, "check"});
    Words.insert(Words.end(),
                 {Tree.path("d/oven.c"), "--", "-std=gnu11", "-nostdinc",
                  "-I" EPFLINT_SOURCE_DIR "/testdata/include"});
    return runHost(Tree, std::move(Words));
  }

  /// The functions that are reported.
  std::vector<std::string> reported(std::vector<std::string> Words = {}) {
    Words.insert(Words.begin(), {"--format", "json", "--no-verify"});
    std::vector<std::string> Functions;
    json Document = json::parse(check(std::move(Words)).Out);
    for (const json &F : Document["findings"])
      Functions.push_back(F["function"]);
    return Functions;
  }

  void expectRefused(llvm::StringRef File, llvm::StringRef Text,
                     const std::string &Option, llvm::StringRef Message) {
    std::string Path = Tree.write(File, Text);
    HostOutcome O = check({Option, Path});
    EXPECT_EQ(O.Status, 2);
    EXPECT_THAT(O.Out, IsEmpty());
    EXPECT_EQ(O.Err, "epflint: error: " + Path + ":" + Message.str() + "\n");
  }

  TestTree Tree;
};
} // namespace

TEST_F(SuppressionsTest, HeedsCommentsAndCountsThem) {
  write(leaky("oven", "NOLINT(epf-irq-leak)") + leaky("grill"));
  EXPECT_THAT(reported(), ElementsAre("grill_start"));
  EXPECT_THAT(check({}).Out, HasSubstr("\nsuppressed: 1\n"));
  write(leaky("oven", "NOLINT"));
  EXPECT_EQ(check({}).Status, 0);
}

TEST_F(SuppressionsTest, TellsOfCommentsWithoutCounterpart) {
  write(leaky("oven", "NOLINTBEGIN"));
  HostOutcome O = check({});
  EXPECT_EQ(O.Status, 1);
  EXPECT_EQ(O.Err, "epflint: d/oven.c:11: NOLINTBEGIN without its NOLINTEND\n");
}

TEST_F(SuppressionsTest, FixesNothingThatIsSuppressed) {
  std::string Before = leaky("oven", "NOLINT") + leaky("grill");
  std::string File = write(Before);
  check({"--fix=all"});
  auto After = llvm::MemoryBuffer::getFile(File);
  llvm::StringRef Oven = (*After)->getBuffer().split("grill_start").first;
  EXPECT_THAT(Oven.str(), Not(HasSubstr("free_irq")));
  EXPECT_THAT((*After)->getBuffer().str(), HasSubstr("free_irq"));
}

TEST_F(SuppressionsTest, FindsTheSidecarAbove) {
  write(leaky("oven") + leaky("grill"));
  Tree.write(".epflint.json", R"({"suppressions": [{"rule": "epf-irq-leak",
      "file": "d/*.c", "function": "oven_start", "reason": "never fails"}]})");
  EXPECT_THAT(reported(), ElementsAre("grill_start"));
  EXPECT_THAT(check({}).Err, IsEmpty());
  Tree.write("d/.epflint.json", "{}");
  EXPECT_THAT(reported(), ElementsAre("oven_start", "grill_start"));
}

TEST_F(SuppressionsTest, WaitsForNoPipe) {
  write(leaky("oven"));
  std::string Pipe = Tree.path(".epflint.json");
  ASSERT_EQ(mkfifo(Pipe.c_str(), 0600), 0);
  HostOutcome O = check({});
  EXPECT_EQ(O.Status, 2);
  EXPECT_EQ(O.Err, "epflint: error: " + Pipe + ": not a regular file\n");
}

TEST_F(SuppressionsTest, TakesABaselineFromACommand) {
  write(leaky("oven"));
  std::string Known = Tree.path("known.json"), Pipe = Tree.path("pipe");
  EXPECT_EQ(check({"--write-baseline", Known}).Status, 0);
  std::string Command = "exec " EPFLINT_BIN " check --baseline <(cat " + Known +
                        ") -o >(cat >&2) " + Tree.path("d/oven.c") +
                        " -- -std=gnu11 -nostdinc "
                        "-I" EPFLINT_SOURCE_DIR "/testdata/include";
  EXPECT_EQ(runHost(Tree, {"/bin/bash", "-c", Command}).Status, 0);
  ASSERT_EQ(mkfifo(Pipe.c_str(), 0600), 0);
  EXPECT_EQ(check({"--baseline", Pipe}).Err,
            "epflint: error: " + Pipe + ": a pipe that nobody writes to\n");
  EXPECT_EQ(check({"-o", Pipe}).Err,
            "epflint: error: " + Pipe + ": a pipe that nobody reads\n");
}

TEST_F(SuppressionsTest, TellsOfStaleSuppressions) {
  write(leaky("oven"));
  std::string File = Tree.write(".epflint.json",
                                R"({"suppressions": [
       {"rule": "epf-irq-leak", "file": "d/oven.c", "reason": "x"},
       {"rule": "epf-irq-*", "file": "d/oven.c", "function": "gone",
        "reason": "x"},
       {"rule": "epf-irq-leak", "file": "elsewhere.c", "reason": "x"}]})");
  HostOutcome O = check({});
  EXPECT_EQ(O.Status, 0);
  EXPECT_EQ(O.Err, "epflint: " + File +
                       ": stale suppression: epf-irq-* in d/oven.c, gone()\n");
}

TEST_F(SuppressionsTest, SwitchesRulesByPath) {
  write(leaky("oven"));
  Tree.write(".epflint.json",
             R"({"rules": [{"path": "*", "off": ["epf-*"]}]})");
  EXPECT_THAT(reported(), IsEmpty());
  Tree.write(".epflint.json",
             R"({"rules": [{"path": "*", "off": ["epf-*"]},
                           {"path": "d/*", "on": ["epf-irq-leak"]}]})");
  EXPECT_THAT(reported(), ElementsAre("oven_start"));
}

TEST_F(SuppressionsTest, SaysWhereAFileIsWrong) {
  write(leaky("oven"));
  auto Refused = [&](llvm::StringRef Text, llvm::StringRef Message) {
    expectRefused("c.json", Text, "--config", Message);
  };
  Refused("{\n  \"rules\": [\n}", "3: not JSON: Invalid JSON value");
  Refused("{\n  \"rulez\": []\n}", "2: unknown key 'rulez'");
  Refused("{\"rules\": [\n {\"off\": [\"epf-*\"]}]}",
          "2: missing required key 'path'");
  Refused("{\"rules\": [{\"path\": \"*\",\n \"off\": [\"epf-irq-leek\"]}]}",
          "2: unknown rule 'epf-irq-leek'; did you mean 'epf-irq-leak'?");
  Refused("{\"suppressions\": [\n\n{\"rule\": \"epf-irq-leak\",\n"
          "\"file\": \"a[\", \"reason\": \"x\"}]}",
          "4: invalid glob pattern, unmatched '['");
  Refused("{\"suppressions\": [\n{\"rule\": \"epf-irq-leak\",\n"
          "\"file\": \"a\", \"reason\": \" \"}]}",
          "2: a suppression needs a reason");
  Refused("{\"suppressions\": 3}", "1: not a sequence");
  Refused("[]", "1: not a mapping");
  HostOutcome O = check({"--config", Tree.path("none")});
  EXPECT_EQ(O.Err, "epflint: error: " + Tree.path("none") +
                       ": No such file or directory\n");
}

TEST_F(SuppressionsTest, BaselineKnowsFindingsOnOtherLines) {
  write(leaky("oven") + leaky("grill"));
  std::string File = Tree.path("baseline.json");
  HostOutcome Written = check({"--write-baseline", File});
  EXPECT_EQ(Written.Status, 0);
  EXPECT_THAT(Written.Out, HasSubstr("\nin the baseline: 2\n"));

  write("/* moved\n\n\n down */\n" + leaky("oven") + leaky("hob") +
        leaky("grill"));
  EXPECT_THAT(reported({"--baseline", File}), ElementsAre("hob_start"));
  EXPECT_EQ(check({"--baseline", File}).Status, 1);
  write(leaky("grill") + leaky("oven"));
  EXPECT_EQ(check({"--baseline", File}).Status, 0);
}

TEST_F(SuppressionsTest, FixesOnlyWhatTheBaselineDoesNotKnow) {
  write(leaky("oven") + leaky("grill"));
  std::string File = Tree.path("baseline.json");
  check({"--write-baseline", File});
  write(leaky("oven") + leaky("hob") + leaky("grill"));
  HostOutcome Diff = check({"--baseline", File, "--diff"});
  EXPECT_THAT(Diff.Out, HasSubstr("\n@@ -16,"));
  EXPECT_EQ(Diff.Out.find("\n@@"), Diff.Out.rfind("\n@@"));
  HostOutcome Fixed = check({"--baseline", File, "--fix=all"});
  EXPECT_THAT(Fixed.Err, HasSubstr("1 fix written"));
  EXPECT_THAT(reported(), ElementsAre("oven_start", "grill_start"));
  HostOutcome Again = check({"--baseline", File, "--fix=all"});
  EXPECT_EQ(Again.Status, 0);
  EXPECT_THAT(Again.Err, IsEmpty());
}

TEST_F(SuppressionsTest, BaselineTellsWhatIsGone) {
  write(leaky("oven") + leaky("grill"));
  std::string File = Tree.path("baseline.json");
  check({"--write-baseline", File});
  write(leaky("oven"));
  HostOutcome O = check({"--baseline", File});
  EXPECT_EQ(O.Status, 0);
  EXPECT_THAT(O.Err, AllOf(HasSubstr("no longer found: epf-irq-leak in "
                                     "d/oven.c, grill_start()"),
                           Not(HasSubstr("oven_start"))));
}

TEST_F(SuppressionsTest, RefusesBaselinesOfAnotherKind) {
  write(leaky("oven"));
  expectRefused("b.json", "{\"schema\": \"x\", \"findings\": []}", "--baseline",
                "1: the schema is not 'epflint-baseline/1'");
  expectRefused("b.json",
                "{\"schema\": \"epflint-baseline/1\",\n\"findings\": [\n{}]}",
                "--baseline", "3: missing required key 'fingerprint'");
  HostOutcome O = check({"--write-baseline", Tree.path("b.json"), "--diff"});
  EXPECT_EQ(O.Status, 2);
  EXPECT_THAT(O.Err, HasSubstr("--write-baseline is not for fixes"));
}

TEST_F(SuppressionsTest, ClaimNothingOfWhatTheyHide) {
  write(leaky("oven", "NOLINT"));
  auto Status = [&](std::vector<std::string> Words) {
    Words.insert(Words.begin(), {"--format", "json"});
    json Document = json::parse(check(Words).Out);
    for (const json &Row : Document["conformance"])
      if (Row["group"] == "symmetry")
        return Row["status"].get<std::string>();
    return std::string();
  };
  EXPECT_EQ(Status({}), "undecided");
  write(leaky("oven"));
  EXPECT_EQ(Status({"--write-baseline", Tree.path("b.json")}), "violated");
}
