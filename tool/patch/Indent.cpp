//===- Indent.cpp - White space that was lost, found again ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Indent.h"
#include "tool/patch/Lines.h"
#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace epf::patch {

/// Lines around those to be indented that tell which style a file is in.
static constexpr unsigned Looked = 8;

static StringRef indentOf(StringRef Line) {
  return Line.take_while([](char C) { return C == ' ' || C == '\t'; });
}

void WhiteSpace::compare(StringRef Patch, StringRef Base) {
  StringRef Has = indentOf(Patch), Had = indentOf(Base);
  if (Had.size() == Base.size())
    return;
  if (Has != Had)
    Changed = true;
  size_t Tabs = Had.count('\t'), Spaces = Had.size() - Tabs;
  if (!Tabs && Has == Had)
    return;
  for (unsigned N = 1; N <= 8; ++N) {
    if (Has.contains('\t') || Has.size() != Tabs * N + Spaces)
      Widths &= ~(1u << N);
    if (Has.contains('\t') || Has.size() != Tabs * N + Spaces - !!Tabs)
      Shifted &= ~(1u << N);
  }
}

std::string WhiteSpace::restore(StringRef Line) const {
  StringRef Indent = indentOf(Line);
  if (Indent.contains('\t'))
    return Line.str();
  // The widest that is possible: one tab tells no width apart from another.
  bool First = Shifted > Widths;
  unsigned Width = Log2_32(First ? Shifted : Widths);
  size_t Columns = Indent.size() + (First && Indent.size() + 1 >= Width);
  return std::string(Columns / Width, '\t') +
         std::string(Columns % Width, ' ') + Line.substr(Indent.size()).str();
}

static const char KernelStyle[] = R"(
BasedOnStyle: LLVM
IndentWidth: 8
TabWidth: 8
UseTab: Always
ContinuationIndentWidth: 8
BreakBeforeBraces: Linux
AllowShortIfStatementsOnASingleLine: Never
AllowShortLoopsOnASingleLine: false
AllowShortFunctionsOnASingleLine: None
IndentCaseLabels: false
IndentGotoLabels: false
ForEachMacros: [list_for_each_entry, list_for_each_entry_safe,
  list_for_each, list_for_each_safe, hlist_for_each_entry,
  for_each_set_bit, for_each_clear_bit, for_each_possible_cpu,
  for_each_online_cpu, for_each_child_of_node,
  for_each_available_child_of_node, for_each_pci_dev, for_each_sg]
)";

static clang::format::FormatStyle styleOf(StringRef Text, StringRef Path) {
  using namespace clang::format;
  FormatStyle Style = getLLVMStyle();
  auto Ignore = [](const SMDiagnostic &, void *) {};
  if (Text.empty() ||
      parseConfiguration(MemoryBufferRef(Text, ".clang-format"), &Style,
                         /*AllowUnknownOptions=*/true, Ignore)) {
    Style = getLLVMStyle();
    (void)parseConfiguration(MemoryBufferRef(KernelStyle, "kernel"), &Style,
                             false, Ignore);
  }
  // Lines stay lines: where the author broke them is known.
  Style.ColumnLimit = 0;
  Style.MaxEmptyLinesToKeep = 1000;
  Style.ReflowComments = false;
  Style.SortIncludes = FormatStyle::SI_Never;
  Style.DisableFormat = false;
  return Style;
}

/// Lines of a comment that go on from the line before: clang-format leaves the
/// inside of comments alone when it may not fill lines.
static void indentComments(std::vector<std::string> &Lines,
                           const BitVector &Which) {
  std::string Indent;
  bool Inside = false;
  for (size_t I = 0; I < Lines.size(); ++I) {
    StringRef Text = StringRef(Lines[I]).ltrim(" \t");
    if (Inside && Which[I] && Text.starts_with("*"))
      Lines[I] = Indent + " " + Text.str();
    size_t Open = Inside ? 0 : Text.find("/*");
    if (Open == StringRef::npos)
      continue;
    if (!Inside)
      Indent = indentOf(Lines[I]).str();
    Inside = !Text.substr(Inside ? 0 : Open + 2).contains("*/");
  }
}

/// Lines as they are when those in Which have the indentation of Style.
static std::vector<std::string>
formatted(std::vector<std::string> Lines, const BitVector &Which,
          const clang::format::FormatStyle &Style, StringRef Path) {
  std::string Code = join(Lines, "\n") + "\n";
  std::vector<clang::tooling::Range> Ranges;
  unsigned Offset = 0;
  for (size_t I = 0; I < Lines.size(); ++I) {
    if (Which[I])
      Ranges.emplace_back(Offset, Lines[I].size());
    Offset += Lines[I].size() + 1;
  }
  auto Edits = clang::format::reformat(Style, Code, Ranges, Path);
  auto Formatted = clang::tooling::applyAllReplacements(Code, Edits);
  if (!Formatted) {
    consumeError(Formatted.takeError());
    return Lines;
  }
  // Lines that clang-format joined or broke are found again by what they say.
  patch::Lines After = splitLines(*Formatted);
  size_t J = 0;
  for (size_t I = 0; I < Lines.size(); ++I) {
    std::string Bare = squeeze(Lines[I]);
    size_t Found = J;
    while (Found < After.size() && Found < J + 8 &&
           squeeze(After[Found].Text) != Bare)
      ++Found;
    if (Found == After.size() || Found == J + 8)
      continue;
    J = Found + 1;
    if (Which[I])
      Lines[I] = indentOf(After[Found].Text).str() +
                 StringRef(Lines[I]).ltrim(" \t").str();
  }
  return Lines;
}

/// How many of the file's own lines beside those in Which a style would indent
/// otherwise than they are.
static unsigned misfits(const std::vector<std::string> &Lines,
                        const BitVector &Which,
                        const clang::format::FormatStyle &Style,
                        StringRef Path) {
  BitVector Beside(Lines.size());
  for (unsigned I : Which.set_bits())
    Beside.set(I - std::min(I, Looked),
               std::min<unsigned>(Lines.size(), I + Looked));
  Beside.reset(Which);
  auto Other = formatted(Lines, Beside, Style, Path);
  unsigned Count = 0;
  for (size_t I = 0; I < Lines.size(); ++I)
    Count += Other[I] != Lines[I];
  return Count;
}

void reindent(std::vector<std::string> &Lines, const BitVector &Which,
              StringRef Style, StringRef Path) {
  auto Own = styleOf(Style, Path), Kernel = styleOf("", Path);
  // A driver beside the kernel may be in a tree of another style.
  bool IsKernels = !Style.empty() && misfits(Lines, Which, Kernel, Path) <
                                         misfits(Lines, Which, Own, Path);
  Lines = formatted(Lines, Which, IsKernels ? Kernel : Own, Path);
  indentComments(Lines, Which);
}

} // namespace epf::patch
