//===- FixOutput.h - Where fixes go --------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fixes are applied only when that is asked for, and only such as were tried
// and hold. What was written is said on standard error, one line a file.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_FIXOUTPUT_H
#define EPFLINT_TOOL_EPFLINT_FIXOUTPUT_H

#include "tool/epflint/Output.h"
#include "tool/report/Report.h"

namespace epf {

struct FixOptions {
  std::string Write;   ///< "": nothing is written; "safe" or "all"
  bool Diff = false;   ///< short for the format "diff"
  std::string Export;  ///< a file for clang-apply-replacements, if not empty
  std::string Patches; ///< a directory for `git am`, if not empty
};

/// Settles the format, and refuses what does not go together.
llvm::Error checkFixOptions(const FixOptions &Options, OutputOptions &Output);

/// True if the document is a diff of all fixes.
bool isDiff(const OutputOptions &Output);

/// Which fixes are to be put together, or nothing if none are.
std::optional<FixChoice> choiceOf(const FixOptions &Options,
                                  const OutputOptions &Output);

/// Writes the fixes as YAML and as patches, if that is asked for.
llvm::Error exportFixes(const Report &R, const FixOptions &Options);

/// Writes the files. One that cannot be written does not keep others from it;
/// the error names all such.
llvm::Error applyFixes(const Report &R, const FixOptions &Options);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_FIXOUTPUT_H
