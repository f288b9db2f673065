//===- Output.h - Where a command's document goes ------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A document is made whole before any of it is written: a command that fails
// leaves neither half a document on standard output nor half a file.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_OUTPUT_H
#define EPFLINT_TOOL_EPFLINT_OUTPUT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace epf {

struct OutputOptions {
  std::string Format = "text"; ///< one of those that the command has
  std::string File = "-";      ///< "-": standard output
};

/// An error that lists Known, the formats there are, unless this is one of
/// them.
llvm::Error checkFormat(const OutputOptions &Options,
                        llvm::ArrayRef<llvm::StringRef> Known);

/// Has Write make the document and puts it where Options say, files atomically.
/// Write is given a stream in colour if the document goes to a terminal that
/// has colours and NO_COLOR is not set.
llvm::Error writeDocument(const OutputOptions &Options,
                          llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_OUTPUT_H
