//===- Pipes.h - Files and pipes that somebody named ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name on the command line may be a pipe, such as that of the shell's
// <(command), as long as there is somebody at its other end. One without would
// be waited for for ever, and whoever planted it wants just that.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_PIPES_H
#define EPFLINT_TOOL_SOURCE_PIPES_H

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace epf {

/// The text of a regular file, or what comes through a pipe that has a writer.
/// An error is one line: "PATH: what".
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFileOrPipe(llvm::StringRef Path);

/// Opens a device, or a pipe that has a reader, to write to. The caller closes
/// the descriptor. An error is one line as well.
llvm::Expected<int> openForWriting(llvm::StringRef Path);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_PIPES_H
