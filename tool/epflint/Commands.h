//===- Commands.h - What each command takes and gives --------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A command takes its options as plain data and gives the exit status, or an
// error that is the user's to mend and ends the program with ExitWrongUse. It
// knows nothing of how options are spelled, so that tests and other front ends
// can call it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_COMMANDS_H
#define EPFLINT_TOOL_EPFLINT_COMMANDS_H

#include "tool/epflint/Cache.h"
#include "tool/epflint/FixOutput.h"
#include "tool/epflint/Output.h"
#include "tool/suppress/Suppressions.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace epf {

enum ExitStatus {
  ExitClean = 0,
  ExitFindings = 1,
  ExitWrongUse = 2,
  ExitNotAnalysed = 3 ///< no findings, but units that failed or are incomplete
};

struct CheckOptions {
  std::vector<std::string> Paths;
  /// At most one of these three says where flags come from.
  std::string Database; ///< directory of compile_commands.json
  std::string Kernel;   ///< build directory of a kernel
  std::optional<std::vector<std::string>> Flags; ///< what followed `--`
  std::string Rules = "*";                       ///< globs, separated by commas
  unsigned Jobs = 0;                             ///< 0: one for each processor
  unsigned Budget = 60000;                       ///< states per entry point
  bool NoVerify = false; ///< show repairs as they were made
  FixOptions Fixes;
  SuppressionOptions Suppress;
  CacheOptions Cache;
  std::string WriteBaseline; ///< file to write; empty: none
  std::string Shard;         ///< "2/8": every eighth file; empty: all files
  OutputOptions Output;
};

/// Analyses files, writes a report, and applies fixes if that is asked for.
llvm::Expected<int> check(CheckOptions Options);

struct PatchOptions {
  std::string Input = "-"; ///< mail, mbox, diff or folder; "-": standard input
  std::string Base;        ///< revision; empty: it is looked for
  bool All = false;        ///< show also what was there before, or is fixed
  /// Just one of these three says where flags come from. Kernel also says where
  /// the patch belongs; else it is the work tree around the current directory.
  std::string Database; ///< directory of compile_commands.json
  std::string Kernel;   ///< build directory of a kernel
  std::optional<std::vector<std::string>> Flags; ///< what followed `--`
  std::string Rules = "*";                       ///< globs, separated by commas
  unsigned Jobs = 0;                             ///< 0: one for each processor
  unsigned Budget = 60000;                       ///< states per entry point
  bool NoVerify = false; ///< show repairs as they were made
  std::string Config; ///< the sidecar file; empty: the nearest above the files
  OutputOptions Output;
};

/// Reviews a patch or a series, and writes what it introduces.
llvm::Expected<int> reviewPatch(const PatchOptions &Options);

struct KbuildOptions {
  /// What kbuild adds to CHECK: the checker's and the compiler's flags, and the
  /// file.
  std::vector<std::string> Words;
  std::string Rules = "*"; ///< globs, separated by commas
  unsigned Budget = 60000; ///< states per entry point
  std::string Config;      ///< the sidecar file; empty: the nearest above it
  std::string JsonDir;     ///< a JSON report a file goes here; empty: none
  CacheOptions Cache;
  bool Strict = false; ///< findings fail the build
};

/// Analyses one file in place of sparse, for `make C=1 CHECK="epflint kbuild"`.
llvm::Expected<int> kbuild(const KbuildOptions &Options);

struct MergeOptions {
  std::vector<std::string> Files; ///< JSON reports of all shards
  OutputOptions Output;
};

/// Makes one JSON report of those of a run's shards.
llvm::Expected<int> merge(const MergeOptions &Options);

/// Prints the page of a rule.
llvm::Expected<int> explain(llvm::StringRef Rule);

struct RulesOptions {
  OutputOptions Output;
};

/// Lists all rules with group and summary.
llvm::Expected<int> listRules(const RulesOptions &Options);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_COMMANDS_H
