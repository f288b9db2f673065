//===- Checkstyle_test.cpp - Reports as Checkstyle XML --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That it is well-formed and is read is checked by tool/dev/formats.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Checkstyle.h"
#include "tool/report/TestReport.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::HasSubstr;

namespace {
class CheckstyleTest : public ReportTest {};
} // namespace

TEST_F(CheckstyleTest, GroupsFindingsByFile) {
  Finding Again = finding(), Other = finding();
  Again.Where.Line = 4;
  Other.Where.File = "d/y.c";
  Other.Level = Severity::Error;
  EXPECT_EQ(written(writeCheckstyle, of({Other, Again, finding()})),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<checkstyle version=\"4.3\">\n"
            "  <file name=\"d/x.c\">\n"
            "    <error line=\"3\" column=\"2\" severity=\"warning\" "
            "message=\"irq is left requested\" "
            "source=\"epflint.epf-irq-leak\"/>\n"
            "    <error line=\"4\" column=\"2\" severity=\"warning\" "
            "message=\"irq is left requested\" "
            "source=\"epflint.epf-irq-leak\"/>\n"
            "  </file>\n"
            "  <file name=\"d/y.c\">\n"
            "    <error line=\"3\" column=\"2\" severity=\"error\" "
            "message=\"irq is left requested\" "
            "source=\"epflint.epf-irq-leak\"/>\n"
            "  </file>\n"
            "</checkstyle>\n");
}

TEST_F(CheckstyleTest, EscapesWhatXmlReserves) {
  Finding F = finding();
  F.Message = "\"a\" < 'b' & ]]> \x01\xff";
  EXPECT_THAT(written(writeCheckstyle, of({F})),
              HasSubstr("message=\"&quot;a&quot; &lt; &apos;b&apos; &amp; "
                        "]]&gt;  \xef\xbf\xbd\""));
}
