//===- Verify.h - Trying repairs before they are shown ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A repair is applied to a copy in memory, parsed with the same flags and
// explored again. It holds if its finding is gone, no other has come, what
// functions hold when they succeed is the same, and the copy has no error that
// the file had not. The first repair
// that holds is the one to show; where none does, the first one is kept with
// the reason.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_VERIFY_H
#define EPFLINT_TOOL_FIX_VERIFY_H

#include "tool/fix/Form.h"
#include "tool/source/Unit.h"

namespace epf {

/// What repairs of one file are tried with.
struct Workbench {
  /// The file's name as edits have it.
  std::string Main;
  /// Analyses the file with its text replaced, without verifying anything.
  std::function<UnitReport(llvm::StringRef Text)> Analyse;
  /// The same with a larger budget, or null: for a repair that gives a function
  /// more to explore than it had.
  std::function<UnitReport(llvm::StringRef Text)> AnalyseLonger = nullptr;
  /// As in UnitOptions.
  std::function<std::vector<bool>(const UnitReport &)> Spared = nullptr;
  /// Gives the edits of a repair their form.
  EditForm Form;
};

/// Makes a Workbench analyse no text twice.
void remember(Workbench &Bench);

/// Tries the repairs of F, one of the findings of Before, and leaves it with
/// one at the most. Gives what was found in the file with that one applied, if
/// it holds. Text is the main file's.
std::optional<UnitReport> verifyRepair(Finding &F, const UnitReport &Before,
                                       llvm::StringRef Text,
                                       const Workbench &Bench);

/// The same for each finding of Report.
void verifyRepairs(UnitReport &Report, llvm::StringRef Text,
                   const Workbench &Bench);

/// Leaves each finding of Report with its first repair, in form but not tried.
void keepFirstRepairs(UnitReport &Report, llvm::StringRef Text,
                      const Workbench &Bench);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_VERIFY_H
