//===- Text.h - The report for people ------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As clang prints diagnostics, so that editors and habits work unchanged:
//
//   drivers/x.c:12:8: warning: irq is requested again [epf-irq-...]
//      12 |         ret = request_irq(virq, ...);
//         |               ^~~~~~~~~~~~~~~~~~~~~~
//   drivers/x.c:10:2: note: (1) assume that entries 0 and 1 have equal virqs
//   fix: request each distinct virq once (review)
//   --- a/drivers/x.c
//   ...
//   1 finding in 1 file: 1 analysed, 0 incomplete, 0 skipped, 0 failed
//
// The summary at the end names what could not be analysed, and counts what was
// not judged.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_TEXT_H
#define EPFLINT_TOOL_REPORT_TEXT_H

#include "tool/report/Report.h"
#include "tool/report/SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS; in colour if OS has colours enabled.
void writeText(const Report &R, llvm::raw_ostream &OS);

/// Writes one finding with its steps and its fix.
void writeFinding(llvm::raw_ostream &OS, const Finding &F, SourceText &Sources);

/// Writes a line for what was suppressed, and one for each file that could not
/// be analysed to its end.
void writeShortcomings(llvm::raw_ostream &OS, const Report &R);

/// Writes a line for each file that could not be analysed to its end.
void writeUnanalysed(llvm::raw_ostream &OS, const Report &R);

/// Writes a line for each reason not to judge.
void writeNotJudged(llvm::raw_ostream &OS, const Report &R);

/// "1 finding", "2 findings".
std::string counted(size_t Count, llvm::StringRef Noun);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_TEXT_H
