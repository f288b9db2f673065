//===- Printable.h - Untrusted text on a terminal ---------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of files and lines of sources come from strangers. A line break in a
// name would make two lines of one, an escape sequence would move the cursor.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_PRINTABLE_H
#define EPFLINT_TOOL_SOURCE_PRINTABLE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace epf {

/// Text with control characters as C spells them, "\x1b" for escape. Tabs stay,
/// and so does everything that is not ASCII.
std::string printable(llvm::StringRef Text);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_PRINTABLE_H
