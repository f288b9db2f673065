//===- Rdjson.h - The report for reviewdog -------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// reviewdog's diagnostic format, rdjson, which it turns into comments on the
// changes of any code host. Columns are bytes, as ours are. A fix is one
// suggestion even if it changes several places, since none of its edits is
// right without the others.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_RDJSON_H
#define EPFLINT_TOOL_REPORT_RDJSON_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes R to OS. Without a suggestion where the fix was tried and did not
/// hold, or changes another file.
void writeRdjson(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_RDJSON_H
