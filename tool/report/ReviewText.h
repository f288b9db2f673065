//===- ReviewText.h - The review for people --------------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First what the series was put on and what had to be repaired in it, then the
// findings as `check` shows them, each with the hunk to blame, then the
// contract before and after, and what is not shown:
//
//   base: the tree as it stands: all hunks fit
//   drivers/x.c:12:8: warning: irq 'foo->irq' is still requested ...
//   introduced by 2/3, hunk 1
//   ...
//   contract     before         after
//   symmetry     met            violated at drivers/x.c:12
//   ...
//   1 introduced, 0 left open
//   not shown: 2 fixed, 1 pre-existing
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REVIEWTEXT_H
#define EPFLINT_TOOL_REPORT_REVIEWTEXT_H

#include "tool/patch/Review.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes what R introduces, repairs within itself and leaves open; all
/// findings with All.
void writeReviewText(const patch::Review &R, bool All, llvm::raw_ostream &OS);

/// "1 introduced, 2 left open".
std::string summaryOf(const patch::Review &R);

/// "by hunk 4, which begins at drivers/x.c:540", with the patch's name in a
/// series; empty if no patch is to blame.
std::string blame(const patch::Review &R, const patch::ReviewedFinding &F);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REVIEWTEXT_H
