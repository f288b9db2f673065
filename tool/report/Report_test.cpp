//===- Report_test.cpp - Reports of all formats ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One report, made by hand, in text and in JSON; the JSON against the published
// schema.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Conformance.h"
#include "tool/report/Json.h"
#include "tool/report/Report.h"
#include "tool/report/TestReport.h"
#include "tool/report/TestSchema.h"
#include "tool/report/Text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace {
class FormatTest : public ReportTest {
protected:
  Verdict symmetryOf(std::vector<UnitReport> Units) {
    for (const Conformance &Row : conformance(make(std::move(Units))))
      if (Row.Group == "symmetry")
        return Row.Status;
    return Verdict::NotExercised;
  }
};
} // namespace

TEST_F(FormatTest, WritesText) {
  EXPECT_EQ(written(writeText, everything()),
            "d/x.c:3:2: warning: irq is left requested [epf-irq-leak]\n"
            "    3 | \tg(1);\n"
            "      | \t^~~~\n"
            "d/x.c:3:2: note: (1) assume that g fails\n"
            "d/x.c:3:2: note: (2) f returns\n"
            "fix: call h (safe, not tried)\n"
            "--- a/d/x.c\n"
            "+++ b/d/x.c\n"
            "@@ -2,3 +2,4 @@\n"
            " {\n"
            " \tg(1);\n"
            "+\th();\n"
            " }\n"
            "\n"
            "1 finding in 4 files: 1 analysed, 1 incomplete, "
            "1 skipped (no call that the rules know), 1 failed\n"
            "failed: d/f.c: not C\n"
            "incomplete: d/p.c: f: budget of 9\n"
            "not judged: 2: resource leaves the file\n");
}

TEST_F(FormatTest, WritesColourWhenAsked) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS.enable_colors(true);
  writeText(everything(), OS);
  EXPECT_THAT(Text, HasSubstr("\x1b["));
  EXPECT_THAT(written(writeText, everything()), Not(HasSubstr("\x1b[")));
}

TEST_F(FormatTest, WritesJsonOfTheSchema) {
  json Document = json::parse(written(writeJson, everything()));
  EXPECT_EQ(complaints(Document), "");
  ASSERT_EQ(Document["findings"].size(), 1u);
  EXPECT_EQ(Document["findings"][0]["location"]["endColumn"], 6);
  EXPECT_THAT(Document["findings"][0]["fix"]["diff"].get<std::string>(),
              HasSubstr("+\th();\n"));
  EXPECT_EQ(Document["units"][0]["file"], "d/e.c");
  EXPECT_EQ(Document["units"][2]["functions"][0]["reason"], "budget of 9");
  EXPECT_EQ(written(writeJson, everything()), written(writeJson, everything()));
}

TEST_F(FormatTest, SchemaRefusesWhatItDoesNotKnow) {
  json Document = json::parse(written(writeJson, everything()));
  Document["findings"][0]["extra"] = 1;
  EXPECT_NE(complaints(Document), "");
}

TEST_F(FormatTest, JsonSurvivesOtherEncodings) {
  Tree.write("d/x.c", "// \xe9t\xe9\n{\n\tg(1);\n}\n");
  json Document = json::parse(written(writeJson, everything()));
  EXPECT_EQ(complaints(Document), "");
}

TEST_F(FormatTest, FingerprintsOutliveLines) {
  UnitReport Here = analysed(), There = analysed();
  Here.Findings = {finding()};
  There.Findings = {finding()};
  There.Findings[0].Where.Line = 30;
  There.Findings[0].Message = "said otherwise";
  EXPECT_EQ(make({Here}).Findings[0].Fingerprint,
            make({There}).Findings[0].Fingerprint);

  Here.Findings.push_back(There.Findings[0]);
  Report Both = make({Here});
  ASSERT_EQ(Both.Findings.size(), 2u);
  EXPECT_NE(Both.Findings[0].Fingerprint, Both.Findings[1].Fingerprint);
}

TEST_F(FormatTest, SuppressingAFindingRenamesNoOther) {
  UnitReport Unit = analysed();
  Unit.Findings = {finding(), finding()};
  Unit.Findings[1].Where.Line = 30;
  std::string Name = make({Unit}).Findings[1].Fingerprint;
  setApart(Unit.Findings, Unit.Suppressed,
           [](const Finding &F) { return F.Where.Line != 30; });
  Report R = make({Unit});
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Suppressed.size(), 1u);
  EXPECT_EQ(R.Findings[0].Fingerprint, Name);
}

TEST_F(FormatTest, CountsWhatIsNotReported) {
  Report R = everything();
  R.Suppressed = {finding(), finding()};
  R.Known = {finding()};
  EXPECT_THAT(written(writeText, R),
              HasSubstr("\nsuppressed: 2\nin the baseline: 1\n"));
  json Document = json::parse(written(writeJson, R));
  EXPECT_EQ(complaints(Document), "");
  EXPECT_EQ(Document["summary"]["suppressed"], 2);
  EXPECT_EQ(Document["summary"]["inBaseline"], 1);
}

TEST_F(FormatTest, ConformanceClaimsNoMoreThanWasExplored) {
  UnitReport Found = analysed();
  Found.Findings = {finding()};
  UnitReport Failed = unit("d/f.c", UnitStatus::Failed, "not C");
  EXPECT_EQ(symmetryOf({analysed()}), Verdict::NotExercised);
  Tree.write("d/x.c", "/* free_irq */ const char *s = \"free_irq\";\n");
  EXPECT_EQ(symmetryOf({analysed()}), Verdict::NotExercised);
  Tree.write("d/x.c", "void f(void)\n{\n\tfree_irq(1, 0);\n}\n");
  EXPECT_EQ(symmetryOf({analysed()}), Verdict::Met);
  EXPECT_EQ(symmetryOf({Found, Failed}), Verdict::Violated);
  EXPECT_EQ(symmetryOf({analysed(), Failed}), Verdict::Undecided);
  EXPECT_EQ(symmetryOf({unit("d/e.c", UnitStatus::Skipped, "empty")}),
            Verdict::NotExercised);
  Rules = {"epf-doorbell-leak"};
  EXPECT_EQ(symmetryOf({analysed()}), Verdict::NotExercised);
}
