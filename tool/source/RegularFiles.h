//===- RegularFiles.h - The disk, without what never ends -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source, or a header that it includes, may be named like a file and be a
// pipe that nobody writes to, or /dev/zero. Opening one would wait for ever, or
// read until there is no memory left.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_REGULARFILES_H
#define EPFLINT_TOOL_SOURCE_REGULARFILES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace epf {

/// The disk, with a working directory of its own, whose pipes, sockets and
/// devices cannot be opened.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regularFiles();

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_REGULARFILES_H
