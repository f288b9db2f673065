//===- Pages.h - Where a rule's page is found -------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pages are compiled in, but an editor wants an address to open. They are
// installed as files too, share/doc/epflint/rules/epf-irq-leak.md beside the
// bin/ of the program; a build directory has the same folders.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_PAGES_H
#define EPFLINT_TOOL_HOSTS_PAGES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <string>

namespace epf {

/// The file:// address of the rule's page; empty if it is not installed.
std::string pageAddress(llvm::StringRef Rule);

/// Whether a check of this name is one of our rules.
bool isOurs(llvm::StringRef Check);

/// Leaves out what our rules say of a file that includes one that is missing:
/// clangd goes on without, and nothing is what it seems.
void dropUnsure(llvm::json::Array &Diagnostics);

/// Makes the name of a rule of ours a link in a diagnostic for an editor.
void linkToPage(llvm::json::Object &Diagnostic);

} // namespace epf

#endif // EPFLINT_TOOL_HOSTS_PAGES_H
