//===- Unit.cpp - One file, parsed and analysed ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang is driven through a CompilerInstance of our own rather than through its
// tooling library: the file system may hold an overlay, each unit has a current
// directory of its own, and diagnostics are counted rather than printed.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Unit.h"
#include "tool/fix/Verify.h"
#include "tool/source/WordScan.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <chrono>
#include <optional>

using namespace llvm;
using namespace clang;

namespace epf {

static constexpr uint64_t MaxFileSize = 8 << 20;

namespace {

/// Counts errors and keeps the text of the first.
class ErrorCount : public DiagnosticConsumer {
public:
  ErrorCount(const SourceRoot &Root, StringRef Directory)
      : Root(Root), Directory(Directory) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
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

/// Chooses the bodies that are parsed, and hands the finished tree to the
/// rules. Leaves Result empty if there is no tree that is worth it.
class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(const AnalysisOptions &Options,
               std::optional<AnalysisResult> &Result)
      : Options(Options), Result(Result) {}

  void Initialize(ASTContext &Context) override {
    this->Context = &Context;
    const SourceManager &Sources = Context.getSourceManager();
    MainDirectory = directoryOf(Sources.getMainFileID());
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    return F && !needsBody(*F, isInMainTree(F->getLocation()));
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasFatalErrorOccurred())
      Result = analyse(Context, Options);
  }

private:
  StringRef directoryOf(FileID File) const {
    auto Entry = Context->getSourceManager().getFileEntryRefForID(File);
    return Entry ? sys::path::parent_path(Entry->getName()) : StringRef();
  }

  /// True for the main file and for headers in its directory or below.
  bool isInMainTree(SourceLocation Where) {
    const SourceManager &Sources = Context->getSourceManager();
    FileID File = Sources.getFileID(Sources.getExpansionLoc(Where));
    auto [Known, IsNew] = InMainTree.try_emplace(File, false);
    if (IsNew)
      Known->second = isBelow(directoryOf(File), MainDirectory);
    return Known->second;
  }

  const AnalysisOptions &Options;
  std::optional<AnalysisResult> &Result;
  ASTContext *Context = nullptr;
  StringRef MainDirectory;
  DenseMap<FileID, bool> InMainTree;
};

class UnitAction : public ASTFrontendAction {
public:
  UnitAction(const AnalysisOptions &Options,
             std::optional<AnalysisResult> &Result)
      : Options(Options), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<UnitConsumer>(Options, Result);
  }

private:
  const AnalysisOptions &Options;
  std::optional<AnalysisResult> &Result;
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
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  Invocation->getDiagnosticOpts().IgnoreWarnings = true;
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Invocation->getDiagnosticOpts().ShowCarets = false;
  Invocation->getLangOpts().SpellChecking = false;
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
    return std::pair(UnitStatus::Skipped, std::string("empty"));
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

/// Parses and analyses File, and fills in what came of it.
static void parse(UnitReport &Report, StringRef File, const FlagSource &Flags,
                  const SourceRoot &Root, const UnitOptions &Options,
                  IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  Report.Status = UnitStatus::Failed;
  Expected<CompileCommand> Command = Flags.commandFor(File);
  if (!Command) {
    Report.Reason = toString(Command.takeError());
    return;
  }
  if (std::error_code EC =
          Files->setCurrentWorkingDirectory(Command->Directory)) {
    Report.Reason = Command->Directory + ": " + EC.message();
    return;
  }
  ErrorCount Errors(Root, Command->Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      invocationFor(*Command, Errors, Files);
  if (!Invocation) {
    Report.Reason = "clang refuses the flags: " + Errors.first();
    return;
  }
  if (Invocation->getLangOpts().CPlusPlus) {
    Report.Reason = "not C, by its flags";
    return;
  }

  std::optional<AnalysisResult> Result;
  CompilerInstance Clang;
  Clang.setInvocation(std::move(Invocation));
  Clang.setVerboseOutputStream(nulls());
  Clang.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Clang.createFileManager(Files);
  UnitAction Action(Options.Analysis, Result);
  Clang.ExecuteAction(Action);
  if (!Result) {
    Report.Reason = Errors.first();
    return;
  }

  relocate(*Result, Root, Command->Directory);
  Report.Status = UnitStatus::Analysed;
  Report.Functions = std::move(Result->Functions);
  Report.NotJudged = std::move(Result->NotJudged);
  Report.Findings = std::move(Result->Findings);
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

/// The disk, with Overlay in front of it if there is one.
static IntrusiveRefCntPtr<vfs::FileSystem>
filesUnder(IntrusiveRefCntPtr<vfs::FileSystem> Overlay) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = vfs::createPhysicalFileSystem();
  if (!Overlay)
    return Disk;
  auto Layers = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Disk);
  Layers->pushOverlay(std::move(Overlay));
  return Layers;
}

/// Tries the repairs of what was found in Text, and puts them together.
static void repair(UnitReport &Report, StringRef Text, StringRef Main,
                   const UnitOptions &Options, const Analyser &Analyse) {
  if (Options.Compose)
    Report.Fixed = compose(Report, Text, Main, *Options.Compose, Analyse);
  if (Options.Verify)
    verifyRepairs(Report, Text, Main, Analyse);
}

UnitReport analyseUnit(StringRef File, const FlagSource &Flags,
                       const SourceRoot &Root, const UnitOptions &Options) {
  auto Start = std::chrono::steady_clock::now();
  UnitReport Report;
  Report.File = Root.relative(File);
  std::unique_ptr<MemoryBuffer> Text;
  if (auto Told = withoutParsing(File, *filesUnder(Options.Overlay), Text)) {
    std::tie(Report.Status, Report.Reason) = std::move(*Told);
  } else {
    // All that is said of the file is said of the text as it was read here.
    Analyser Analyse = remembering([&](StringRef NewText) {
      UnitReport Result;
      parse(Result, File, Flags, Root, Options,
            withText(filesUnder(Options.Overlay), File, NewText));
      return Result;
    });
    std::string Main = std::move(Report.File);
    Report = Analyse(Text->getBuffer());
    Report.File = Main;
    if (!Report.Findings.empty())
      repair(Report, Text->getBuffer(), Main, Options, Analyse);
  }
  Report.Milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::steady_clock::now() - Start)
                            .count();
  return Report;
}

} // namespace epf
