//===- Html.h - The report as a page -------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs no network and no server: the list of findings with
// filters, the source with the scenario drawn on it step by step, the fix
// before and after. It holds the JSON report, the rules' pages and those
// stretches of the sources that the findings speak of; html/ has the page that
// shows them.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_HTML_H
#define EPFLINT_TOOL_REPORT_HTML_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS, without times: the same findings give the same bytes.
void writeHtml(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_HTML_H
