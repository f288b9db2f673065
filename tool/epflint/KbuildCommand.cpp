//===- KbuildCommand.cpp - epflint kbuild ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// kbuild calls the program that CHECK names once a file, before it compiles it:
//
//   epflint kbuild -D__linux__ -Wbitwise --arch=x86 -m64
//   -Wp,-MMD,drivers/.x.o.d
//       -nostdinc -I./include ... drivers/x.c
//
// in the build directory, with srctree and CROSS_COMPILE in the environment. A
// checker that fails makes kbuild delete the object, so what is found is not a
// failure. Messages go where those of the compiler go.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Commands.h"
#include "tool/epflint/RuleChoice.h"
#include "tool/report/Json.h"
#include "tool/source/ClangFlags.h"
#include "tool/source/Heap.h"
#include "tool/source/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

/// The one word that is a C file.
static Expected<std::string> sourceIn(ArrayRef<std::string> Words) {
  auto IsSource = [](StringRef Word) {
    return !Word.starts_with("-") && Word.ends_with(".c");
  };
  // What is included with -include may be called so too, but stands earlier.
  for (const std::string &Word : reverse(Words))
    if (IsSource(Word))
      return Word;
  return createStringError(inconvertibleErrorCode(),
                           "kbuild: no C file on the command line; is it "
                           "called as CHECK=\"epflint kbuild\"?");
}

static std::string environment(const char *Name) {
  return sys::Process::GetEnv(Name).value_or("");
}

/// The root of the kernel's source, as kbuild says. Without it, for a module
/// built elsewhere, that of the file.
static SourceRoot rootOf(const std::string &File) {
  std::string Tree = environment("srctree");
  SmallString<256> Real;
  if (!Tree.empty() && !sys::fs::real_path(Tree, Real) &&
      isBelow(File, Real.str()))
    return SourceRoot(Real);
  return SourceRoot::enclosing({File});
}

namespace {

/// Writes lines as compilers do. The file that was asked for is called what
/// kbuild called it, so that they can be clicked.
class Messages {
public:
  Messages(StringRef Asked, StringRef Main, const SourceRoot &Root)
      : Asked(Asked), Main(Main), Root(Root) {}

  void add(const Location &Where, StringRef Kind, const Twine &Message) {
    std::string Name = Where.File == Main
                           ? Asked.str()
                           : absolutePath(Where.File, Root.path());
    OS << Name << ':' << Where.Line << ':' << Where.Column << ": " << Kind
       << ": " << Message << '\n';
  }

  void add(const Finding &F) {
    add(F.Where, severityName(F.Level), F.Message + " [" + F.Rule + "]");
    unsigned Step = 0;
    for (const Event &E : F.Witness)
      add(E.Where, "note", "(" + Twine(++Step) + ") " + E.Message);
    if (const Fix *Repair = F.repair(); Repair && Repair->Verified)
      add(F.Where, "note", "fix: " + Repair->Description);
  }

  /// In one piece: other files are checked at the same time.
  void print() { errs() << Text; }

private:
  StringRef Asked, Main;
  const SourceRoot &Root;
  std::string Text;
  raw_string_ostream OS{Text};
};

} // namespace

/// The report of one file as DIR/drivers/x.c.json.
static Error writeReport(const Report &R, StringRef Dir, StringRef File) {
  SmallString<256> Path(Dir);
  sys::path::append(Path, sys::path::relative_path(File) + ".json");
  if (std::error_code EC =
          sys::fs::create_directories(sys::path::parent_path(Path)))
    return createStringError(EC, "%s: %s", Path.c_str(), EC.message().c_str());
  OutputOptions Output;
  Output.File = std::string(Path);
  return writeDocument(Output, [&](raw_ostream &OS) { writeJson(R, OS); });
}

Expected<int> kbuild(const KbuildOptions &Options) {
  growInLargePieces();
  auto Rules = chooseRules(Options.Rules);
  if (!Rules)
    return Rules.takeError();
  Expected<std::string> Asked = sourceIn(Options.Words);
  if (!Asked)
    return Asked.takeError();
  std::string File = absolutePath(*Asked);
  SourceRoot Root = rootOf(File);
  auto Suppressed = Suppressions::load({Options.Config, ""}, {File});
  if (!Suppressed)
    return Suppressed.takeError();

  // A cross compiler's name tells its target; kbuild does not pass it on.
  std::vector<std::string> Words = {environment("CROSS_COMPILE") + "gcc"};
  Words.insert(Words.end(), Options.Words.begin(), Options.Words.end());
  UnitOptions UnitOptions;
  UnitOptions.Analysis.Budget = Options.Budget;
  UnitOptions.Analysis.Wanted = [&](StringRef Rule) {
    return is_contained(*Rules, Rule);
  };
  UnitOptions.Dismissed = [&](const Finding &F, StringRef Path,
                              StringRef Text) {
    return Suppressed->dismisses(F, Path, Text);
  };
  auto Cache = openCache(Options.Cache);
  if (!Cache)
    return Cache.takeError();
  UnitOptions.Cache = Cache->get();
  UnitOptions.Choices = join(*Rules, ",") + '\0' + Suppressed->identity();
  UnitReport Unit =
      analyseUnit(File, GivenFlags(clangFlags(Words)), Root, UnitOptions);
  closeCache(Cache->get());
  std::string Main = Unit.File;
  UnitStatus Status = Unit.Status;
  std::string Reason = Unit.Reason;
  std::vector<UnitReport> Units;
  Units.push_back(std::move(Unit));
  Report Result = makeReport(Root, *Rules, std::move(Units), 0);

  for (const std::string &Remark : Suppressed->apply(Result))
    errs() << "epflint: " << Remark << '\n';
  Messages Lines(*Asked, Main, Root);
  for (const Finding &F : Result.Findings)
    Lines.add(F);
  bool Whole = Status == UnitStatus::Analysed || Status == UnitStatus::Skipped;
  if (!Whole)
    Lines.add({Main, 1, 1, 1, 1}, "note",
              "epflint could not judge all of it: " + Reason);
  Lines.print();
  if (!Options.JsonDir.empty())
    if (Error E = writeReport(Result, Options.JsonDir, Main))
      return std::move(E);
  if (!Options.Strict)
    return ExitClean;
  return !Result.Findings.empty() ? ExitFindings
         : Whole                  ? ExitClean
                                  : ExitNotAnalysed;
}

} // namespace epf
