//===- Rdjson_test.cpp - Reports for reviewdog ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That it is what reviewdog reads is checked by tool/dev/formats.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Rdjson.h"
#include "tool/report/TestReport.h"
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;

namespace {
class RdjsonTest : public ReportTest {
protected:
  static json diagnostic(const Report &R) {
    return json::parse(written(writeRdjson, R))["diagnostics"][0];
  }
};
} // namespace

TEST_F(RdjsonTest, WritesADiagnosticWithItsSteps) {
  json Diagnostic = diagnostic(everything());
  EXPECT_EQ(Diagnostic["message"], "irq is left requested");
  EXPECT_EQ(Diagnostic["severity"], "WARNING");
  EXPECT_EQ(Diagnostic["code"]["value"], "epf-irq-leak");
  EXPECT_EQ(Diagnostic["location"], json::parse(R"({"path": "d/x.c", "range":
      {"start": {"line": 3, "column": 2}, "end": {"line": 3, "column": 6}}})"));
  ASSERT_EQ(Diagnostic["related_locations"].size(), 2u);
  EXPECT_EQ(Diagnostic["related_locations"][0]["message"],
            "assume that g fails");
}

TEST_F(RdjsonTest, MakesOneSuggestionOfAllEdits) {
  Finding F = finding();
  F.Repairs[0].Edits = {{"d/x.c", 5, 1, "new"}, {"d/x.c", 18, 1, "2"}};
  json Suggestions = diagnostic(of({F}))["suggestions"];
  ASSERT_EQ(Suggestions.size(), 1u);
  EXPECT_EQ(Suggestions[0]["text"], "new(void)\n{\n\tg(2");
  EXPECT_EQ(Suggestions[0]["range"], json::parse(R"(
      {"start": {"line": 1, "column": 6}, "end": {"line": 3, "column": 5}})"));
}

TEST_F(RdjsonTest, SuggestsNothingThatFailedOrIsElsewhere) {
  Finding Tried = finding(), Elsewhere = finding(), Beyond = finding();
  Tried.Repairs[0].Failed = true;
  Elsewhere.Repairs[0].Edits[0].File = "d/y.c";
  Beyond.Repairs[0].Edits[0].Offset = 1000;
  for (const Finding &F : {Tried, Elsewhere, Beyond})
    EXPECT_FALSE(diagnostic(of({F})).contains("suggestions"));
}
