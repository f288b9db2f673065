//===- ClangFlags.cpp - A build's command line, for clang's parser --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's option table splits the command line and tells unknown flags; a short
// list names the known ones that parsing can do without.
//
//===----------------------------------------------------------------------===//

#include "tool/source/ClangFlags.h"
#include "clang/Driver/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::driver;

namespace epf {

/// True for flags that clang's table knows and that say nothing of how the text
/// is parsed. Some of them clang accepts for other targets only; others make it
/// write files or load code.
static bool isBesideThePoint(StringRef Spelling) {
  static constexpr StringLiteral Prefixes[] = {"-Werror",
                                               "-Wp,-M",
                                               "-Wa,",
                                               "-Wl,",
                                               "-fplugin",
                                               "-fsanitize",
                                               "-fno-sanitize",
                                               "-falign-",
                                               "-fprofile",
                                               "-fpatchable",
                                               "-frandomize-layout-seed",
                                               "-fzero-call-used-regs",
                                               "-fcf-protection",
                                               "-mrecord-mcount",
                                               "-mnop-mcount",
                                               "-mfentry",
                                               "-mindirect-branch",
                                               "-mfunction-return",
                                               "-mharden-sls",
                                               "-mretpoline",
                                               "-mstack-protector",
                                               "-mtune",
                                               "-fcallgraph",
                                               "-fstack-usage",
                                               "-save-temps",
                                               "-ftime-trace",
                                               "-fdiagnostics",
                                               "-fcrash-diagnostics"};
  return any_of(Prefixes,
                [&](StringRef Prefix) { return Spelling.starts_with(Prefix); });
}

/// True for flags that clang's table knows, but that it refuses for x86.
static bool isForGccOnly(StringRef Spelling) {
  static constexpr StringLiteral Flags[] = {"-mrecord-mcount", "-mnop-mcount"};
  return is_contained(Flags, Spelling);
}

static bool isWanted(const opt::Arg &A, StringRef Spelling) {
  const opt::Option &O = A.getOption();
  switch (O.getID()) {
  case options::OPT_UNKNOWN:
  case options::OPT_INPUT:
  case options::OPT__DASH_DASH: // and the files that follow it
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_pg:
  case options::OPT_pipe:
  case options::OPT__param:
    return false;
  default:
    break;
  }
  if (O.matches(options::OPT_M_Group) || O.matches(options::OPT_g_Group) ||
      O.matches(options::OPT_Link_Group))
    return false;
  if (O.matches(options::OPT_W_Group))
    return Spelling.starts_with("-Wno-") && Spelling != "-Wno-error";
  return !isBesideThePoint(Spelling);
}

/// The target in the name of a cross compiler: "aarch64-linux-gnu" of
/// "/usr/bin/aarch64-linux-gnu-gcc-12". Empty if there is none.
static StringRef targetInName(StringRef Compiler) {
  StringRef Name = sys::path::filename(Compiler);
  for (StringRef Kind : {"-gcc", "-clang", "-cc"}) {
    size_t At = Name.rfind(Kind);
    if (At != StringRef::npos)
      return Name.take_front(At);
  }
  return {};
}

/// Calls Each with every argument of Words, flags and inputs, and with the
/// words that it was made of.
static void forEachArgument(
    ArrayRef<std::string> Words,
    function_ref<void(const opt::Arg &, ArrayRef<std::string>)> Each) {
  std::vector<const char *> Texts;
  for (const std::string &Word : Words)
    Texts.push_back(Word.c_str());
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Args = getDriverOptTable().ParseArgs(
      Texts, MissingIndex, MissingCount, opt::Visibility(options::ClangOption));
  // An argument's words reach from its index to that of the next.
  for (auto A = Args.begin(); A != Args.end(); ++A) {
    size_t Begin = (*A)->getIndex();
    auto Next = std::next(A);
    size_t End = Next == Args.end() ? Words.size() : (*Next)->getIndex();
    Each(**A, Words.slice(Begin, End - Begin));
  }
}

std::vector<std::string> clangFlags(ArrayRef<std::string> CommandLine) {
  ArrayRef<std::string> Rest = CommandLine.drop_while(
      [](StringRef Word) { return !Word.starts_with("-"); });
  ArrayRef<std::string> Names = CommandLine.drop_back(Rest.size());

  std::vector<std::string> Result;
  bool HasTarget = false;
  forEachArgument(Rest, [&](const opt::Arg &A, ArrayRef<std::string> Words) {
    HasTarget |= A.getOption().matches(options::OPT_target);
    if (isWanted(A, Words.front()))
      Result.insert(Result.end(), Words.begin(), Words.end());
  });
  StringRef Target = Names.empty() ? StringRef() : targetInName(Names.back());
  if (!Target.empty() && !HasTarget)
    Result.insert(Result.begin(), ("--target=" + Target).str());
  return Result;
}

std::vector<std::string>
withoutForeignFlags(ArrayRef<std::string> CommandLine) {
  std::vector<std::string> Result;
  if (CommandLine.empty())
    return Result;
  Result.push_back(CommandLine.front());
  forEachArgument(CommandLine.drop_front(),
                  [&](const opt::Arg &A, ArrayRef<std::string> Words) {
                    if (!A.getOption().matches(options::OPT_UNKNOWN) &&
                        !isForGccOnly(Words.front()))
                      Result.insert(Result.end(), Words.begin(), Words.end());
                  });
  return Result;
}

} // namespace epf
