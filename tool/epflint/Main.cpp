//===- Main.cpp - The epflint command -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the command line, runs one command and turns its outcome into an exit
// status. Each command is a file of its own; this one knows only their options.
// Standard output carries the document that was asked for and nothing else; an
// error is one line on standard error.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Commands.h"
#include "tool/epflint/Completion.h"
#include "tool/epflint/Manual.h"
#include "tool/report/Formats.h"
#include "tool/source/Printable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>

using namespace llvm;

namespace epf {

static int fail(StringRef Message) {
  errs() << "epflint: error: " << printable(Message) << '\n';
  return ExitWrongUse;
}

/// Formats are names with bars between.
static void addFormat(CLI::App &Command, OutputOptions &Output,
                      const std::string &Formats, const std::string &Help) {
  Command.add_option("--format", Output.Format, Help)
      ->type_name(Formats)
      ->capture_default_str();
  Command.add_option("-o", Output.File, "Write the document to this file")
      ->type_name("FILE");
}

static std::string reportFormats() {
  std::string Names;
  for (const Format &F : allFormats())
    Names += (Names.empty() ? "" : "|") + F.Name.str();
  return Names;
}

static void addBudget(CLI::App &Command, unsigned &States) {
  CLI::Validator IsSome(
      [](const std::string &Given) {
        return Given.find_first_not_of('0') == std::string::npos
                   ? std::string("without a state nothing is explored")
                   : std::string();
      },
      "", "budget");
  Command
      .add_option(
          "--budget", States,
          "States to explore per entry point; other functions get a quarter")
      ->type_name("N")
      ->check(IsSome)
      ->capture_default_str();
}

/// What check and patch have in common.
template <typename CommandOptions>
static void addAnalysis(CLI::App &Command, CommandOptions &Options) {
  Command
      .add_option("--kernel", Options.Kernel,
                  "Kernel tree after make prepare, in place or built with O=")
      ->type_name("DIR");
  Command.add_option("--rules", Options.Rules, "Only rules that match")
      ->type_name("GLOB,...");
  Command
      .add_option("-j", Options.Jobs,
                  "Files to analyse at once; by default one a processor")
      ->type_name("N");
  addBudget(Command, Options.Budget);
  Command.add_flag("--no-verify", Options.NoVerify,
                   "Show fixes without trying them on a copy");
}

/// What check and kbuild have in common.
static void addCache(CLI::App &Command, CacheOptions &Options) {
  Command
      .add_option("--cache", Options.Dir,
                  "Keep results in this directory, and take from it those of "
                  "files of which nothing has changed")
      ->type_name("DIR")
      ->envname("EPFLINT_CACHE");
  Command
      .add_option("--cache-max", Options.MaxBytes,
                  "Size to keep the cache to, by default 1G; 0: no limit")
      ->type_name("SIZE")
      ->envname("EPFLINT_CACHE_MAX")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/false));
}

static void addConfig(CLI::App &Command, std::string &File) {
  Command
      .add_option("--config", File,
                  "Rules and suppressions; by default the nearest "
                  ".epflint.json above the files")
      ->type_name("FILE");
}

static void addCheck(CLI::App &App, CheckOptions &Options) {
  CLI::App &Check = *App.add_subcommand("check", "Analyse files");
  Check.add_option("PATH", Options.Paths,
                   "C files, or directories of them; by default all files of "
                   "the compilation database");
  Check
      .add_option("-p", Options.Database,
                  "Directory of compile_commands.json; by default the nearest "
                  "above the first PATH")
      ->type_name("DIR");
  addAnalysis(Check, Options);
  Check
      .add_flag("--fix{safe}", Options.Fixes.Write,
                "Write fixes that are safe and verified to the files; "
                "--fix=all also those for review")
      ->type_name("");
  Check.add_flag("--diff", Options.Fixes.Diff,
                 "Print all fixes as one diff; the same as --format diff");
  Check
      .add_option("--export-fixes", Options.Fixes.Export,
                  "Write findings with all fixes to this file, as clang's YAML")
      ->type_name("FILE");
  addConfig(Check, Options.Suppress.Config);
  Check
      .add_option("--baseline", Options.Suppress.Baseline,
                  "Report only what this baseline does not know")
      ->type_name("FILE");
  Check
      .add_option("--write-baseline", Options.WriteBaseline,
                  "Write all findings to this baseline and report none")
      ->type_name("FILE");
  Check
      .add_option("--patches", Options.Fixes.Patches,
                  "Write each fix to this directory, as a patch for git am "
                  "with a drafted message")
      ->type_name("DIR");
  Check
      .add_option("--shard", Options.Shard,
                  "Only part I of N of the files, for epflint merge")
      ->type_name("I/N");
  addCache(Check, Options.Cache);
  addFormat(Check, Options.Output, reportFormats(),
            "Who is to read the report");
  Check.footer(
      "The compiler's flags may also follow `--`: epflint check x.c "
      "-- -Iinclude. With --kernel or -p they are added to those.\n\n"
      "Exit status: 0 nothing found, 1 findings, 2 wrong use or input, "
      "3 something could not be analysed.");
}

