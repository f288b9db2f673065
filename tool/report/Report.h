//===- Report.h - What a run found, ready to be written ------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A report is the sum of its units, put in an order that does not depend on how
// the run was scheduled. A finding in a header that several units include is
// one finding. Each gets its fingerprint here, once all are known.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REPORT_H
#define EPFLINT_TOOL_REPORT_REPORT_H

#include "rules/Finding.h"
#include "tool/source/SourceRoot.h"
#include "tool/source/Unit.h"
#include <string>
#include <vector>

namespace epf {

/// Which part of a run over many files a report is of.
struct Shard {
  unsigned Index = 1, Count = 1; ///< Index from 1 to Count
  std::string Run; ///< the same for all shards of a run, and for no other run
};

/// Plain data; writers of all formats take it by const reference. Paths are
/// relative to Root.
struct Report {
  SourceRoot Root;
  std::vector<std::string> Rules; ///< that were asked for, by name
  std::vector<UnitReport> Units;  ///< by file; their findings moved out
  std::vector<Finding> Findings;  ///< by file, line, column, rule
  unsigned Milliseconds = 0;
  std::vector<Finding> Suppressed =
      {};                          ///< dismissed by comments or .epflint.json
  std::vector<Finding> Known = {}; ///< set apart by a baseline
  std::optional<Shard> Part = std::nullopt; ///< nothing: of a whole run
  /// Files that were analysed in the place of those on disk; null if none.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Overlay = nullptr;

  unsigned count(UnitStatus Status) const;
};

/// Orders, unites and fingerprints. Milliseconds is what the run took.
Report makeReport(SourceRoot Root, std::vector<std::string> Rules,
                  std::vector<UnitReport> Units, unsigned Milliseconds);

/// "note", "warning", "error".
llvm::StringRef severityName(Severity Level);

/// How far a fix may be trusted: "safe, verified", "review, not tried".
std::string standing(const Fix &F);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REPORT_H
