//===- ReviewLines.h - The review as checkpatch would put it ---- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As `checkpatch.pl --terse --showfile` prints, so that it can stand beside it,
// say as b4.prep-perpatch-check-cmd:
//
//   drivers/x.c:12: WARNING: irq 'foo->irq' is still requested ...
//   [epf-irq-leak]
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REVIEWLINES_H
#define EPFLINT_TOOL_REPORT_REVIEWLINES_H

#include "tool/patch/Review.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes a line for each finding that R introduces, and one for each file that
/// could not be analysed to its end; nothing if there is none.
void writeReviewLines(const patch::Review &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REVIEWLINES_H
