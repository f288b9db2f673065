//===- FlagSource.cpp - Where the flags of a file come from ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The source that knows least: what the user gave is what clang gets.
//
//===----------------------------------------------------------------------===//

#include "tool/source/FlagSource.h"
#include "tool/source/SourceRoot.h"

using namespace llvm;

namespace epf {

Expected<CompileCommand> GivenFlags::commandFor(StringRef File) const {
  return CompileCommand{File.str(), absolutePath("."), Flags};
}

} // namespace epf
