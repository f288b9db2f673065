//===- Reach.h - Which functions a patch can reach -------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A patch to one function of a driver cannot change what the others do, unless
// they call it or live with it. So only what can come by a changed function is
// explored, before and after. What is changed is told from the tokens of the
// two texts, before either is parsed.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_REACH_H
#define EPFLINT_TOOL_PATCH_REACH_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace epf::patch {

/// The names of the functions that C file After defines in other words than
/// Before does, or that only one of them defines, and of those that use them;
/// comments and white space count for nothing. None if more than functions
/// differ, such as a type, a table, a macro or an #include, or if the braces of
/// a text do not match.
std::optional<llvm::StringSet<>> functionsReached(llvm::StringRef Before,
                                                  llvm::StringRef After);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_REACH_H
