//===- Headers.h - Whose headers are whose ----------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tells the kernel's core from drivers by where a header lies. The folders
// stand in Headers.def.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_HEADERS_H
#define EPFLINT_MATCHERS_HEADERS_H

#include "llvm/ADT/StringRef.h"

namespace epf {

/// True if the header at Path, in whatever tree, is of the kernel's core.
bool isCoreHeader(llvm::StringRef Path);

} // namespace epf

#endif // EPFLINT_MATCHERS_HEADERS_H
