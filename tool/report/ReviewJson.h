//===- ReviewJson.h - The review for programs ------------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The document of Json.h with what a patch adds to it: `review` names the base
// and the patches, each finding has `patch`, each row of the contract `before`.
//
// b4 asks its check commands for a document of its own, a list of results:
//
//   [{"tool": "epflint", "status": "fail", "summary": ..., "details": ...}]
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REVIEWJSON_H
#define EPFLINT_TOOL_REPORT_REVIEWJSON_H

#include "tool/patch/Review.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes all findings of R, whatever their state.
void writeReviewJson(const patch::Review &R, llvm::raw_ostream &OS);

/// Writes what b4 takes from review-perpatch-check-cmd and
/// review-series-check-cmd: "fail" if something is introduced, "warn" if
/// something is left open or could not be analysed, else "pass".
void writeB4(const patch::Review &R, llvm::raw_ostream &OS);

/// Writes for b4 that a patch was not judged, and why: that is no fault of the
/// patch. With no reason there was nothing to judge, as in a cover letter.
void writeB4NotJudged(llvm::StringRef Why, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REVIEWJSON_H
