//===- Unit.cpp - One file, parsed and analysed ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that can go wrong with a file ends up in its report: flags that
// clang refuses, errors, a function that was not explored to its end.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Unit.h"
#include "tool/fix/Form.h"
#include "tool/fix/Verify.h"
#include "tool/source/Parse.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/ResultCache.h"
#include "tool/source/Safely.h"
#include "tool/source/WordScan.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticFrontend.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/Utils.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <chrono>
#include <optional>

using namespace llvm;
using namespace clang;

namespace epf {

static constexpr uint64_t MaxFileSize = 8 << 20;

static unsigned millisecondsSince(std::chrono::steady_clock::time_point Start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now() - Start)
      .count();
}

namespace {

/// Counts errors and keeps the text of the first.
class ErrorCount : public WarningList {
public:
  ErrorCount(const SourceRoot &Root, StringRef Directory)
      : Root(Root), Directory(Directory) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    WarningList::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    // A fatal error, a header that is missing, explains all others.
    bool Fatal = Level == DiagnosticsEngine::Fatal;
    if (First.empty() || (Fatal && !SawFatal))
      First = describe(Info);
    SawFatal |= Fatal;
  }

  const std::string &first() const { return First; }

private:
  std::string describe(const Diagnostic &Info) const {
    // Clang's own text has all of what it would have run.
    if (Info.getID() == diag::err_fe_expected_compiler_job)
      return "they name another file, or nothing to compile";
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return std::string(Message);
    PresumedLoc Where = Info.getSourceManager().getPresumedLoc(
        Info.getSourceManager().getExpansionLoc(Info.getLocation()));
    std::string File =
        Root.relative(absolutePath(Where.getFilename(), Directory));
    return (File + ":" + Twine(Where.getLine()) + ": " + Message).str();
  }

  const SourceRoot &Root;
  StringRef Directory;
  std::string First;
  bool SawFatal = false;
};

} // namespace

/// Clang's options for the command, or nothing, with the complaint in Errors.
static std::shared_ptr<CompilerInvocation>
invocationFor(const CompileCommand &Command, ErrorCount &Errors,
              IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  std::vector<const char *> Words = {"clang", "-resource-dir",
                                     EPFLINT_RESOURCE_DIR};
  for (const std::string &Flag : Command.Flags)
    Words.push_back(Flag.c_str());
  Words.push_back("--");
  Words.push_back(Command.File.c_str());

  CreateInvocationOptions Options;
  Options.Diags = CompilerInstance::createDiagnostics(
      new DiagnosticOptions, &Errors, /*ShouldOwnClient=*/false);
  Options.VFS = std::move(Files);
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Words, Options);
  if (!Invocation || Errors.getNumErrors() != 0)
    return nullptr;
  return Invocation;
}

/// What can be said of File without parsing it: its status and the reason. If
/// nothing can, Text is what is in it.
static std::optional<std::pair<UnitStatus, std::string>>
withoutParsing(StringRef File, vfs::FileSystem &Files,
               std::unique_ptr<MemoryBuffer> &Text) {
  auto Failed = [](std::string Reason) {
    return std::pair(UnitStatus::Failed, std::move(Reason));
  };
  StringRef Extension = sys::path::extension(File);
  if (Extension != ".c" && Extension != ".h")
    return Failed("not a C file, by its name");
  ErrorOr<vfs::Status> Status = Files.status(File);
  if (!Status)
    return Failed(Status.getError().message());
  if (!Status->isRegularFile())
    return Failed("not a regular file");
  if (Status->getSize() > MaxFileSize)
    return Failed("of " + std::to_string(Status->getSize()) +
                  " bytes; no more than " + std::to_string(MaxFileSize) +
                  " are parsed");
  // A copy rather than the file mapped: it may be written to meanwhile.
  auto Read = Files.getBufferForFile(File, /*FileSize=*/-1,
                                     /*RequiresNullTerminator=*/true,
                                     /*IsVolatile=*/true);
  if (!Read)
    return Failed(Read.getError().message());
  Text = std::move(*Read);
  if (Text->getBuffer().trim().empty())
    return Failed("nothing in it");
  static const WordScan Scan(vocabularyWords());
  if (!Scan.reaches(File, Files))
    return std::pair(UnitStatus::Skipped,
                     std::string("mentions no call that the rules know"));
  return std::nullopt;
}