static void addPatch(CLI::App &App, PatchOptions &Options) {
  CLI::App &Patch = *App.add_subcommand("patch", "Review a patch");
  Patch
      .add_option("FILE", Options.Input,
                  "Mail, mbox, diff, page of an archive, or folder of such; "
                  "- is standard input")
      ->capture_default_str();
  Patch
      .add_option("-p", Options.Database, "Directory of compile_commands.json")
      ->type_name("DIR");
  Patch
      .add_option("--base", Options.Base,
                  "Commit that the patch was made on; by default it is found")
      ->type_name("REV");
  Patch.add_flag("--all", Options.All,
                 "Show also what is fixed and what was there before");
  addAnalysis(Patch, Options);
  addConfig(Patch, Options.Config);
  addFormat(Patch, Options.Output, "text|json|mail|terse|b4",
            "mail: a reply to each patch, -o names a folder; terse: lines "
            "like checkpatch's; b4: for review-perpatch-check-cmd");
  Patch.footer("The compiler's flags may also follow `--`: epflint patch "
               "x.patch -- -Iinclude\n\nExit status: 0 nothing introduced, 1 "
               "findings introduced, 2 wrong use or input, 3 something could "
               "not be analysed.");
}

static void addKbuild(CLI::App &App, KbuildOptions &Options) {
  CLI::App &Kbuild = *App.add_subcommand(
      "kbuild", "Analyse a file for make C=1 CHECK=\"epflint kbuild\"");
  Kbuild.add_option("--rules", Options.Rules, "Only rules that match")
      ->type_name("GLOB,...");
  addBudget(Kbuild, Options.Budget);
  addConfig(Kbuild, Options.Config);
  Kbuild
      .add_option("--json", Options.JsonDir,
                  "Write a JSON report of each file below this directory; "
                  "make's directory changes, give an absolute path")
      ->type_name("DIR")
      ->envname("EPFLINT_KBUILD_JSON");
  addCache(Kbuild, Options.Cache);
  Kbuild.add_flag("--strict", Options.Strict,
                  "Fail on findings; make then deletes the object");
  Kbuild.footer("Options are written with an equals sign, --rules='epf-irq-*'. "
                "All other words are kbuild's: the compiler's flags and the "
                "file.");
}

static void addMerge(CLI::App &App, MergeOptions &Options) {
  CLI::App &Merge = *App.add_subcommand(
      "merge", "Make one JSON report of those of all shards");
  Merge.add_option("FILE", Options.Files, "Reports of check --shard")
      ->required();
  Merge
      .add_option("-o", Options.Output.File, "Write the document to this file")
      ->type_name("FILE");
}

/// What kbuild adds to the options of `epflint kbuild`, taken out of Words.
/// CF= puts options of ours in the midst of it.
static std::vector<std::string>
takeKbuildWords(std::vector<std::string> &Words) {
  auto IsOurs = [](StringRef Word) {
    StringRef Name = Word.split('=').first;
    return is_contained({"--rules", "--budget", "--config", "--json",
                         "--strict", "--cache", "--cache-max", "--help", "-h",
                         "kbuild"},
                        Name);
  };
  std::vector<std::string> Taken;
  llvm::copy_if(Words, std::back_inserter(Taken), std::not_fn(IsOurs));
  llvm::erase_if(Words, std::not_fn(IsOurs));
  return Taken;
}

/// "check, patch, ... or man"
static std::string commands(ArrayRef<CommandText> Interface) {
  std::vector<StringRef> Names;
  for (const CommandText &Command : Interface.drop_front())
    Names.push_back(Command.Name);
  return llvm::join(ArrayRef(Names).drop_back(), ", ") + " or " +
         Names.back().str();
}

