//===- Unit.h - One file, parsed and analysed ----------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A translation unit is parsed once, in this process, as its build would parse
// it but for less: no warnings, no code, no bodies of functions in headers that
// the rules do not look into. What can be told without parsing is told first: a
// file that mentions no call of interest is skipped, one that is empty or no C
// fails.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_UNIT_H
#define EPFLINT_TOOL_SOURCE_UNIT_H

#include "rules/Analysis.h"
#include "tool/fix/Composition.h"
#include "tool/source/FlagSource.h"
#include "tool/source/SourceRoot.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <functional>
#include <optional>

namespace epf {

enum class UnitStatus {
  Analysed,   ///< every function of interest was explored
  Skipped,    ///< nothing of interest: the file was not parsed
  Incomplete, ///< the file has errors, or a function went over budget
  Failed      ///< there is no syntax tree to analyse
};

/// What became of one file. All paths are relative to the tree's root.
struct UnitReport {
  std::string File;
  UnitStatus Status = UnitStatus::Analysed;
  std::string Reason; ///< empty when analysed; else one line
  std::vector<FunctionReport> Functions;
  std::vector<Unjudged> NotJudged;
  std::vector<Finding> Findings;
  std::vector<SetupResult> Outcomes;
  std::vector<Flaw> Flaws;         ///< a repair must not add to them
  std::vector<Finding> Suppressed; ///< found, and dismissed
  /// Scenarios that are not sure; see AnalysisResult.
  std::vector<Finding> Doubts;
  std::vector<Finding> Covered;
  /// What has no use, in the compiler's words and without locations: a repair
  /// should not add to it.
  std::vector<std::string> Warnings;
  /// What is used without a value, told likewise: a repair must not add to it.
  std::vector<std::string> Unset;
  /// What the repairs make of the file, if that was asked for.
  std::optional<Composition> Fixed;
  unsigned Milliseconds = 0;
};

class ResultCache;

struct UnitOptions {
  AnalysisOptions Analysis;
  /// Try repairs on a copy and keep the one that holds: a parse for each.
  bool Verify = true;
  /// Put the repairs that hold together.
  std::optional<FixChoice> Compose = std::nullopt;
  /// Says of each finding of a report whether it is to be left as it is when
  /// repairs are put together. May be called from several threads. Empty: none
  /// is.
  std::function<std::vector<bool>(const UnitReport &)> Spared = nullptr;
  /// Says of a finding, by its path and the text of that file, that it is not
  /// to be reported. May be called from several threads. Empty: none is.
  std::function<bool(const Finding &, llvm::StringRef Path,
                     llvm::StringRef Text)>
      Dismissed = nullptr;
  /// Files that take the place of those on disk, by absolute path. Not shared
  /// between threads: its current directory is set.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Overlay = nullptr;
  /// Where reports are looked up and kept, or null. Not for overlays.
  ResultCache *Cache = nullptr;
  /// Stands for Analysis.Wanted, Spared and Dismissed in the cache: a text that
  /// differs whenever they do.
  std::string Choices = {};
};

/// Moves the findings that Holds is true of to the end of To, in their order.
void setApart(std::vector<Finding> &From, std::vector<Finding> &To,
              llvm::function_ref<bool(const Finding &)> Holds);

/// Analyses File, an absolute path. Never fails as such: what goes wrong is in
/// the report's status and reason. Units may be analysed in parallel.
UnitReport analyseUnit(llvm::StringRef File, const FlagSource &Flags,
                       const SourceRoot &Root, const UnitOptions &Options);

/// Tries the repairs of those findings of Report that are Chosen, and leaves
/// each of them with one at the most. Report is what analyseUnit() made of the
/// same file with the same options, but without Verify.
void verifyUnit(UnitReport &Report, llvm::StringRef File,
                const FlagSource &Flags, const SourceRoot &Root,
                const UnitOptions &Options,
                llvm::function_ref<bool(const Finding &)> Chosen);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_UNIT_H
