//===- ClangFlags.h - A build's command line, for clang's parser  -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tree configured for gcc hands out flags that clang does not know, and any
// build hands out flags that have nothing to do with parsing: where to put the
// object, which dependency file to write, which plugin to load. What is kept is
// what clang's own option table knows and what changes the meaning of the text:
//
//   gcc -Wp,-MMD,x.d -I./include -fconserve-stack -std=gnu11 -Werror -c -o x.o
//
// leaves `-I./include -std=gnu11`.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_CLANGFLAGS_H
#define EPFLINT_TOOL_SOURCE_CLANGFLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace epf {

/// The flags of CommandLine that clang's parser wants, in their order. The
/// words before the first flag name the compiler, perhaps behind a wrapper; if
/// it is a cross compiler (aarch64-linux-gnu-gcc), a --target is added. Inputs
/// and outputs are dropped.
std::vector<std::string> clangFlags(llvm::ArrayRef<std::string> CommandLine);

/// CommandLine without the flags that clang does not know or refuses, for
/// programs that parse it themselves. All else, the compiler and the file as
/// well, is as it was.
std::vector<std::string>
withoutForeignFlags(llvm::ArrayRef<std::string> CommandLine);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_CLANGFLAGS_H
