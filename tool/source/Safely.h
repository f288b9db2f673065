//===- Safely.h - Units whose analysis may crash ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run over thousands of files must not be lost because clang, or we, cannot
// bear one of them.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_SAFELY_H
#define EPFLINT_TOOL_SOURCE_SAFELY_H

#include "tool/source/Unit.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace epf {

/// What Analyse returns, which runs on a stack that deeply nested code fits on.
/// If it crashes, File has failed, and that is the reason. What it has taken
/// until then is not given back.
UnitReport safely(llvm::StringRef File,
                  llvm::function_ref<UnitReport()> Analyse);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_SAFELY_H
