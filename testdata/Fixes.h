//===- Fixes.h - Repairs tried out on a case --------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tool says of each repair whether it holds; the tests find out for
// themselves. The file with the repair is analysed again: it parses, the
// finding is gone, and nothing has come that was not there. Findings are told
// apart by rule, function and role, since a repair moves lines and renames
// variables.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_FIXES_H
#define EPFLINT_TESTDATA_FIXES_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace epf {

/// Why the repair of Fixed, one of Findings, does not hold for the file
/// Relative with this Text; empty if it does.
std::string whyNotFixed(llvm::StringRef Relative, llvm::StringRef Text,
                        const Finding &Fixed, llvm::ArrayRef<Finding> Findings);

} // namespace epf

#endif // EPFLINT_TESTDATA_FIXES_H
