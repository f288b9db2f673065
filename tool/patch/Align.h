//===- Align.h - A hunk against the lines of a file ----------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds where the lines of a hunk that should be in the file are, by sequence
// alignment. Lines are compared without their white space. What may have
// happened to the hunk on its way, or to the file since, has a cost; matching
// lines have none:
//
//   blank lines lost or gained                                1
//   two lines that were one (a mailer's doing)                2
//   context that looks like a change: `+ b` is `x\n+ b`       3
//   a line changed a little; if the hunk removes it           4; 6
//   a line more or less; if the hunk removes it               5; 8
//
// A place where a line to be removed is another one is no place to apply the
// hunk, but it is one that others are compared with: the right place may be
// just the one that has changed.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_ALIGN_H
#define EPFLINT_TOOL_PATCH_ALIGN_H

#include "tool/patch/Patch.h"
#include "llvm/ADT/StringMap.h"
#include <cstdint>
#include <optional>

namespace epf::patch {

/// Numbers for lines, equal for lines that are so without white space.
class Keys {
public:
  /// 0 for a blank line.
  unsigned of(llvm::StringRef Line);

private:
  llvm::StringMap<unsigned> Known;
};

/// A file, line by line; refers to its text.
struct BaseFile {
  explicit BaseFile(llvm::StringRef Text);

  std::vector<llvm::StringRef> Text; ///< without '\n'
  std::vector<unsigned> Key;
  std::vector<std::string> Bare; ///< without white space
  Keys Numbers;
  bool EndsInNewline = true;
};

/// What is done with a line of the hunk, of the base, or of both.
enum class Step : uint8_t {
  None,
  Add,       ///< a line is added
  Match,     ///< the hunk's is the base's
  SkipBlank, ///< the base has a blank line more
  DropBlank, ///< the base has a blank line less
  Join,      ///< two lines of the hunk are one of the base
  Absorb,    ///< a line of context belongs to the added line before it
  Turn,      ///< what looks like a change is context
  Change,    ///< the base's line is slightly another one
  Gone,      ///< the base has a line less
  Extra,     ///< the base has a line more
};

/// Lines of the hunk that a step takes, and lines of the base.
unsigned hunkLines(Step S);
unsigned baseLines(Step S);

/// A place that the hunk may belong to.
struct Candidate {
  unsigned Begin = 0, End = 0; ///< lines of the base, from 0, End excluded
  int Cost = 0;
  /// Lines that are not blank: those that match, and those that are changed,
  /// gone or too many.
  unsigned Same = 0, Other = 0;
  /// Of these, lines of the hunk that are not there, or not like this.
  unsigned Missing = 0;
  /// Heads of functions are among those that match: a twin has another name.
  bool IsNamed = false;
  std::vector<Step> Steps;

  /// Whether the hunk may be applied here; else why not, in words that follow
  /// "line 524, which ".
  bool Usable = true;
  std::string Why;

  /// True if the hunk may belong here rather than to Better: at least half of
  /// its lines are there, and if this is the right place, it has changed since.
  bool mayReplace(const Candidate &Better) const {
    return Same >= Missing && (IsNamed || !Better.IsNamed);
  }

  /// Where changes are made, whatever blank lines are there: what makes one
  /// candidate another.
  std::vector<unsigned> Changes;
};

/// Lines of the base, from 0, End excluded.
struct LineRange {
  int Begin = 0, End = 0;

  bool contains(int Line) const { return Begin <= Line && Line < End; }
};

/// The places that fit best and those that are not much worse, best first; with
/// Within, those that begin there, however badly they fit. Nothing if no line
/// fits.
std::vector<Candidate> align(const Hunk &H, bool Stripped, BaseFile &Base,
                             std::optional<LineRange> Within = std::nullopt);

/// Number of line comparisons that align() takes.
uint64_t alignmentCost(const Hunk &H, const BaseFile &Base);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_ALIGN_H
