//===- Check.cpp - epflint check ------------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What to analyse is settled first, and every error in that ends the command
// before anything is parsed. After that nothing stops the run: what goes wrong
// with one file is part of the report.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Commands.h"
#include "tool/epflint/RuleChoice.h"
#include "tool/report/Formats.h"
#include "tool/report/Report.h"
#include "tool/report/Text.h"
#include "tool/source/CompileCommands.h"
#include "tool/source/Heap.h"
#include "tool/source/KernelTree.h"
#include "tool/source/Printable.h"
#include "tool/source/Progress.h"
#include "tool/source/SourceFiles.h"
#include "tool/source/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/xxhash.h"
#include <chrono>

using namespace llvm;

namespace epf {

namespace {
/// What to analyse, and as what.
struct Job {
  std::vector<std::string> Files;
  std::unique_ptr<FlagSource> Flags;
  SourceRoot Root;
};
} // namespace

static Error wrongUse(const char *Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

static Expected<Job> kernelJob(const CheckOptions &Options) {
  Expected<KernelTree> Tree = KernelTree::open(Options.Kernel);
  if (!Tree)
    return Tree.takeError();
  SourceRoot Root(Tree->source());
  auto Files = sourceFiles(Options.Paths, Root.path());
  if (!Files)
    return Files.takeError();
  // Drivers of one's own have the flags of a kernel, but not its root.
  if (none_of(*Files, [&](StringRef File) { return Tree->holds(File); }))
    Root = SourceRoot::enclosing(*Files);
  return Job{std::move(*Files), std::make_unique<KernelTree>(std::move(*Tree)),
             std::move(Root)};
}

/// The C files of Database that exist. Those that do not are told of: the build
/// that it is from may be an old one, or may have failed.
static Expected<std::vector<std::string>>
filesOf(const CompileCommands &Database) {
  std::vector<std::string> Files = Database.files();
  size_t Count = Files.size();
  erase_if(Files,
           [](const std::string &File) { return !sys::fs::exists(File); });
  if (Files.empty())
    return createStringError(Database.path() + ": lists no C file that exists");
  if (size_t Missing = Count - Files.size())
    errs() << "epflint: " << printable(Database.path()) << ": " << Missing
           << " of " << Count << " C files do not exist\n";
  return Files;
}

static Expected<Job> otherJob(const CheckOptions &Options) {
  auto Files = sourceFiles(Options.Paths, /*Fallback=*/{});
  if (!Files)
    return Files.takeError();
  if (Options.Flags && Options.Database.empty()) {
    SourceRoot Root = SourceRoot::enclosing(*Files);
    return Job{std::move(*Files), std::make_unique<GivenFlags>(*Options.Flags),
               std::move(Root)};
  }
  auto Database = Options.Database.empty()
                      ? CompileCommands::findAbove(Files->front())
                      : CompileCommands::load(Options.Database);
  if (!Database)
    return Database.takeError();
  if (Files->empty())
    Files = filesOf(**Database);
  if (!Files)
    return Files.takeError();
  SourceRoot Root = SourceRoot::enclosing(*Files);
  return Job{std::move(*Files), std::move(*Database), std::move(Root)};
}

static Expected<Job> jobFor(const CheckOptions &Options) {
  if (!Options.Database.empty() && !Options.Kernel.empty())
    return wrongUse("give one of -p DIR and --kernel DIR");
  if (Options.Paths.empty() && Options.Database.empty())
    return wrongUse("no files to check; give a PATH, or -p DIR");
  bool IsOther = Options.Kernel.empty();
  Expected<Job> Work = IsOther ? otherJob(Options) : kernelJob(Options);
  if (Work && Options.Flags && !(IsOther && Options.Database.empty()))
    Work->Flags =
        std::make_unique<AddedFlags>(std::move(Work->Flags), *Options.Flags);
  return Work;
}

static std::vector<UnitReport> analyseAll(const Job &Work,
                                          const CheckOptions &Options,
                                          ArrayRef<std::string> Rules,
                                          const Suppressions &Suppressed,
                                          ResultCache *Cache) {
  UnitOptions UnitOptions;
  UnitOptions.Cache = Cache;
  UnitOptions.Choices = join(Rules, ",") + '\0' + Suppressed.identity();
  UnitOptions.Analysis.Budget = Options.Budget;
  // A diff has its own way of trying repairs, one upon the other.
  UnitOptions.Verify = !Options.NoVerify && !isDiff(Options.Output);
  UnitOptions.Compose = choiceOf(Options.Fixes, Options.Output);
  if (const Baseline *Known = Suppressed.baseline();
      Known && UnitOptions.Compose) {
    UnitOptions.Spared = [Known](const UnitReport &Unit) {
      return Known->knownIn(Unit);
    };
    UnitOptions.Choices += '\0' + Known->identity();
  }
  if (Rules.size() != allRules().size())
    UnitOptions.Analysis.Wanted = [Rules](StringRef Rule) {
      return is_contained(Rules, Rule);
    };
  UnitOptions.Dismissed = [&](const Finding &F, StringRef Path,
                              StringRef Text) {
    return Suppressed.dismisses(F, Path, Text);
  };
  if (Work.Files.size() == 1 || Options.Jobs == 1)
    growInLargePieces();
  std::vector<UnitReport> Units(Work.Files.size());
  Progress Shown(Work.Files.size());
  DefaultThreadPool Pool(hardware_concurrency(Options.Jobs));
  for (auto [File, Unit] : zip(Work.Files, Units))
    Pool.async([&, &File = File, &Unit = Unit] {
      Unit = analyseUnit(File, *Work.Flags, Work.Root, UnitOptions);
      Shown.done();
    });
  Pool.wait();
  return Units;
}

/// Writes all that was found to the file, if there is to be one. From then on
/// it is known.
static Error keepBaseline(Report &R, const std::string &File) {
  if (File.empty())
    return Error::success();
  if (Error E = writeDocument({.File = File},
                              [&](raw_ostream &OS) { writeBaseline(R, OS); }))
    return E;
  setApart(R.Findings, R.Known, [](const Finding &) { return true; });
  return Error::success();
}

static Expected<const Format *> formatFor(const OutputOptions &Options) {
  SmallVector<StringRef> Names;
  for (const Format &F : allFormats())
    Names.push_back(F.Name);
  if (Error E = checkFormat(Options, Names))
    return E;
  return &allFormats()[find(Names, Options.Format) - Names.begin()];
}

/// Leaves Work with the files of a shard, and says which part that is.
static Expected<std::optional<Shard>>
takeShard(Job &Work, const CheckOptions &Options, ArrayRef<std::string> Rules) {
  if (Options.Shard.empty())
    return std::nullopt;
  Shard Part;
  auto [Index, Count] = StringRef(Options.Shard).split('/');
  if (Index.getAsInteger(10, Part.Index) ||
      Count.getAsInteger(10, Part.Count) || Part.Index == 0 ||
      Part.Index > Part.Count)
    return wrongUse("--shard is I/N, with I from 1 to N");
  if (Options.Output.Format != "json")
    return wrongUse("--shard is for --format json, which epflint merge reads");
  if (!(Options.Suppress.Baseline + Options.WriteBaseline).empty())
    return wrongUse("a baseline is for all files, not for a shard of them");
  // Whatever changes what is found, or where, makes it another run.
  std::string Run = join(Rules, ",") + "|" + utostr(Options.Budget) + "|" +
                    utostr(Options.NoVerify);
  for (const std::string &File : Work.Files)
    Run += "|" + Work.Root.relative(File);
  std::string Digits = utohexstr(xxh3_64bits(Run), /*LowerCase=*/true);
  Part.Run = std::string(16 - Digits.size(), '0') + Digits;
  std::vector<std::string> Files;
  for (size_t I = Part.Index - 1; I < Work.Files.size(); I += Part.Count)
    Files.push_back(Work.Files[I]);
  Work.Files = std::move(Files);
  return Part;
}

Expected<int> check(CheckOptions Options) {
  auto Start = std::chrono::steady_clock::now();
  if (Error E = checkFixOptions(Options.Fixes, Options.Output))
    return E;
  Expected<const Format *> Form = formatFor(Options.Output);
  if (!Form)
    return Form.takeError();
  if (Options.NoVerify && choiceOf(Options.Fixes, Options.Output))
    return wrongUse("--no-verify is not for fixes that are to be applied");
  if (choiceOf(Options.Fixes, Options.Output) && !Options.WriteBaseline.empty())
    return wrongUse("--write-baseline is not for fixes: what it writes is "
                    "known, and left as it is");
  auto Rules = chooseRules(Options.Rules);
  if (!Rules)
    return Rules.takeError();
  Expected<Job> Work = jobFor(Options);
  if (!Work)
    return Work.takeError();
  auto Suppressed = Suppressions::load(Options.Suppress, Work->Files);
  if (!Suppressed)
    return Suppressed.takeError();
  auto Part = takeShard(*Work, Options, *Rules);
  if (!Part)
    return Part.takeError();

  auto Cache = openCache(Options.Cache);
  if (!Cache)
    return Cache.takeError();

  std::vector<UnitReport> Units =
      analyseAll(*Work, Options, *Rules, *Suppressed, Cache->get());
  closeCache(Cache->get());
  auto Took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - Start);
  Report Result =
      makeReport(Work->Root, std::move(*Rules), std::move(Units), Took.count());
  Result.Part = *Part;
  for (const std::string &Remark : Suppressed->apply(Result))
    errs() << "epflint: " << Remark << '\n';
  if (Error E = keepBaseline(Result, Options.WriteBaseline))
    return E;
  if (Error E = writeDocument(
          Options.Output, [&](raw_ostream &OS) { (*Form)->Write(Result, OS); }))
    return E;
  // The log of a run names what was not analysed, unless the report there does.
  llvm::StringRef Written = (*Form)->Name;
  if (Options.Output.File != "-" ||
      (Written != "text" && Written != "json" && Written != "github"))
    writeUnanalysed(errs(), Result);
  if (Error E = exportFixes(Result, Options.Fixes))
    return E;
  if (Error E = applyFixes(Result, Options.Fixes))
    return E;

  if (!Result.Findings.empty())
    return ExitFindings;
  bool Whole = Result.count(UnitStatus::Incomplete) == 0 &&
               Result.count(UnitStatus::Failed) == 0;
  return Whole ? ExitClean : ExitNotAnalysed;
}

} // namespace epf
