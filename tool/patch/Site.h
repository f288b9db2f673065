//===- Site.h - A place that a hunk may have ------------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A candidate is what the lines of a hunk say. A site is that together with
// what else speaks for the place: how far it is from where the header says,
// which function it is in, and whether the file begins or ends there.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_SITE_H
#define EPFLINT_TOOL_PATCH_SITE_H

#include "tool/patch/Align.h"
#include <optional>

namespace epf::patch {

/// The cost of places that can't be, the hunks around being where they are.
constexpr int Never = 1 << 20;

/// A candidate, and what it costs the patch as a whole to put the hunk there.
struct Site {
  Candidate C;
  int Raw = 0, Offset = 0;  ///< see rawOffset() and offsetOf()
  int Section = 0, End = 0; ///< what they say against it
  int Own = 0;              ///< with the lines: what the hunk alone says
  /// The least cost of this hunk and all before it, and of all behind it.
  int Front = Never, Behind = Never;

  int total() const { return std::min(Never, Front + Behind); }
  /// Where the evidence is not of one mind: this place is better by its lines,
  /// by the function that it is in, by where the file ends, or by where the
  /// hunks around are.
  bool contradicts(const Site &Best) const {
    return C.Cost < Best.C.Cost || Section < Best.Section || End < Best.End ||
           total() - Own < Best.total() - Best.Own;
  }
};

/// Old lines that the header counts and the hunk lacks.
int lostLines(const Hunk &H);

/// Lines that C's first line that is known is below the place that H's header
/// names; as if nothing was lost before it.
int rawOffset(const Candidate &C, const Hunk &H);

/// Lines that C is below that place.
int offsetOf(const Candidate &C, const Hunk &H);

/// True if H has less context behind its changes than before, as diff writes it
/// where the file ends, or the reverse, and C is not there.
bool isAtWrongEnd(const Hunk &H, const Candidate &C, size_t Length);

/// True if H lacks a line, and has a change at its end that only the file's end
/// could keep from it.
bool mayHaveLostNext(const Hunk &H, const Candidate &C, size_t Length);

/// True if H changes nothing but white space: before and after look the same.
bool isWhiteSpaceOnly(const Hunk &H);

/// The line at which H's new lines are already there.
std::optional<unsigned> alreadyApplied(const Hunk &H, BaseFile &Base);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_SITE_H
