//===- Html_test.cpp - Reports as a page ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the page holds. What it does is seen in a browser: tool/dev/browser.mjs.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Html.h"
#include "tool/report/TestReport.h"
#include "gmock/gmock.h"
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace {
class HtmlTest : public ReportTest {
protected:
  /// The text of the page's data block.
  static std::string block(const Report &R) {
    std::string Page = written(writeHtml, R);
    llvm::StringRef Rest = llvm::StringRef(Page).split("id=\"data\">").second;
    return Rest.split("</script>").first.str();
  }

  static json data(const Report &R) { return json::parse(block(R)); }
};
} // namespace

TEST_F(HtmlTest, HoldsTheReportWithoutTimes) {
  json Report = data(everything())["report"];
  EXPECT_EQ(Report["findings"][0]["message"], "irq is left requested");
  EXPECT_EQ(Report["units"].size(), 4u);
  EXPECT_THAT(block(everything()), Not(HasSubstr("\"ms\"")));
}

TEST_F(HtmlTest, BringsTheLinesAroundEveryPlace) {
  std::string Text;
  for (int I = 1; I <= 60; ++I)
    Text += "line " + std::to_string(I) + "\n";
  Tree.write("d/x.c", Text);
  Finding F = finding();
  F.Where = {"d/x.c", 20, 1, 21, 3};
  F.Witness = {{EventKind::Call, "m", {"d/x.c", 59, 1, 59, 2}}};
  json Parts = data(of({F}))["sources"]["d/x.c"];
  ASSERT_EQ(Parts.size(), 2u);
  EXPECT_EQ(Parts[0]["first"], 12);
  EXPECT_EQ(Parts[0]["lines"].size(), 18u);
  EXPECT_EQ(Parts[1]["first"], 51);
  EXPECT_EQ(Parts[1]["lines"].back(), "line 60");
}

TEST_F(HtmlTest, BringsThePagesOfRulesThatFoundSomething) {
  json Pages = data(everything())["rules"];
  ASSERT_EQ(Pages.size(), 1u);
  EXPECT_THAT(Pages[0]["page"].get<std::string>(),
              HasSubstr("## Why it matters"));
}

TEST_F(HtmlTest, KeepsUntrustedTextInItsPlace) {
  Tree.write("d/x.c", "</script><script>alert(1)</script>\n"
                      "<!-- @SCRIPT@ @DATA@ \xe2\x80\xa8 \xff -->\n g(1);\n");
  Finding F = finding();
  F.Message = "</script><img src=x onerror=alert(1)>";
  json Data = data(of({F}));
  EXPECT_EQ(Data["report"]["findings"][0]["message"], F.Message);
  EXPECT_EQ(Data["sources"]["d/x.c"][0]["lines"][0],
            "</script><script>alert(1)</script>");
  std::string Page = written(writeHtml, of({F}));
  EXPECT_EQ(llvm::StringRef(Page).count("<script"), 2u);
  EXPECT_EQ(llvm::StringRef(Page).count("</script"), 2u);
  EXPECT_EQ(llvm::StringRef(Page).count("<!--"), 1u);
  EXPECT_THAT(block(of({F})), HasSubstr("@SCRIPT@ @DATA@"));
}

TEST_F(HtmlTest, NeedsNothingElse) {
  std::string Page = written(writeHtml, everything());
  EXPECT_THAT(Page, HasSubstr("default-src 'none'"));
  for (const char *Elsewhere : {"src=\"", "href=", "@import", "url(", "fetch("})
    EXPECT_THAT(Page, Not(HasSubstr(Elsewhere)));
}
