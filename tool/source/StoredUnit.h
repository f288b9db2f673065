//===- StoredUnit.h - A unit's report as bytes ----------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the cache keeps of a unit: all of its report, to the last byte, so that
// no document tells a result that was looked up from one that was made.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_STOREDUNIT_H
#define EPFLINT_TOOL_SOURCE_STOREDUNIT_H

#include "tool/source/Unit.h"

namespace epf {

/// Unit as CBOR.
std::string bytesOf(const UnitReport &Unit);

/// The inverse; Text is the file's. Nothing if Bytes are no unit's of this
/// version.
std::optional<UnitReport> unitFrom(llvm::StringRef Bytes, llvm::StringRef Text);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_STOREDUNIT_H
