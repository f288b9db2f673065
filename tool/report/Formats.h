//===- Formats.h - The formats a report is written in --------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every format is a function of the report and a row of one table. The command
// line, its help and its errors read that table: a new format is a new line.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_FORMATS_H
#define EPFLINT_TOOL_REPORT_FORMATS_H

#include "tool/report/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

struct Format {
  llvm::StringRef Name; ///< as --format takes it
  llvm::StringRef Use;  ///< who reads it, in a few words
  /// Writes the same bytes for the same report.
  void (*Write)(const Report &R, llvm::raw_ostream &OS);
};

/// All formats, the default one first.
llvm::ArrayRef<Format> allFormats();

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_FORMATS_H
