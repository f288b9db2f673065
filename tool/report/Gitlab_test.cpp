//===- Gitlab_test.cpp - Reports for GitLab -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That it is what the specification asks for is checked by tool/dev/formats.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Gitlab.h"
#include "tool/report/TestReport.h"
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;

namespace {
class GitlabTest : public ReportTest {};
} // namespace

TEST_F(GitlabTest, WritesAnIssueAFinding) {
  Report R = everything();
  json Issues = json::parse(written(writeGitlab, R));
  ASSERT_EQ(Issues.size(), 1u);
  EXPECT_EQ(Issues[0]["check_name"], "epf-irq-leak");
  EXPECT_EQ(Issues[0]["description"], "irq is left requested");
  EXPECT_EQ(Issues[0]["severity"], "major");
  EXPECT_EQ(Issues[0]["fingerprint"], R.Findings[0].Fingerprint);
  EXPECT_EQ(Issues[0]["location"], json::parse(R"(
      {"path": "d/x.c", "lines": {"begin": 3, "end": 3}})"));
}

TEST_F(GitlabTest, WritesAnEmptyListForNothing) {
  EXPECT_EQ(written(writeGitlab, of({})), "[]\n");
}
