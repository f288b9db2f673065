//===- FixDiff.h - All fixes as one diff ---------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `git apply` and `patch -p1` take in the root of the tree. It speaks of
// what was put together, not of each finding's own repair.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_FIXDIFF_H
#define EPFLINT_TOOL_REPORT_FIXDIFF_H

#include "tool/report/Report.h"

namespace epf {

/// Writes one unified diff of all files that the fixes change.
void writeFixDiff(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_FIXDIFF_H
