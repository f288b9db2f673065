//===- Edits.h - Changes to one text -------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The edits of a repair are those of one file, sorted by offset, none
// overlapping another. Two may stand at one place; they then go in one after
// the other.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_EDITS_H
#define EPFLINT_TOOL_FIX_EDITS_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace epf {

/// Text with Edits applied; they must fit it and not overlap.
std::string applyEdits(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits);

/// The edits that do at once what First and, on the text that they make, Then
/// do.
std::vector<Edit> mergeEdits(llvm::ArrayRef<Edit> First,
                             llvm::ArrayRef<Edit> Then);

/// The line in Text, counted from 1, of the label that one of Edits, which made
/// it, jumps to; 0 if none does.
unsigned labelGoneTo(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_EDITS_H
