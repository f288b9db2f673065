//===- Compare.h - The same finding before and after a patch ---- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is the same if its fingerprint's parts are: rule, file, function,
// resource, role. Where several agree in them, the line tells which is which: a
// patch says of every line where it came from. A patch that renames an index,
// db_msg[i] to db_msg[req], has not mended what was wrong with it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_COMPARE_H
#define EPFLINT_TOOL_PATCH_COMPARE_H

#include "tool/patch/Review.h"

namespace epf::patch {

/// For each finding of Before, the index of the same one in After, or none.
/// Patch is what was done between them.
std::vector<std::optional<size_t>> match(llvm::ArrayRef<Finding> Before,
                                         llvm::ArrayRef<Finding> After,
                                         llvm::ArrayRef<AppliedFile> Patch);

/// The hunk of Patch that F, found after it, comes from: one whose added lines
/// it stands on or comes by, else the nearest of its file, else the first of a
/// header. None if Patch changes neither.
std::optional<Cause> causeOf(const Finding &F,
                             llvm::ArrayRef<AppliedFile> Patch);

/// The hunk of Patch that adds a decision which F's scenario comes by, so that
/// it was there to end it and has not. None if there is none.
std::optional<Cause> leftOpenBy(const Finding &F,
                                llvm::ArrayRef<AppliedFile> Patch);

/// True if F stands on a line that Patch adds, or comes by one.
bool isTouched(const Finding &F, llvm::ArrayRef<AppliedFile> Patch);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_COMPARE_H
