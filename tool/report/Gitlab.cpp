//===- Gitlab.cpp - The report for GitLab Code Quality --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Severities of that scale are five; a warning of ours is a major issue, since
// what the rules find is never a matter of taste.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Gitlab.h"
#include "llvm/Support/ErrorHandling.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static const char *severity(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "info";
  case Severity::Warning:
    return "major";
  case Severity::Error:
    return "critical";
  }
  llvm_unreachable("covered switch");
}

void writeGitlab(const Report &R, raw_ostream &OS) {
  Json Issues = Json::array();
  for (const Finding &F : R.Findings)
    Issues.push_back(
        {{"type", "issue"},
         {"check_name", F.Rule},
         {"description", F.Message},
         {"categories", Json::array({"Bug Risk"})},
         {"severity", severity(F.Level)},
         {"fingerprint", F.Fingerprint},
         {"location",
          {{"path", F.Where.File},
           {"lines", {{"begin", F.Where.Line}, {"end", F.Where.EndLine}}}}}});
  OS << Issues.dump(2, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace)
     << '\n';
}

} // namespace epf
