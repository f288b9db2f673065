//===- FlagSource.h - Where the flags of a file come from ----- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To parse a file as its build does, clang needs the build's flags and the
// directory that they are relative to. A kernel tree, a compilation database
// and the flags after `--` each know them in their own way; everything after
// this line sees only compile commands.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_FLAGSOURCE_H
#define EPFLINT_TOOL_SOURCE_FLAGSOURCE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace epf {

/// How to parse one file: clang run in Directory with Flags on File. Flags
/// hold neither the program's name nor the file. Both paths are absolute.
struct CompileCommand {
  std::string File;
  std::string Directory;
  std::vector<std::string> Flags;
};

class FlagSource {
public:
  virtual ~FlagSource() = default;

  /// The command of File, an absolute path. An error says why there is none.
  /// May be called from several threads.
  virtual llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const = 0;
};

/// The flags after `--`: the same for every file, relative to the current
/// directory, and passed on as they are.
class GivenFlags : public FlagSource {
public:
  explicit GivenFlags(std::vector<std::string> Flags)
      : Flags(std::move(Flags)) {}

  llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const override;

private:
  std::vector<std::string> Flags;
};

/// The flags of another source and behind them those after `--`: what the build
/// of a driver outside the kernel's tree adds to them. Directories of -I and
/// files of -include are relative to the current directory.
class AddedFlags : public FlagSource {
public:
  AddedFlags(std::unique_ptr<FlagSource> Source,
             llvm::ArrayRef<std::string> Added);

  llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const override;

private:
  std::unique_ptr<FlagSource> Source;
  std::vector<std::string> Added;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_FLAGSOURCE_H
