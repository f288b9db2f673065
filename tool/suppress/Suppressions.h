//===- Suppressions.h - All that keeps findings from a report -- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Comments and the sidecar file dismiss a finding before anything is made of
// it: its repair is not tried, and no fix is written for it. The baseline knows
// fingerprints and so comes last. What is dismissed is counted in the report,
// and what dismisses nothing is told of.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SUPPRESS_SUPPRESSIONS_H
#define EPFLINT_TOOL_SUPPRESS_SUPPRESSIONS_H

#include "tool/suppress/Baseline.h"
#include "tool/suppress/Sidecar.h"
#include <optional>

namespace epf {

struct SuppressionOptions {
  std::string Config; ///< the sidecar file; empty: the nearest above the files
  std::string Baseline; ///< to compare with; empty: none
};

class Suppressions {
public:
  /// Reads the files that Options name, for a run over Files, absolute paths.
  static llvm::Expected<Suppressions> load(const SuppressionOptions &Options,
                                           llvm::ArrayRef<std::string> Files);

  /// True if F, in the file at this absolute path and with this text, is not
  /// to be reported. May be called from several threads.
  bool dismisses(const Finding &F, llvm::StringRef Path,
                 llvm::StringRef Text) const;

  /// What dismisses() goes by, but for comments in the text.
  std::string identity() const { return File.identity(); }

  /// What is known of each finding; null without a baseline.
  const Baseline *baseline() const { return Known ? &*Known : nullptr; }

  /// Sets apart what the baseline knows, and gives what is to be said of all
  /// suppressions: comments without their counterpart, stale ones, findings of
  /// the baseline that are gone. One line each.
  std::vector<std::string> apply(Report &R) const;

private:
  Sidecar File;
  std::optional<Baseline> Known;
};

} // namespace epf

#endif // EPFLINT_TOOL_SUPPRESS_SUPPRESSIONS_H
