//===- Place.h - A patch, put where it belongs ---------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A hunk is looked for in the base file in four ways, each only when the one
// before finds nothing: exactly where it says, exactly elsewhere, without
// regard to white space and blank lines, and by aligning it with the file. What
// stays is always the base's own text: only added lines come from the patch.
//
// A patch is placed whole or not at all, and never by guess: where two places
// fit equally well, or where the base was changed in just the place that the
// patch changes, the answer is an error that says so.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_PLACE_H
#define EPFLINT_TOOL_PATCH_PLACE_H

#include "tool/patch/Patch.h"
#include "llvm/Support/Error.h"

namespace epf::patch {

/// How well a hunk fits, from best to worst.
enum class Fit { Exact, Offset, WhiteSpace, Fuzz };

struct PlacedHunk {
  Fit How = Fit::Exact;
  /// Lines that the place is below where the header says; negative if above.
  int Offset = 0;
  /// What it takes the place of in the base and what stands there afterwards,
  /// context included: first line, from 1, and number of lines.
  unsigned BaseLine = 0, BaseCount = 0, NewLine = 0, NewCount = 0;
  /// The hunk as it fits the base: context and removed lines are the base's
  /// own, added lines have their indentation back.
  std::vector<Line> Lines;
};

/// Where a line of the new text comes from.
struct Origin {
  unsigned Base = 0;  ///< line of the base, from 1; 0 if it was added
  unsigned Input = 0; ///< if added, line of the input
  unsigned Hunk = 0;  ///< if a hunk shows it, which, from 1; else 0
};

struct Placed {
  std::string Text; ///< of the file afterwards; empty if it is deleted
  std::vector<PlacedHunk> Hunks; ///< those of the patch, in their order
  std::vector<Origin> Lines;     ///< of Text, one a line
  std::vector<Damage> Damages;   ///< seen only by comparison with the base
};

/// Places File on Base, the text of File.OldPath; empty for a new file. Style
/// is the text of the tree's .clang-format; the kernel's style if empty. The
/// error is one line: the file, the hunk, the nearest candidate and what
/// differs there.
///
/// A base has at most 16 MiB. At most 50 million lines are compared for a hunk
/// and 400 million for a file, which take a second and four, and 50 MB of
/// memory; a hunk that would take more is refused.
llvm::Expected<Placed> placePatch(const FilePatch &File, llvm::StringRef Base,
                                  llvm::StringRef Style = "");

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_PLACE_H
