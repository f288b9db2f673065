//===- Gitlab.h - The report for GitLab Code Quality ---------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A JSON list of issues as the Code Climate specification has them, of which
// GitLab shows those that a merge request brings. It tells issues apart by
// their fingerprints.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_GITLAB_H
#define EPFLINT_TOOL_REPORT_GITLAB_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS. Scenarios are left out: GitLab shows one line an issue.
void writeGitlab(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_GITLAB_H
