//===- Sarif.h - The report as SARIF 2.1.0 -------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The OASIS format for results of static analysis, which code hosts take in and
// editors show. The witness becomes a code flow, a fix becomes replacements,
// the fingerprint stands under our own key, a rule brings its page as help.
// What could not be analysed is a notification of the invocation.
//
// Paths are relative to %SRCROOT%, which the reader sets. Columns are those of
// SARIF's consumers: UTF-16 code units, not bytes.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_SARIF_H
#define EPFLINT_TOOL_REPORT_SARIF_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS. A fix that was tried and did not hold is left out, and so is
/// one whose text is no UTF-8; elsewhere such bytes are replaced.
void writeSarif(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_SARIF_H
