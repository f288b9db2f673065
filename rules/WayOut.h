//===- WayOut.h - How a path left what it should have undone ----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared by the rules about leaks: where a failing path turned away from the
// clean-up it owed, and when a teardown says too little to be judged.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_WAYOUT_H
#define EPFLINT_RULES_WAYOUT_H

#include "paths/Explorer.h"

namespace epf {

/// The goto or return by which the path leaves: the first one after the last
/// thing that was assumed or taken. Null if there is none in the main file.
const Step *wayOut(const Path &P);

/// True if teardown asked something of memory that set-up knew nothing about:
/// whether the answer can be the one assumed is not for this file to say.
bool teardownGuessed(const Path &P);

} // namespace epf

#endif // EPFLINT_RULES_WAYOUT_H
