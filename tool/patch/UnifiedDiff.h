//===- UnifiedDiff.h - Reading unified diffs, damaged ones too  -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `git diff` and `diff -u` write, and what is left of it after mailers,
// archives and browsers. A hunk's header counts its lines, the next header and
// the diffstat count them again; where these disagree with what is there, the
// disagreement is named, and it is repaired only if one of them shows which
// side is right:
//
//   @@ -10,6 +10,8 @@      8 lines, but 7 are there. Was one lost, or is the 8
//   @@ -40,6 +41,6 @@      wrong? Here one line was added before: 7 is right.
//
// Context that was lost is no harm: placing takes it from the base. A line that
// was added and got lost is, so that in doubt the hunk is broken.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_UNIFIEDDIFF_H
#define EPFLINT_TOOL_PATCH_UNIFIEDDIFF_H

#include "tool/patch/Lines.h"
#include "tool/patch/Patch.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace epf::patch {

/// Lines that come and go.
struct Count {
  unsigned Added = 0, Removed = 0;
  bool operator==(const Count &) const = default;
};

struct Diff {
  std::vector<FilePatch> Files;
  std::vector<Damage> Damages;
  std::optional<Count> Stat; ///< what the diffstat says, if there is one
  bool Closed = false;       ///< a signature or the like follows the last hunk
};

Count countChanges(const Hunk &H);
Count countChanges(llvm::ArrayRef<FilePatch> Files);

/// Reads all that Text has of a diff; nothing is no error. What can never be
/// reviewed is: binary patches, symbolic links, paths outside of the tree.
llvm::Expected<Diff> readDiff(llvm::ArrayRef<TextLine> Text);

/// How the lines of a hunk look in a text.
struct Style {
  /// Lines have lost the white space that they begin with, markers included.
  bool Stripped = false;
  /// Only the marker of context lines is lost.
  bool Unmarked = false;
};

/// The style of all hunks in Text.
Style styleOf(llvm::ArrayRef<TextLine> Text);

/// True if Text[I] begins something that is no part of a hunk: the next hunk or
/// file, a signature, a reply.
bool endsHunk(llvm::ArrayRef<TextLine> Text, size_t I);

/// True if Text[I] is what mail programs write behind a patch that is whole: a
/// signature, or b4's trailer.
bool closesPatch(llvm::ArrayRef<TextLine> Text, size_t I);

/// Reads "@@ -1,2 +3,4 @@ section" and what follows. I is the index of the
/// header and then of the line behind the hunk; Number counts hunks from 1. The
/// error is a header that counts what cannot be.
llvm::Expected<Hunk> readHunk(llvm::ArrayRef<TextLine> Text, size_t &I,
                              unsigned Number, Style How,
                              std::vector<Damage> &Damages);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_UNIFIEDDIFF_H
