//===- SavedCommand.h - The command kbuild ran for an object -- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside each object `dir/name.o` kbuild keeps `dir/.name.o.cmd`, a makefile
// that opens with the command that made it:
//
//   savedcmd_drivers/pci/x.o := gcc -Wp,-MMD,... -I./include ...
//   drivers/pci/x.c
//
// (`cmd_` before Linux 6.3). It is the one exact record of a file's flags.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_SAVEDCOMMAND_H
#define EPFLINT_TOOL_SOURCE_SAVEDCOMMAND_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace epf {

/// The words of the compiler's command in Text, the contents of a .cmd file.
/// What is chained behind it (objtool) is cut off. Nothing if the command does
/// not compile a C file: objects are also linked and assembled.
std::optional<std::vector<std::string>> savedCommand(llvm::StringRef Text);

/// The same, of the file at Path; nothing if it cannot be read.
std::optional<std::vector<std::string>> readSavedCommand(llvm::StringRef Path);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_SAVEDCOMMAND_H