/// Makes the paths of Result relative to Root. Clang spells those of headers
/// relative to Directory.
static void relocate(AnalysisResult &Result, const SourceRoot &Root,
                     StringRef Directory) {
  auto Relocate = [&](std::string &File) {
    if (!File.empty())
      File = Root.relative(absolutePath(File, Directory));
  };
  for (Finding &F : Result.Findings) {
    Relocate(F.Where.File);
    for (Event &Step : F.Witness)
      Relocate(Step.Where.File);
    for (Fix &Repair : F.Repairs)
      for (Edit &E : Repair.Edits)
        Relocate(E.File);
  }
}

/// The first error and all functions that were not explored to the end, in one
/// line; empty if there are none.
static std::string whatIsIncomplete(const ErrorCount &Errors,
                                    ArrayRef<FunctionReport> Functions) {
  std::vector<std::string> Parts;
  if (Errors.getNumErrors() != 0)
    Parts.push_back(Errors.first());
  for (const FunctionReport &F : Functions)
    if (!F.Complete)
      Parts.push_back(F.Name + ": " + F.Reason);
  return join(Parts, "; ");
}

void setApart(std::vector<Finding> &From, std::vector<Finding> &To,
              function_ref<bool(const Finding &)> Holds) {
  std::vector<Finding> Rest;
  for (Finding &F : From)
    (Holds(F) ? To : Rest).push_back(std::move(F));
  From = std::move(Rest);
}

/// Sets apart the findings that are not to be reported.
static void dismiss(UnitReport &Report, const SourceRoot &Root,
                    const UnitOptions &Options, vfs::FileSystem &Files) {
  if (Options.Dismissed)
    setApart(Report.Findings, Report.Suppressed, [&](const Finding &F) {
      std::string Path = Root.absolute(F.Where.File);
      auto Text = Files.getBufferForFile(Path);
      return Options.Dismissed(F, Path, Text ? (*Text)->getBuffer() : "");
    });
}

/// Parses and analyses what Command names, and fills in what came of it.
static void parse(UnitReport &Report, const CompileCommand &Command,
                  const SourceRoot &Root, const UnitOptions &Options,
                  IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  Report.Status = UnitStatus::Failed;
  if (std::error_code EC =
          Files->setCurrentWorkingDirectory(Command.Directory)) {
    Report.Reason = Command.Directory + ": " + EC.message();
    return;
  }
  ErrorCount Errors(Root, Command.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      invocationFor(Command, Errors, Files);
  if (!Invocation) {
    Report.Reason = "clang refuses the flags: " + Errors.first();
    return;
  }
  if (Invocation->getLangOpts().CPlusPlus) {
    Report.Reason = "not C, by its flags";
    return;
  }

  std::optional<AnalysisResult> Result =
      parseAndAnalyse(std::move(Invocation), Files, Errors, Options.Analysis);
  if (!Result) {
    Report.Reason = Errors.first();
    return;
  }

  relocate(*Result, Root, Command.Directory);
  Report.Status = UnitStatus::Analysed;
  Report.Functions = std::move(Result->Functions);
  Report.NotJudged = std::move(Result->NotJudged);
  Report.Outcomes = std::move(Result->Outcomes);
  Report.Flaws = std::move(Result->Flaws);
  Report.Findings = std::move(Result->Findings);
  Report.Doubts = std::move(Result->Doubts);
  Report.Covered = std::move(Result->Covered);
  dismiss(Report, Root, Options, *Files);
  Report.Warnings = std::move(Errors.Warnings);
  Report.Unset = std::move(Errors.Unset);
  Report.Reason = whatIsIncomplete(Errors, Report.Functions);
  if (!Report.Reason.empty())
    Report.Status = UnitStatus::Incomplete;
}

/// Files with File replaced by Text.
static IntrusiveRefCntPtr<vfs::FileSystem>
withText(IntrusiveRefCntPtr<vfs::FileSystem> Files, StringRef File,
         StringRef Text) {
  auto Copy = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Copy->addFile(File, 0, MemoryBuffer::getMemBufferCopy(Text, File));
  auto Layers = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(std::move(Files));
  Layers->pushOverlay(std::move(Copy));
  return Layers;
}

/// The disk, with Overlay in front of it if there is one. What is read from it
/// is noted in Log, if that is given.
static IntrusiveRefCntPtr<vfs::FileSystem>
filesUnder(IntrusiveRefCntPtr<vfs::FileSystem> Overlay,
           ReadLog *Log = nullptr) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  // The process's own current directory may be gone. No path depends on it.
  Disk->setCurrentWorkingDirectory("/");
  if (Log)
    Disk = logged(std::move(Disk), *Log);
  if (!Overlay)
    return Disk;
  auto Layers = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Disk);
  Layers->pushOverlay(std::move(Overlay));
  return Layers;
}

