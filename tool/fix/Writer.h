//===- Writer.h - Putting a repaired file in place ------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file is written whole to a temporary one beside it, which then takes its
// name. Whoever reads it meanwhile, or after a crash, sees the old file or the
// new one. Symbolic links stay: what they lead to is replaced.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_WRITER_H
#define EPFLINT_TOOL_FIX_WRITER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace epf {

/// Replaces the contents of Path, which must be Before, by After. Mode and
/// owner stay. If anything fails, the file is as it was and nothing is left
/// beside it; the error is one line that names Path.
llvm::Error replaceFile(llvm::StringRef Path, llvm::StringRef Before,
                        llvm::StringRef After);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_WRITER_H
