//===- Sections.h - The functions that hunks' headers name ----- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   @@ -134,6 +139,11 @@ struct epf_ntb {
//
// Behind the second @@ stands the last line in front of the hunk that may head
// a function or a struct, as diff sees it: one that begins with a letter. Where
// the same lines are in two functions, it tells which is meant.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_SECTIONS_H
#define EPFLINT_TOOL_PATCH_SECTIONS_H

#include "tool/patch/Align.h"

namespace epf::patch {

class Sections {
public:
  Sections(const FilePatch &File, const BaseFile &Base);

  /// True if what stands in front of line Begin of the base, from 0, is what
  /// the header of hunk N names, or if nothing there has that name. Of Lost
  /// lines that the hunk lacks each may have been in front of it.
  bool agree(size_t N, unsigned Begin, unsigned Lost) const;

  /// True if hunk N names what is in the base just once.
  bool isUnique(size_t N) const { return Named[N].size() == 1; }

private:
  const FilePatch &File;
  bool AreSaid;
  /// For each line the last one in front of it that may be a head, from 1; with
  /// labels and without.
  std::vector<unsigned> Heads, HeadsOrLabels;
  /// By hunk: lines that are the head that its header names, from 1.
  std::vector<std::vector<unsigned>> Named;
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_SECTIONS_H
