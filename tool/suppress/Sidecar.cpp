//===- Sidecar.cpp - What .epflint.json asks for --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file is read into plain structures first; what is wrong with a value is
// told while it is mapped, which is when its line is known.
//
//===----------------------------------------------------------------------===//

#include "tool/suppress/Sidecar.h"
#include "rules/Analysis.h"
#include "tool/source/Nearest.h"
#include "tool/source/SourceRoot.h"
#include "tool/suppress/JsonFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace {
/// A glob as it stands in the file.
struct PathGlob {
  std::string Text;
};
struct RuleGlob {
  std::string Text;
};
struct SwitchEntry {
  PathGlob Path;
  std::vector<RuleGlob> On;
  std::vector<RuleGlob> Off;
};
struct SuppressionEntry {
  RuleGlob Rule;
  PathGlob File;
  std::string Function;
  std::string Reason;
};
struct SidecarFile {
  std::vector<SwitchEntry> Rules;
  std::vector<SuppressionEntry> Suppressions;
};
} // namespace

/// What is wrong with a glob; kept as long as the reader, which wants it so.
static StringRef globError(StringRef Text, std::string &Message) {
  Expected<GlobPattern> Glob = GlobPattern::create(Text);
  Message = Glob ? "" : toString(Glob.takeError());
  return Message;
}

static StringRef ruleError(StringRef Text, std::string &Message) {
  if (!globError(Text, Message).empty())
    return Message;
  GlobPattern Glob = cantFail(GlobPattern::create(Text));
  SmallVector<StringRef> Names;
  for (const epf::RuleInfo &Rule : epf::allRules())
    Names.push_back(Rule.Name);
  if (none_of(Names, [&](StringRef Name) { return Glob.match(Name); }))
    Message =
        "unknown rule '" + Text.str() + "'" + epf::suggestion(Text, Names);
  return Message;
}

namespace llvm::yaml {
template <> struct ScalarTraits<PathGlob> {
  static void output(const PathGlob &, void *, raw_ostream &) {}
  static StringRef input(StringRef Text, void *, PathGlob &Glob) {
    thread_local std::string Message;
    Glob.Text = Text.str();
    return globError(Text, Message);
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};

template <> struct ScalarTraits<RuleGlob> {
  static void output(const RuleGlob &, void *, raw_ostream &) {}
  static StringRef input(StringRef Text, void *, RuleGlob &Glob) {
    thread_local std::string Message;
    Glob.Text = Text.str();
    return ruleError(Text, Message);
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};
} // namespace llvm::yaml

LLVM_YAML_IS_SEQUENCE_VECTOR(RuleGlob)
LLVM_YAML_IS_SEQUENCE_VECTOR(SwitchEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(SuppressionEntry)

namespace llvm::yaml {
template <> struct MappingTraits<SwitchEntry> {
  static void mapping(IO &In, SwitchEntry &Entry) {
    In.mapRequired("path", Entry.Path);
    In.mapOptional("on", Entry.On);
    In.mapOptional("off", Entry.Off);
  }
};

template <> struct MappingTraits<SuppressionEntry> {
  static void mapping(IO &In, SuppressionEntry &Entry) {
    In.mapRequired("rule", Entry.Rule);
    In.mapRequired("file", Entry.File);
    In.mapOptional("function", Entry.Function);
    In.mapRequired("reason", Entry.Reason);
  }
  static std::string validate(IO &, SuppressionEntry &Entry) {
    return StringRef(Entry.Reason).trim().empty()
               ? "a suppression needs a reason"
               : "";
  }
};

template <> struct MappingTraits<SidecarFile> {
  static void mapping(IO &In, SidecarFile &File) {
    In.mapOptional("rules", File.Rules);
    In.mapOptional("suppressions", File.Suppressions);
  }
};
} // namespace llvm::yaml

namespace epf {

/// A GlobPattern refers to its text, so that it is made when it is needed.
static bool matches(StringRef Glob, StringRef Text) {
  return cantFail(GlobPattern::create(Glob)).match(Text);
}

Expected<Sidecar> Sidecar::load(StringRef Path) {
  auto Text = openJson(Path);
  if (!Text)
    return Text.takeError();
  SidecarFile File;
  if (Error E = readJson(Path, (*Text)->getBuffer(), File))
    return E;

  Sidecar Result;
  Result.Path = Path;
  Result.Text = (*Text)->getBuffer();
  Result.Dir = sys::path::parent_path(absolutePath(Path));
  for (const SwitchEntry &Entry : File.Rules) {
    for (const RuleGlob &Rule : Entry.Off)
      Result.Switches.push_back({Entry.Path.Text, Rule.Text, /*On=*/false});
    for (const RuleGlob &Rule : Entry.On)
      Result.Switches.push_back({Entry.Path.Text, Rule.Text, /*On=*/true});
  }
  for (const SuppressionEntry &Entry : File.Suppressions) {
    std::string Told = Entry.Rule.Text + " in " + Entry.File.Text;
    if (!Entry.Function.empty())
      Told += ", " + Entry.Function + "()";
    Result.Suppressions.push_back({Entry.Rule.Text, Entry.File.Text,
                                   Entry.Function, std::move(Told),
                                   std::make_unique<std::atomic<bool>>()});
  }
  return Result;
}

Expected<Sidecar> Sidecar::findAbove(StringRef Dir) {
  for (; !Dir.empty(); Dir = sys::path::parent_path(Dir)) {
    SmallString<256> Path(Dir);
    sys::path::append(Path, ".epflint.json");
    if (!sys::fs::exists(Path))
      continue;
    // Nobody asked for it by name: a pipe would be waited for in vain.
    if (!sys::fs::is_regular_file(Path))
      return createStringError(Path + ": not a regular file");
    return load(Path);
  }
  return Sidecar();
}

bool Sidecar::dismisses(const Finding &F, StringRef Path) const {
  std::string File = SourceRoot(Dir).relative(Path);
  bool On = true;
  for (const Switch &S : Switches)
    if (matches(S.Rule, F.Rule) && matches(S.Path, File))
      On = S.On;
  for (const Suppression &S : Suppressions)
    if (matches(S.Rule, F.Rule) && matches(S.File, File) &&
        (S.Function.empty() || S.Function == F.Function)) {
      *S.Used = true;
      return true;
    }
  return !On;
}

std::vector<std::string> Sidecar::stale(ArrayRef<std::string> Files) const {
  SourceRoot Root(Dir);
  std::vector<std::string> Told;
  for (const Suppression &S : Suppressions)
    if (!*S.Used && any_of(Files, [&](StringRef File) {
          return matches(S.File, Root.relative(File));
        }))
      Told.push_back(Path + ": stale suppression: " + S.Text);
  return Told;
}

} // namespace epf
