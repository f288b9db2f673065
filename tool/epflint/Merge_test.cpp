//===- Merge_test.cpp - A run in shards from outside ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "testdata/Hosts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <regex>

using namespace epf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

class MergeTest : public testing::Test {
protected:
  /// A report of the samples and of what cannot be judged.
  HostOutcome check(std::vector<std::string> Own) {
    Tree.write("broken.c",
               "#include <none.h>\nvoid f(void) { free_irq(0, 0); }\n");
    Tree.write("empty.c", "");
    std::vector<std::string> Words = {EPFLINT_BIN, "check", "--format", "json",
                                      "--no-verify"};
    Words.insert(Words.end(), Own.begin(), Own.end());
    for (std::string Path : {sourcePath("testdata/sample"), Tree.path()})
      Words.push_back(Path);
    Words.push_back("--");
    for (const std::string &Flag : caseFlags(""))
      Words.push_back(Flag);
    return runHost(Tree, std::move(Words));
  }

  /// The reports of all shards of N.
  std::vector<std::string> shards(unsigned N) {
    std::vector<std::string> Files;
    for (unsigned I = 1; I <= N; ++I) {
      std::string Part = std::to_string(I) + "/" + std::to_string(N);
      Files.push_back(Tree.path("shard." + std::to_string(N) + "." +
                                std::to_string(I) + ".json"));
      check({"--shard", Part, "-o", Files.back()});
    }
    return Files;
  }

  HostOutcome merge(std::vector<std::string> Files) {
    Files.insert(Files.begin(), {EPFLINT_BIN, "merge"});
    return runHost(Tree, std::move(Files));
  }

  void expectRefused(std::vector<std::string> Files, const char *Message) {
    HostOutcome O = merge(std::move(Files));
    EXPECT_EQ(O.Status, 2);
    EXPECT_THAT(O.Out, IsEmpty());
    EXPECT_THAT(O.Err, HasSubstr(Message));
  }

  TestTree Tree;
};

std::string withoutTimes(const std::string &Document) {
  return std::regex_replace(Document, std::regex("\"ms\": [0-9]+"), "");
}

} // namespace

TEST_F(MergeTest, GivesTheReportOfTheWholeRun) {
  HostOutcome Whole = check({});
  EXPECT_THAT(Whole.Out, HasSubstr("epf-irq-leak"));
  // Some shards of 12 hold no file at all.
  for (unsigned N : {1, 3, 12}) {
    HostOutcome Merged = merge(shards(N));
    EXPECT_EQ(Merged.Status, Whole.Status) << Merged.Err;
    EXPECT_EQ(withoutTimes(Merged.Out), withoutTimes(Whole.Out)) << N;
  }
}

TEST_F(MergeTest, RefusesWhatIsNotAllOfOneRun) {
  std::vector<std::string> Files = shards(3);
  expectRefused({Files[0], Files[2]}, "shard 2/3 is missing");
  expectRefused({Files[0], Files[1], Files[1]}, "shard 2/3, as ");
  expectRefused({Files[0], Files[1], shards(2)[1]}, "of another run than");
  check({"--shard", "3/3", "--rules=epf-irq-leak", "-o", Files[2]});
  expectRefused(Files, "of another run than");
  check({"-o", Files[2]});
  expectRefused(Files, "not the JSON report of a shard");
  Tree.write("damaged.json",
             "{\"schema\": \"epflint-report/1\", \"shard\": 1}");
  expectRefused({Tree.path("damaged.json")}, "a report is damaged: ");
  Tree.write("other.json", "{\"schema\": 5, \"shard\": 1}");
  expectRefused({Tree.path("other.json")}, "not the JSON report of a shard");
  expectRefused({Tree.write("text.json", "Hello")}, "text.json: not JSON");
  expectRefused({Tree.path("none.json")}, "No such file");
}

// Nothing is made as large as a file says.
TEST_F(MergeTest, BelievesNoCount) {
  for (const char *Count : {"4000000000", "18446744073709551615"}) {
    std::string File = Tree.write(
        "many.json",
        R"({"schema": "epflint-report/1", "tool": {}, "shard": {"run": "x",
            "index": 1, "count": )" +
            std::string(Count) + "}}");
    expectRefused({File}, ("shard 2/" + std::string(Count)).c_str());
  }
}

TEST_F(MergeTest, RefusesShardsThatAreNone) {
  for (const char *Shard : {"0/3", "4/3", "1", "a/b", "1/-1"}) {
    HostOutcome O = check({"--shard", Shard});
    EXPECT_EQ(O.Status, 2) << Shard;
    EXPECT_THAT(O.Err, HasSubstr("--shard is I/N, with I from 1 to N"));
  }
}
