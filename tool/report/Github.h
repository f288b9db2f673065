//===- Github.h - The report as GitHub annotations ------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitHub Actions reads workflow commands from a step's output and shows them
// beside the lines of a pull request:
//
//   ::warning file=x.c,line=12,endLine=12,col=8,endColumn=30,title=...::message
//
// It keeps ten errors, ten warnings and ten notices of a step and drops others
// without a word. So errors come first, what would be dropped is not written,
// and a last notice says how many there were.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_GITHUB_H
#define EPFLINT_TOOL_REPORT_GITHUB_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS: a line each finding, and a notice each file that could not
/// be analysed to the end.
void writeGithub(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_GITHUB_H
