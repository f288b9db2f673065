//===- Sections.cpp - The functions that hunks' headers name --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Sections.h"
#include "tool/patch/Lines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf::patch {

static bool isLabel(StringRef Line) {
  size_t End = Line.find_if_not([](char C) { return isAlnum(C) || C == '_'; });
  return End != StringRef::npos && Line[End] == ':';
}

static bool sameSection(StringRef Said, StringRef Line) {
  if (Said.empty())
    return false;
  std::string A = squeeze(Said), B = squeeze(Line);
  if (StringRef(A).starts_with(B) || StringRef(B).starts_with(A))
    return true;
  return !functionName(Said).empty() &&
         functionName(Said) == functionName(Line);
}

Sections::Sections(const FilePatch &File, const BaseFile &Base)
    : File(File), Named(File.Hunks.size()) {
  AreSaid =
      any_of(File.Hunks, [](const Hunk &H) { return !H.Section.empty(); });
  unsigned Head = 0, Label = 0;
  for (size_t J = 0; J <= Base.Text.size(); ++J) {
    Heads.push_back(Head);
    HeadsOrLabels.push_back(Label);
    if (J == Base.Text.size() || !isHead(Base.Text[J]))
      continue;
    Label = J + 1;
    if (!isLabel(Base.Text[J]))
      Head = J + 1;
    for (auto [N, H] : enumerate(File.Hunks))
      if (sameSection(H.Section, Base.Text[J]))
        Named[N].push_back(J + 1);
  }
}

bool Sections::agree(size_t N, unsigned Begin, unsigned Lost) const {
  if (!AreSaid)
    return true;
  if (File.Hunks[N].Section.empty())
    return !Heads[Begin] || !HeadsOrLabels[Begin];
  // The function may have another name in this base.
  if (Named[N].empty())
    return true;
  for (unsigned At = Begin - std::min(Begin, Lost); At <= Begin; ++At)
    if (is_contained(Named[N], Heads[At]) ||
        is_contained(Named[N], HeadsOrLabels[At]))
      return true;
  return false;
}

} // namespace epf::patch
