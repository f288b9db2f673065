//===- Sarif_test.cpp - Reports as SARIF ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a viewer would show of a report. That the document is valid SARIF is
// asked of the standard's schema and of Microsoft's validator:
// tool/dev/formats.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Sarif.h"
#include "tool/report/TestReport.h"
#include "gmock/gmock.h"
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;
using testing::HasSubstr;

namespace {
class SarifTest : public ReportTest {
protected:
  static json run(const Report &R) {
    return json::parse(written(writeSarif, R))["runs"][0];
  }
};
} // namespace

TEST_F(SarifTest, TellsWhatWhereAndUnderWhichName) {
  Report R = everything();
  json Run = run(R);
  ASSERT_EQ(Run["results"].size(), 1u);
  json Result = Run["results"][0];
  EXPECT_EQ(Result["ruleId"], "epf-irq-leak");
  EXPECT_EQ(
      Run["tool"]["driver"]["rules"][Result["ruleIndex"].get<int>()]["id"],
      "epf-irq-leak");
  EXPECT_EQ(Result["level"], "warning");
  EXPECT_EQ(Result["message"]["text"], "irq is left requested");
  EXPECT_EQ(Result["partialFingerprints"]["epflint/v1"],
            R.Findings[0].Fingerprint);
  json Place = Result["locations"][0];
  EXPECT_EQ(Place["logicalLocations"][0]["name"], "f");
  EXPECT_EQ(Place["physicalLocation"]["artifactLocation"],
            json::parse(R"({"uri": "d/x.c", "uriBaseId": "%SRCROOT%"})"));
  EXPECT_EQ(Place["physicalLocation"]["region"], json::parse(R"(
      {"startLine": 3, "startColumn": 2, "endLine": 3, "endColumn": 6})"));
  EXPECT_EQ(written(writeSarif, R), written(writeSarif, everything()));
}

TEST_F(SarifTest, BringsThePageOfEveryRuleThatRan) {
  Rules = {"epf-irq-leak", "epf-irq-stray-free"};
  json Driver = run(everything())["tool"]["driver"];
  ASSERT_EQ(Driver["rules"].size(), 2u);
  EXPECT_THAT(Driver["rules"][1]["help"]["markdown"].get<std::string>(),
              HasSubstr("# epf-irq-stray-free"));
}

TEST_F(SarifTest, DrawsTheWitnessUpToTheOffence) {
  json Flow = run(everything())["results"][0]["codeFlows"][0];
  json Steps = Flow["threadFlows"][0]["locations"];
  ASSERT_EQ(Steps.size(), 3u);
  EXPECT_EQ(Steps[0]["location"]["message"]["text"], "assume that g fails");
  EXPECT_EQ(Steps[1]["kinds"], json::parse(R"(["return", "function"])"));
  EXPECT_EQ(Steps[2]["location"]["message"]["text"], "irq is left requested");
  EXPECT_EQ(Steps[2]["executionOrder"], 3);
}

TEST_F(SarifTest, WritesFixesAsReplacements) {
  json Fix = run(everything())["results"][0]["fixes"][0];
  EXPECT_EQ(Fix["description"]["text"], "call h (safe, not tried)");
  json Change = Fix["artifactChanges"][0];
  EXPECT_EQ(Change["artifactLocation"]["uri"], "d/x.c");
  EXPECT_EQ(Change["replacements"][0], json::parse(R"(
      {"deletedRegion": {"startLine": 3, "startColumn": 7,
                         "endLine": 3, "endColumn": 7},
       "insertedContent": {"text": "\n\th();"}})"));
}

TEST_F(SarifTest, OffersNoFixThatFailedOrDoesNotFit) {
  Finding Tried = finding(), Beyond = finding(), Bytes = finding();
  Tried.Repairs[0].Failed = true;
  Beyond.Repairs[0].Edits[0].Offset = 1000;
  Bytes.Repairs[0].Edits[0].Replacement = "\xe9";
  for (const Finding &F : {Tried, Beyond, Bytes})
    EXPECT_FALSE(run(of({F}))["results"][0].contains("fixes"));
}

TEST_F(SarifTest, MarksOneLineAndCountsColumnsAsViewersDo) {
  // e with an accent is two bytes, the clef four and two UTF-16 units.
  Tree.write("d/x.c", "/* \xc3\xa9\xf0\x9d\x84\x9e */ g(1,\n  2);\n");
  Finding F = finding();
  F.Where = {"d/x.c", 1, 14, 2, 5};
  json Place = run(of({F}))["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(Place["region"], json::parse(R"(
      {"startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 15})"));
}

TEST_F(SarifTest, EncodesPathsAsUris) {
  Finding Inside = finding(), Outside = finding();
  Inside.Where.File = "a b/50%:\xc3\xa9.c";
  Outside.Where.File = "/usr/x#.h";
  json Results = run(of({Inside, Outside}))["results"];
  auto Artifact = [&](int I) {
    return Results[I]["locations"][0]["physicalLocation"]["artifactLocation"];
  };
  EXPECT_EQ(Artifact(0)["uri"], "file:///usr/x%23.h");
  EXPECT_FALSE(Artifact(0).contains("uriBaseId"));
  EXPECT_EQ(Artifact(1)["uri"], "a%20b/50%25%3A%C3%A9.c");
}

TEST_F(SarifTest, TellsWhatWasNotAnalysed) {
  json Invocation = run(everything())["invocations"][0];
  EXPECT_EQ(Invocation["executionSuccessful"], false);
  json Notes = Invocation["toolExecutionNotifications"];
  ASSERT_EQ(Notes.size(), 2u);
  EXPECT_EQ(Notes[0]["message"]["text"], "not analysed: not C");
  EXPECT_EQ(Notes[1]["message"]["text"], "incomplete: f: budget of 9");
  EXPECT_EQ(run(of({}))["invocations"][0]["executionSuccessful"], true);
}

TEST_F(SarifTest, SurvivesOtherEncodings) {
  Tree.write("d/x.c", "// \xe9t\xe9\n{\n\tg(1);\n}\n");
  Finding F = finding();
  F.Message = "'\xe9' is left";
  EXPECT_EQ(run(of({F}))["results"][0]["message"]["text"],
            "'\xef\xbf\xbd' is left");
}
