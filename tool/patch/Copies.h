//===- Copies.h - The best preserved of several copies -------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread has a patch several times: as it was sent, and quoted in each reply,
// there with parts cut out and remarks put in, here perhaps with its white
// space lost. Hunk by hunk, the copy that has all of its lines is taken.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_COPIES_H
#define EPFLINT_TOOL_PATCH_COPIES_H

#include "tool/patch/UnifiedDiff.h"

namespace epf::patch {

/// True if D has a part of the patch P: the same file, from the same blob to
/// the same blob, or, where these are not said, with a hunk in common.
bool isCopy(const Patch &P, const Diff &D);

/// Replaces hunks of P that are damaged by those of a copy that are less so.
void takeBest(Patch &P, llvm::ArrayRef<const Diff *> Copies);

/// Breaks the hunks of P, which is only known from a reply, that show that
/// others in front of them were cut out.
void breakIncomplete(Patch &P);

/// Says so if P has more or less changes than the diffstat says, and breaks its
/// last hunk; not so if P is Closed and all else agrees, as where an author
/// edited what git had written.
void compareWithStat(Patch &P, Count Stat, bool Closed);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_COPIES_H
