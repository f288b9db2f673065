//===- Completion.h - Scripts that complete a command line ---- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// epflint completion bash, zsh or fish prints the script that the shell reads:
// commands, options, formats, rules, files and directories, each where the
// parser takes them.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_COMPLETION_H
#define EPFLINT_TOOL_EPFLINT_COMPLETION_H

#include "tool/epflint/Interface.h"
#include "llvm/Support/Error.h"

namespace epf {

/// The script for Shell. A shell that is not known is an error.
llvm::Expected<std::string> completion(llvm::StringRef Shell,
                                       llvm::ArrayRef<CommandText> Commands);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_COMPLETION_H
