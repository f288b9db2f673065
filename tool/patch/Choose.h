//===- Choose.h - Which of several places a hunk belongs to --- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A place is judged by how well the lines fit, by the function that the hunk's
// header names, and by the offset, which hunks of one file mostly share. The
// best place must be better than any other by more than a little: what fits two
// places equally is not placed.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_CHOOSE_H
#define EPFLINT_TOOL_PATCH_CHOOSE_H

#include "tool/patch/Align.h"
#include "llvm/Support/Error.h"

namespace epf::patch {

/// The place of each hunk of File, in their order and in that of the base. The
/// error says of the first hunk that has none why: it begins with "hunk 3
/// (line 57): ".
llvm::Expected<std::vector<Candidate>>
choosePlaces(const FilePatch &File, BaseFile &Base, bool IsItsBase);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_CHOOSE_H
