//===- Style.cpp - How the code around is formatted -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Options of a later clang-format are passed over: a tree may well name some.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Style.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::format;

namespace epf {

FormatStyle kernelStyle() {
  FormatStyle Style = getLLVMStyle(FormatStyle::LK_Cpp);
  cantFail(errorCodeToError(parseConfiguration(R"(
UseTab: Always
TabWidth: 8
IndentWidth: 8
ContinuationIndentWidth: 8
ColumnLimit: 80
BreakBeforeBraces: Linux
IndentGotoLabels: false
IndentCaseLabels: false
AllowShortFunctionsOnASingleLine: None
AllowShortIfStatementsOnASingleLine: Never
AllowShortLoopsOnASingleLine: false
AllowShortBlocksOnASingleLine: Never
AllowShortEnumsOnASingleLine: false
BreakStringLiterals: false
ReflowComments: false
SortIncludes: Never
Cpp11BracedListStyle: false
SpaceBeforeParens: ControlStatementsExceptControlMacros
ForEachMacros: [list_for_each_entry, list_for_each_entry_safe,
  list_for_each_entry_continue_reverse, for_each_set_bit,
  for_each_possible_cpu, for_each_online_cpu, for_each_child_of_node,
  for_each_sg, xa_for_each, hlist_for_each_entry]
PenaltyBreakAssignment: 10
PenaltyBreakBeforeFirstCallParameter: 30
PenaltyReturnTypeOnItsOwnLine: 60
)",
                                               &Style)));
  return Style;
}

FormatStyle styleFor(StringRef File, vfs::FileSystem &Files) {
  for (StringRef Dir = sys::path::parent_path(File); !Dir.empty();
       Dir = sys::path::parent_path(Dir))
    for (StringRef Name : {".clang-format", "_clang-format"}) {
      SmallString<128> Path = Dir;
      sys::path::append(Path, Name);
      if (!Files.exists(Path))
        continue;
      // The words of the error say nothing about a fix.
      auto Silent = [](const SMDiagnostic &, void *) {};
      auto Style = getStyle("file", File, "none", "int a;", &Files,
                            /*AllowUnknownOptions=*/true, Silent);
      if (Style)
        return *Style;
      consumeError(Style.takeError());
      return kernelStyle();
    }
  return kernelStyle();
}

} // namespace epf
