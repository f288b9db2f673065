//===- ExportedFixes.h - Fixes for clang-apply-replacements --- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The YAML that clang-tidy writes by --export-fixes: diagnostics with the
// replacements that mend them, by byte offset. A finding whose fix is one with
// another's says so in a note and leaves the replacements to that one.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_EXPORTEDFIXES_H
#define EPFLINT_TOOL_REPORT_EXPORTEDFIXES_H

#include "tool/report/Report.h"

namespace epf {

/// Writes all findings, with the fixes that were put together.
void writeExportedFixes(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_EXPORTEDFIXES_H