static Expected<int> printCompletion(StringRef Shell,
                                     ArrayRef<CommandText> Interface) {
  Expected<std::string> Script = completion(Shell, Interface);
  if (!Script)
    return Script.takeError();
  if (Error E = writeDocument({}, [&](raw_ostream &OS) { OS << *Script; }))
    return E;
  return ExitClean;
}

static Expected<int> printManual(ArrayRef<CommandText> Interface) {
  if (Error E = writeDocument(
          {}, [&](raw_ostream &OS) { writeManual(Interface, OS); }))
    return E;
  return ExitClean;
}

/// Paths that are given are relative to it, and so are most compilers' flags.
static Error checkCurrentDirectory() {
  SmallString<256> Path;
  if (std::error_code EC = sys::fs::current_path(Path))
    return createStringError(EC, "the current directory: " + EC.message());
  return Error::success();
}

/// Parses the command line, without what follows `--`, and runs the command.
static Expected<int> run(std::vector<std::string> Words,
                         std::optional<std::vector<std::string>> Flags) {
  CheckOptions Check;
  PatchOptions Patch;
  Check.Flags = Patch.Flags = std::move(Flags);
  RulesOptions Rules;
  std::string Rule, Shell;
  KbuildOptions Kbuild;
  if (!Words.empty() && Words.front() == "kbuild")
    Kbuild.Words = takeKbuildWords(Words);

  CLI::App App("Finds interrupt and doorbell mistakes in Linux PCI endpoint "
               "drivers",
               "epflint");
  App.set_version_flag("--version", "epflint " EPFLINT_VERSION
                                    " (LLVM " LLVM_VERSION_STRING ")");
  App.require_subcommand(1);
  addCheck(App, Check);
  addPatch(App, Patch);
  addKbuild(App, Kbuild);
  MergeOptions Merge;
  addMerge(App, Merge);
  CLI::App &Explain = *App.add_subcommand("explain", "Print a rule's page");
  Explain.add_option("RULE", Rule, "Its name")->required();
  CLI::App &List = *App.add_subcommand("rules", "List the rules");
  addFormat(List, Rules.Output, "text|json", "Who is to read the list");
  CLI::App &Complete = *App.add_subcommand(
      "completion", "Print the script that completes commands in a shell");
  Complete.add_option("SHELL", Shell, "bash, zsh or fish")->required();
  App.add_subcommand("man", "Print the manual page, in roff");

  const std::vector<CommandText> Interface = describe(App);
  if (Words.empty())
    return createStringError("a command is required: " + commands(Interface) +
                             "; epflint --help tells more");
  const std::vector<std::string> Given = Words;
  std::reverse(Words.begin(), Words.end()); // CLI11 takes them from the back
  try {
    App.parse(std::move(Words));
  } catch (const CLI::ParseError &E) {
    if (E.get_exit_code() == 0) // --help, --version
      return App.exit(E);
    std::string Unknown = unknownWord(Given, Interface);
    return createStringError(Unknown.empty() ? E.what() : Unknown);
  }
  if (App.got_subcommand("check") || App.got_subcommand("patch") ||
      App.got_subcommand("kbuild"))
    if (Error E = checkCurrentDirectory())
      return E;
  if (App.got_subcommand("patch"))
    return reviewPatch(Patch);
  if (Check.Flags && !App.got_subcommand("check"))
    return createStringError(inconvertibleErrorCode(),
                             "flags after -- are for check and patch only");
  if (App.got_subcommand("explain"))
    return explain(Rule);
  if (App.got_subcommand("rules"))
    return listRules(Rules);
  if (App.got_subcommand("kbuild"))
    return kbuild(Kbuild);
  if (App.got_subcommand("merge"))
    return merge(Merge);
  if (App.got_subcommand("completion"))
    return printCompletion(Shell, Interface);
  if (App.got_subcommand("man"))
    return printManual(Interface);
  return check(Check);
}

} // namespace epf

int main(int Count, const char **Words) {
  InitLLVM Init(Count, Words);
  ArrayRef<const char *> All(Words, Count);
  auto IsEnd = [](StringRef Word) { return Word == "--"; };
  auto Own = All.drop_front().take_until(IsEnd);
  auto Rest = All.drop_front(Own.size() + 1);
  std::optional<std::vector<std::string>> Flags;
  if (!Rest.empty())
    Flags.emplace(Rest.begin() + 1, Rest.end());

  Expected<int> Status = epf::run({Own.begin(), Own.end()}, std::move(Flags));
  return Status ? *Status : epf::fail(toString(Status.takeError()));
}
