//===- Nesting.h - How deep JSON goes -------------------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Readers of JSON call themselves for what is in brackets, and so does much
// that is done with what they read: text that is nothing but brackets takes all
// of the stack. It is refused before it is read.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_NESTING_H
#define EPFLINT_TOOL_SOURCE_NESTING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace epf {

/// Refuses JSON, the content of Path, that is nested deeper than any that is
/// meant for us. An error is one line: "PATH:LINE: what".
llvm::Error checkNesting(llvm::StringRef Path, llvm::StringRef Text);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_NESTING_H
