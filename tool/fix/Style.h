//===- Style.h - How the code around is formatted ------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A repair is written as the driver's author would write it, so the style is
// the tree's. Where the tree says nothing it is the kernel's: tabs of 8, 80
// columns, what is continued aligned with the parenthesis that it stands in.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_STYLE_H
#define EPFLINT_TOOL_FIX_STYLE_H

#include "clang/Format/Format.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace epf {

/// The kernel's style, as far as clang-format knows it.
clang::format::FormatStyle kernelStyle();

/// The style of the .clang-format that is nearest above File, an absolute path;
/// the kernel's if there is none, or one that cannot be read.
clang::format::FormatStyle styleFor(llvm::StringRef File,
                                    llvm::vfs::FileSystem &Files);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_STYLE_H
