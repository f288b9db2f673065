//===- Guest.cpp - The rules inside another program's parse ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hosts/Guest.h"
#include "tool/source/Parse.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/WordScan.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace llvm;
using namespace clang;

namespace epf {

/// The options that the tree was made with, but for the text of Main. Texts of
/// other files that the host has in memory are copied to Kept.
static std::shared_ptr<CompilerInvocation>
invocationLike(const Preprocessor &PP, StringRef Main,
               std::vector<std::unique_ptr<MemoryBuffer>> &Kept) {
  auto Copy = std::make_shared<CompilerInvocation>();
  Copy->getLangOpts() = PP.getLangOpts();
  Copy->getTargetOpts() = PP.getTargetInfo().getTargetOpts();
  Copy->getHeaderSearchOpts() = PP.getHeaderSearchInfo().getHeaderSearchOpts();
  Copy->getFileSystemOpts() = PP.getFileManager().getFileSystemOpts();
  Copy->getFrontendOpts().Inputs = {FrontendInputFile(Main, Language::C)};
  Copy->getFrontendOpts().ProgramAction = frontend::ParseSyntaxOnly;

  PreprocessorOptions &Options = Copy->getPreprocessorOpts();
  Options = PP.getPreprocessorOpts();
  Options.RetainRemappedFileBuffers = true;
  erase_if(Options.RemappedFileBuffers,
           [&](const auto &Each) { return Each.first == Main; });
  // clangd has such a file for what is new since it precompiled headers.
  for (auto &[File, Text] : Options.RemappedFileBuffers) {
    Kept.push_back(MemoryBuffer::getMemBufferCopy(Text->getBuffer(), File));
    Text = Kept.back().get();
  }
  return Copy;
}

/// The files of the host. Precompiled headers are removed or freed when it
/// makes new ones, and what it knows of other files with them: a mapped file
/// survives that, memory is copied.
static IntrusiveRefCntPtr<vfs::FileSystem> filesLike(const Preprocessor &PP) {
  IntrusiveRefCntPtr<vfs::FileSystem> Host =
      PP.getFileManager().getVirtualFileSystemPtr();
  const std::string &Headers = PP.getPreprocessorOpts().ImplicitPCHInclude;
  if (Headers.empty())
    return Host;
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  if (ErrorOr<std::string> Here = Host->getCurrentWorkingDirectory())
    Disk->setCurrentWorkingDirectory(*Here);
  auto Text = MemoryBuffer::getFile(Headers, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text) {
    auto Held = Host->getBufferForFile(Headers, /*FileSize=*/-1,
                                       /*RequiresNullTerminator=*/false);
    if (!Held)
      return Disk;
    Text = MemoryBuffer::getMemBufferCopy((*Held)->getBuffer(), Headers);
  }
  auto Memory = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Memory->addFile(Headers, 0, std::move(*Text));
  auto Layers = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(std::move(Disk));
  Layers->pushOverlay(std::move(Memory));
  return Layers;
}

/// What the result of a parse says, as verifyRepair() wants it.
static UnitReport reportOf(std::optional<AnalysisResult> Result,
                           unsigned Errors) {
  UnitReport Report;
  if (!Result) {
    Report.Status = UnitStatus::Failed;
    return Report;
  }
  Report.Functions = std::move(Result->Functions);
  Report.Outcomes = std::move(Result->Outcomes);
  Report.Flaws = std::move(Result->Flaws);
  Report.Findings = std::move(Result->Findings);
  Report.Doubts = std::move(Result->Doubts);
  Report.Covered = std::move(Result->Covered);
  Report.NotJudged = std::move(Result->NotJudged);
  bool Whole = Errors == 0 && all_of(Report.Functions, [](const auto &Each) {
                 return Each.Complete;
               });
  Report.Status = Whole ? UnitStatus::Analysed : UnitStatus::Incomplete;
  return Report;
}

static void removeKnown(std::vector<std::string> &From,
                        ArrayRef<std::string> Known) {
  for (const std::string &Each : Known)
    if (auto At = find(From, Each); At != From.end())
      From.erase(At);
}

GuestUnit::GuestUnit(ASTContext &Context, const Preprocessor &PP,
                     AnalysisOptions Asked)
    : Options(std::move(Asked)) {
  const SourceManager &Sources = Context.getSourceManager();
  OptionalFileEntryRef Entry =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  // Behind a header that is missing, nothing is what it seems.
  if (!Entry || Context.getDiagnostics().hasFatalErrorOccurred())
    return;
  Bench.Main = Entry->getName().str();
  Text = Sources.getBufferData(Sources.getMainFileID()).str();
  static const WordScan Scan(vocabularyWords());
  if (!Scan.reaches(Bench.Main, Text,
                    PP.getFileManager().getVirtualFileSystem()))
    return;
  Found = reportOf(analyse(Context, Options),
                   Context.getDiagnostics().hasUncompilableErrorOccurred());
  if (Found.Findings.empty())
    return;
  Invocation = invocationLike(PP, Bench.Main, InMemory);
  Files = filesLike(PP);
  Bench.Analyse = [this](StringRef NewText) { return parse(NewText); };
  remember(Bench);
  // Which warnings are on is the other program's choice, so its parse does not
  // tell what has no use or no value to begin with. Few repairs leave anything
  // to compare.
  Bench.Analyse = [this, Analyse = Bench.Analyse](StringRef NewText) {
    UnitReport After = Analyse(NewText);
    if (After.Warnings.empty() && After.Unset.empty())
      return After;
    UnitReport Before = Analyse(Text);
    removeKnown(After.Warnings, Before.Warnings);
    removeKnown(After.Unset, Before.Unset);
    return After;
  };
  SmallString<128> Path(Bench.Main);
  PP.getFileManager().makeAbsolutePath(Path);
  Bench.Form = formFor(Path, Files);
}

GuestUnit::~GuestUnit() = default;

UnitReport GuestUnit::parse(StringRef NewText) const {
  auto Copy = MemoryBuffer::getMemBufferCopy(NewText, Bench.Main);
  auto Like = std::make_shared<CompilerInvocation>(*Invocation);
  Like->getPreprocessorOpts().addRemappedFile(Bench.Main, Copy.get());
  WarningList Errors;
  auto Result = parseAndAnalyse(std::move(Like), Files, Errors, Options);
  UnitReport Report = reportOf(std::move(Result), Errors.getNumErrors());
  Report.Warnings = std::move(Errors.Warnings);
  Report.Unset = std::move(Errors.Unset);
  return Report;
}

std::optional<Fix> GuestUnit::repair(const Finding &F) const {
  Finding Tried = F;
  verifyRepair(Tried, Found, Text, Bench);
  if (!Tried.repair() || !Tried.repair()->Verified)
    return std::nullopt;
  return *Tried.repair();
}

} // namespace epf
