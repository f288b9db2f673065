//===- Guest.cpp - The rules inside another program's parse ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hosts/Guest.h"
#include "tool/fix/Verify.h"
#include "tool/source/Parse.h"
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

/// The options that the tree was made with, but with Text, which must outlive
/// the parse, for the text of Main.
static std::shared_ptr<CompilerInvocation>
invocationLike(const Preprocessor &PP, StringRef Main, MemoryBuffer &Text) {
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
  Options.addRemappedFile(Main, &Text);
  return Copy;
}

/// What the result of a parse says, as verifyRepairs() wants it.
static UnitReport reportOf(std::optional<AnalysisResult> Result,
                           unsigned Errors) {
  UnitReport Report;
  if (!Result) {
    Report.Status = UnitStatus::Failed;
    return Report;
  }
  Report.Functions = std::move(Result->Functions);
  Report.Findings = std::move(Result->Findings);
  Report.Doubts = std::move(Result->Doubts);
  bool Whole = Errors == 0 && all_of(Report.Functions, [](const auto &Each) {
                 return Each.Complete;
               });
  Report.Status = Whole ? UnitStatus::Analysed : UnitStatus::Incomplete;
  return Report;
}

std::vector<Finding> analyseAsGuest(ASTContext &Context, const Preprocessor &PP,
                                    const AnalysisOptions &Options) {
  const SourceManager &Sources = Context.getSourceManager();
  OptionalFileEntryRef Entry =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (!Entry)
    return {};
  std::string Main = Entry->getName().str();
  StringRef Text = Sources.getBufferData(Sources.getMainFileID());
  vfs::FileSystem &Files = PP.getFileManager().getVirtualFileSystem();
  static const WordScan Scan(vocabularyWords());
  if (!Scan.reaches(Main, Text, Files))
    return {};
  UnitReport Report =
      reportOf(analyse(Context, Options),
               Context.getDiagnostics().hasUncompilableErrorOccurred());
  Workbench Bench;
  Bench.Main = Main;
  auto Analyse = [&](StringRef NewText) {
    auto Copy = MemoryBuffer::getMemBufferCopy(NewText, Main);
    WarningList Errors;
    auto Result = parseAndAnalyse(invocationLike(PP, Main, *Copy), &Files,
                                  Errors, Options);
    UnitReport After = reportOf(std::move(Result), Errors.getNumErrors());
    After.Warnings = std::move(Errors.Warnings);
    return After;
  };
  // Which warnings are on is the other program's choice, so its parse does not
  // tell what has no use to begin with. Few repairs leave anything to compare.
  std::optional<std::vector<std::string>> Old;
  Bench.Analyse = [&](StringRef NewText) {
    UnitReport After = Analyse(NewText);
    if (!After.Warnings.empty() && !Old)
      Old = Analyse(Text).Warnings;
    for (const std::string &Known : Old.value_or(std::vector<std::string>()))
      if (auto At = find(After.Warnings, Known); At != After.Warnings.end())
        After.Warnings.erase(At);
    return After;
  };
  SmallString<128> Path(Main);
  PP.getFileManager().makeAbsolutePath(Path);
  Bench.Form = formFor(Path, &Files);
  remember(Bench);
  verifyRepairs(Report, Text, Bench);
  return std::move(Report.Findings);
}

} // namespace epf