/// Tries the repairs of what was found in Text, and puts them together.
static void repair(UnitReport &Report, StringRef Text,
                   const UnitOptions &Options, const Workbench &Bench) {
  if (Options.Compose)
    Report.Fixed = compose(Report, Text, *Options.Compose, Bench);
  if (Options.Verify)
    verifyRepairs(Report, Text, Bench);
  else
    keepFirstRepairs(Report, Text, Bench);
}

/// What a repair makes of a file may take this multiple of the file's budget.
static constexpr unsigned LongerTrial = 4;

/// What repairs of Command's file are tried with. All arguments outlive the
/// result.
static Workbench benchFor(const CompileCommand &Command, const SourceRoot &Root,
                          const UnitOptions &Options, ReadLog *Log = nullptr) {
  Workbench Bench;
  Bench.Main = Root.relative(Command.File);
  Bench.Spared = Options.Spared;
  auto Within = [=, &Command, &Root](const UnitOptions &Options,
                                     StringRef Text) {
    UnitReport Result;
    parse(Result, Command, Root, Options,
          withText(filesUnder(Options.Overlay, Log), Command.File, Text));
    return Result;
  };
  Bench.Analyse = [=, &Options](StringRef Text) {
    return Within(Options, Text);
  };
  Bench.AnalyseLonger = [=, &Options](StringRef Text) {
    UnitOptions Longer = Options;
    Longer.Analysis.Budget *= LongerTrial;
    return Within(Longer, Text);
  };
  Bench.Form = formFor(Command.File, filesUnder(Options.Overlay, Log));
  remember(Bench);
  return Bench;
}

/// All that is said of the file is said of Text.
static UnitReport analyseText(const CompileCommand &Command, StringRef Text,
                              const SourceRoot &Root,
                              const UnitOptions &Options,
                              ReadLog *Log = nullptr) {
  Workbench Bench = benchFor(Command, Root, Options, Log);
  UnitReport Report = Bench.Analyse(Text);
  if (!Report.Findings.empty())
    repair(Report, Text, Options, Bench);
  return Report;
}

/// Looks the report up, or makes and keeps it.
static UnitReport recall(const CompileCommand &Command, StringRef Text,
                         const SourceRoot &Root, const UnitOptions &Options) {
  auto Start = std::chrono::steady_clock::now();
  Digest Key = keyOf(Command, Text, Root, Options);
  if (auto Known = Options.Cache->find(Key, Text)) {
    // Suppressions are to know that they were of use.
    for (const Finding &F : Known->Suppressed)
      Options.Dismissed(F, Root.absolute(F.Where.File), Text);
    return std::move(*Known);
  }
  ReadLog Log;
  UnitReport Report = analyseText(Command, Text, Root, Options, &Log);
  Report.Milliseconds = millisecondsSince(Start);
  Options.Cache->store(Key, Log, Report);
  return Report;
}

/// analyseUnit(), for which nothing is caught.
static UnitReport analyse(StringRef File, const FlagSource &Flags,
                          const SourceRoot &Root, const UnitOptions &Options) {
  auto Start = std::chrono::steady_clock::now();
  UnitReport Report;
  std::unique_ptr<MemoryBuffer> Text;
  if (auto Told = withoutParsing(File, *filesUnder(Options.Overlay), Text)) {
    std::tie(Report.Status, Report.Reason) = std::move(*Told);
  } else if (auto Command = Flags.commandFor(File); !Command) {
    Report.Status = UnitStatus::Failed;
    Report.Reason = toString(Command.takeError());
  } else if (Options.Cache) {
    Report = recall(*Command, Text->getBuffer(), Root, Options);
  } else {
    Report = analyseText(*Command, Text->getBuffer(), Root, Options);
  }
  Report.File = Root.relative(File);
  if (Report.Milliseconds == 0)
    Report.Milliseconds = millisecondsSince(Start);
  return Report;
}

UnitReport analyseUnit(StringRef File, const FlagSource &Flags,
                       const SourceRoot &Root, const UnitOptions &Options) {
  return safely(Root.relative(File),
                [&] { return analyse(File, Flags, Root, Options); });
}

void verifyUnit(UnitReport &Report, StringRef File, const FlagSource &Flags,
                const SourceRoot &Root, const UnitOptions &Options,
                function_ref<bool(const Finding &)> Chosen) {
  auto Text = filesUnder(Options.Overlay)->getBufferForFile(File);
  Expected<CompileCommand> Command = Flags.commandFor(File);
  if (!Command)
    return consumeError(Command.takeError());
  if (!Text)
    return;
  Workbench Bench = benchFor(*Command, Root, Options);
  for (Finding &F : Report.Findings)
    if (Chosen(F))
      verifyRepair(F, Report, (*Text)->getBuffer(), Bench);
}

} // namespace epf
