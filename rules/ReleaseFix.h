//===- ReleaseFix.h - Giving back on the way out ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where paths leave without giving back: they go to the label that already
// does, or to a new one in its place of the chain; or the release is put in
// front of the way out, as an unwind loop where a loop took. A way out that
// success shares gets it under the condition that tells them apart.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RELEASEFIX_H
#define EPFLINT_RULES_RELEASEFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Repairs for H being held at each of Exits. Best first; none is verified.
std::vector<Fix> releaseOnWayOut(const SourceView &View, const Holding &H,
                                 llvm::ArrayRef<Exit> Exits);

/// The device core frees H with the device, where nothing in the file does.
std::optional<Fix> leaveToDevice(const SourceView &View, const Holding &H);

} // namespace epf

#endif // EPFLINT_RULES_RELEASEFIX_H
