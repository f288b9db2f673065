//===- Manual.h - The manual page ----------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// epflint man prints a page for man(1), made of what the parser takes and of
// the rules' pages: epflint man >/usr/local/share/man/man1/epflint.1
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_MANUAL_H
#define EPFLINT_TOOL_EPFLINT_MANUAL_H

#include "tool/epflint/Interface.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

/// Writes the page in the man macros of roff.
void writeManual(llvm::ArrayRef<CommandText> Commands, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_MANUAL_H
