//===- Labels.cpp - Labels that nothing goes to any more ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines are enough to go by: in kernel style a function's braces stand in the
// first column, and a label has a line of its own. What does not look so stays.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Labels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;

namespace epf {

static bool isWord(char C) { return isAlnum(C) || C == '_'; }

/// The labels that Line goes to.
static std::vector<std::string> targets(StringRef Line) {
  std::vector<std::string> Names;
  for (size_t At = Line.find("goto "); At != StringRef::npos;
       At = Line.find("goto ", At + 1))
    if (At == 0 || !isWord(Line[At - 1]))
      Names.push_back(Line.substr(At + 5).ltrim().take_while(isWord).str());
  return Names;
}

/// The lines of the function that Line is in.
static std::pair<size_t, size_t> functionAround(const Lines &Now, size_t Line) {
  size_t First = std::min(Line, Now.size()), Last = First;
  while (First > 0 && !Now[First - 1].starts_with("{"))
    --First;
  while (Last < Now.size() && !Now[Last].starts_with("}"))
    ++Last;
  return {First, Last};
}

static bool jumps(StringRef Line) {
  for (StringRef Word : {"return", "goto", "break", "continue"})
    if (Line.ltrim().starts_with(Word))
      return true;
  return false;
}

/// The line of the label Name if nothing in those lines goes there.
static std::optional<size_t> unusedLabel(const Lines &Now, size_t First,
                                         size_t Last, StringRef Name) {
  std::optional<size_t> Place;
  StringRef Above;
  for (size_t I = First; I < Last; ++I) {
    StringRef Line = Now[I].trim();
    if (is_contained(targets(Line), Name) || Line.contains(("&&" + Name).str()))
      return std::nullopt;
    if (Line == (Name + ":").str() && !jumps(Above))
      Place = I;
    if (!Line.empty())
      Above = Line;
  }
  return Place;
}

std::vector<Edit> labelsLeft(StringRef File, StringRef Text,
                             ArrayRef<LineChange> Changes, const Lines &Old) {
  Lines Now(Text);
  std::set<size_t> Unused;
  ptrdiff_t Shift = 0;
  for (const LineChange &C : Changes) {
    auto [First, Last] = functionAround(Now, C.First + Shift);
    for (size_t I = C.First; I < C.Last; ++I)
      for (const std::string &Name : targets(Old[I]))
        if (auto Line = unusedLabel(Now, First, Last, Name))
          Unused.insert(*Line);
    Shift += ptrdiff_t(C.New.size()) - ptrdiff_t(C.Last - C.First);
  }
  std::vector<Edit> Result;
  for (size_t Line : Unused)
    Result.push_back({File.str(), unsigned(Now.start(Line)),
                      unsigned(Now[Line].size()), ""});
  return Result;
}

} // namespace epf
