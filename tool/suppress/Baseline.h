//===- Baseline.h - Findings that are known ------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project that begins to use epflint keeps what is found today in a file, and
// hears only of what is new:
//
//   { "schema": "epflint-baseline/1",
//     "findings": [ { "fingerprint": "...", "rule": "...", "file": "...",
//                     "function": "...", "message": "..." } ] }
//
// Only the fingerprint counts, which has no line number in it. The rest is for
// people who read the file, and for telling what is gone.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SUPPRESS_BASELINE_H
#define EPFLINT_TOOL_SUPPRESS_BASELINE_H

#include "tool/report/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace epf {

class Baseline {
public:
  struct Entry {
    std::string Fingerprint;
    std::string Rule;
    std::string File; ///< relative to the tree's root
    std::string Function;
    std::string Message;
  };

  /// Reads a file. An error is one line and says where.
  static llvm::Expected<Baseline> load(llvm::StringRef Path);

  /// Moves the findings that are known from R.Findings to R.Known.
  void apply(Report &R) const;

  /// Of each finding of a unit that is no part of a report yet, whether it is
  /// known.
  std::vector<bool> knownIn(const UnitReport &Unit) const;

  /// What the file says: the same for the same verdicts.
  std::string identity() const;

  /// The entries about files that R analysed to the end, and that are no more.
  std::vector<const Entry *> gone(const Report &R) const;

private:
  std::vector<Entry> Entries;
};

/// Writes the baseline that knows all of R, in the order of the report.
void writeBaseline(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_SUPPRESS_BASELINE_H
