//===- Nearest.h - What a mistyped word was meant to be ------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules, formats, options and commands are typed by hand. An error about one
// that is not known names the one that the fewest keystrokes lead to, if it is
// near enough to have been meant.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_NEAREST_H
#define EPFLINT_TOOL_SOURCE_NEAREST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace epf {

/// "; did you mean 'X'?", X being the nearest of Known; empty if none is near.
std::string suggestion(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Known);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_NEAREST_H
