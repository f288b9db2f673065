//===- Parse.cpp - From clang's options to findings -----------------------===//
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

#include "tool/source/Parse.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang;

namespace epf {

namespace {

/// Chooses the bodies that are parsed, and hands the finished tree to the
/// rules. Leaves Result empty if there is no tree that is worth it.
class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(const AnalysisOptions &Options,
               std::optional<AnalysisResult> &Result)
      : Options(Options), Result(Result) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    return F && !needsBody(*F);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasFatalErrorOccurred())
      Result = analyse(Context, Options);
  }

private:
  const AnalysisOptions &Options;
  std::optional<AnalysisResult> &Result;
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

void WarningList::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                   const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level != DiagnosticsEngine::Warning)
    return;
  SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  Warnings.push_back(std::string(Message));
}

std::optional<AnalysisResult>
parseAndAnalyse(std::shared_ptr<CompilerInvocation> Invocation,
                IntrusiveRefCntPtr<vfs::FileSystem> Files,
                DiagnosticConsumer &Errors, const AnalysisOptions &Options) {
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  Invocation->getDiagnosticOpts().IgnoreWarnings = false;
  // What a repair may leave without a use; the build's own flags do not count.
  Invocation->getDiagnosticOpts().Warnings = {
      "no-everything", "unused-but-set-variable", "unused-function",
      "unused-label", "unused-variable"};
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Invocation->getDiagnosticOpts().ShowCarets = false;
  Invocation->getLangOpts().SpellChecking = false;

  std::optional<AnalysisResult> Result;
  CompilerInstance Clang;
  Clang.setInvocation(std::move(Invocation));
  Clang.setVerboseOutputStream(nulls());
  Clang.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Clang.createFileManager(std::move(Files));
  UnitAction Action(Options, Result);
  Clang.ExecuteAction(Action);
  return Result;
}

} // namespace epf
