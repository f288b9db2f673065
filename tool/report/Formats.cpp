//===- Formats.cpp - The formats a report is written in -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// README.md has the same table; a test compares them.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Formats.h"
#include "tool/report/Checkstyle.h"
#include "tool/report/FixDiff.h"
#include "tool/report/Github.h"
#include "tool/report/Gitlab.h"
#include "tool/report/Html.h"
#include "tool/report/Json.h"
#include "tool/report/Rdjson.h"
#include "tool/report/Sarif.h"
#include "tool/report/Text.h"

using namespace llvm;

namespace epf {

static constexpr Format Table[] = {
    {"text", "people, and editors that read compilers' messages", writeText},
    {"json", "bots: all that is known, by a schema of our own", writeJson},
    {"diff", "`patch -p1`: all fixes that hold, put together", writeFixDiff},
    {"html", "people: one page with filters, scenarios and fixes", writeHtml},
    {"sarif", "code hosts and viewers: SARIF 2.1.0", writeSarif},
    {"github", "GitHub Actions: annotations of the changed lines", writeGithub},
    {"gitlab", "GitLab: Code Quality of a merge request", writeGitlab},
    {"rdjson", "reviewdog: comments and suggestions anywhere", writeRdjson},
    {"checkstyle", "servers that read Checkstyle's XML", writeCheckstyle},
};

ArrayRef<Format> allFormats() { return Table; }

} // namespace epf
