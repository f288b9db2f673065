//===- CompileCommands.h - Flags from compile_commands.json --- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compilation database lists the command of each file. Clang's reader does
// the work, guesses the flags of files that are not listed (a new driver, a
// header) from their neighbours, and expands response files.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_COMPILECOMMANDS_H
#define EPFLINT_TOOL_SOURCE_COMPILECOMMANDS_H

#include "tool/source/FlagSource.h"
#include <memory>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace epf {

class CompileCommands : public FlagSource {
public:
  /// Reads Dir/compile_commands.json. A missing or malformed file is an error
  /// of one line that names it and the place in it.
  static llvm::Expected<std::unique_ptr<CompileCommands>>
  load(llvm::StringRef Dir);

  /// Reads the database in Path's directory or the nearest above it. Path is
  /// absolute.
  static llvm::Expected<std::unique_ptr<CompileCommands>>
  findAbove(llvm::StringRef Path);

  ~CompileCommands() override;

  llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const override;

  /// The C files of the database, absolute and sorted.
  std::vector<std::string> files() const;

  const std::string &path() const { return Path; }

private:
  CompileCommands(
      std::string Path,
      std::unique_ptr<clang::tooling::CompilationDatabase> Database);

  std::string Path;
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_COMPILECOMMANDS_H
