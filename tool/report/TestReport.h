//===- TestReport.h - A report made by hand ------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tests of all formats write the same report: one finding with a witness
// and a fix, and a unit of every status.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_TESTREPORT_H
#define EPFLINT_TOOL_REPORT_TESTREPORT_H

#include "tool/report/Report.h"
#include "tool/source/TestTree.h"
#include "gtest/gtest.h"

namespace epf {

class ReportTest : public testing::Test {
protected:
  ReportTest() {
    Tree.write("d/x.c", "void f(void)\n{\n\tg(1);\n}\n");
    for (const RuleInfo &Rule : allRules())
      Rules.push_back(Rule.Name.str());
  }

  static Finding finding() {
    Location Where = {"d/x.c", 3, 2, 3, 6};
    Finding F;
    F.Rule = "epf-irq-leak";
    F.Group = "symmetry";
    F.Message = "irq is left requested";
    F.Function = "f";
    F.Resource = "irq";
    F.Role = "error-return";
    F.Where = Where;
    F.Witness = {{EventKind::Assume, "assume that g fails", Where},
                 {EventKind::Return, "f returns", Where}};
    F.Repairs = {{"call h",
                  Applicability::Safe,
                  false,
                  false,
                  "not tried",
                  {{"d/x.c", 21, 0, "\n\th();"}}}};
    return F;
  }

  static UnitReport unit(llvm::StringRef File, UnitStatus Status,
                         llvm::StringRef Reason) {
    UnitReport Unit;
    Unit.File = File.str();
    Unit.Status = Status;
    Unit.Reason = Reason.str();
    return Unit;
  }

  static UnitReport analysed() {
    UnitReport Unit = unit("d/x.c", UnitStatus::Analysed, "");
    Unit.Functions = {{"f", true, "", 12}};
    return Unit;
  }

  /// A report with a finding and a unit of every status.
  Report everything() {
    UnitReport Found = analysed();
    Found.NotJudged = {{"resource leaves the file", 2}};
    Found.Findings = {finding(), finding()};
    UnitReport Partly = unit("d/p.c", UnitStatus::Incomplete, "f: budget of 9");
    Partly.Functions = {{"f", false, "budget of 9", 9}};
    return make({Partly, Found, unit("d/f.c", UnitStatus::Failed, "not C"),
                 unit("d/e.c", UnitStatus::Skipped, "empty")});
  }

  /// A report of these findings, in one analysed file.
  Report of(std::vector<Finding> Findings) {
    UnitReport Unit = analysed();
    Unit.Findings = std::move(Findings);
    return make({Unit});
  }

  Report make(std::vector<UnitReport> Units) {
    return makeReport(SourceRoot(Tree.path()), Rules, std::move(Units), 5);
  }

  template <typename Writer> static std::string written(Writer W, Report R) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    W(R, OS);
    return Text;
  }

  TestTree Tree;
  std::vector<std::string> Rules;
};

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_TESTREPORT_H
