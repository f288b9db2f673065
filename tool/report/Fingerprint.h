//===- Fingerprint.h - A finding's name across versions of a file  -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To say that a finding is the one that was there yesterday, it needs a name
// that survives what happens to code around it: no line number, no message. The
// name is a hash of rule, path, function, resource and role; findings that
// agree in all of them are told apart by their ordinal, in order of the file.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_FINGERPRINT_H
#define EPFLINT_TOOL_REPORT_FINGERPRINT_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"

namespace epf {

/// Fills in the fingerprint of each: 16 hexadecimal digits. Findings are in
/// report order and their paths relative to the tree's root.
void fingerprint(llvm::MutableArrayRef<Finding> Findings);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_FINGERPRINT_H
