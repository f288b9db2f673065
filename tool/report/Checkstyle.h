//===- Checkstyle.h - The report as Checkstyle XML ------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The XML of the Java linter of that name, which many servers and review bots
// read for any language.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_CHECKSTYLE_H
#define EPFLINT_TOOL_REPORT_CHECKSTYLE_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS. Scenarios and fixes are left out: there is no place for
/// them.
void writeCheckstyle(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_CHECKSTYLE_H
