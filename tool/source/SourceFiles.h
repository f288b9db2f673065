//===- SourceFiles.h - The files that a command's paths stand for  -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path is a file, or a directory whose C files are all meant. With a kernel
// tree a path may also be given as the kernel names it, from wherever the
// command is run:
//
//   epflint check --kernel ~/build drivers/pci/endpoint/functions
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_SOURCEFILES_H
#define EPFLINT_TOOL_SOURCE_SOURCEFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace epf {

/// The files that Paths stand for: absolute, sorted, each once. A relative path
/// is looked up in the current directory, then below Fallback (if that is not
/// empty). Directories are walked for *.c without following symbolic links to
/// directories. Errors: a path that does not exist, a directory that cannot be
/// read or holds no C file.
llvm::Expected<std::vector<std::string>>
sourceFiles(llvm::ArrayRef<std::string> Paths, llvm::StringRef Fallback);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_SOURCEFILES_H
