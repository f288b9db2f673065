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
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang;

namespace epf {

namespace {

/// Takes a body from under the parser that is about to skip it. The parser
/// would expand the macros in it first, which is most of what skipping costs.
class BodySkipper {
public:
  explicit BodySkipper(Preprocessor &PP) : PP(PP) {}

  /// The parser is at the brace that opens a body; leaves it before the one
  /// that closes it, or before a macro that opens or closes more than it closes
  /// or opens.
  void skip() {
    Token Next, Brace;
    unsigned Open = 1;
    do {
      PP.LexUnexpandedToken(Next);
      if (Next.is(tok::l_brace)) {
        Brace = Next;
        ++Open;
      } else if (Next.is(tok::r_brace)) {
        --Open;
      }
    } while (Open != 0 && Next.isNot(tok::eof) && balance(Next) == 0);
    if (Next.is(tok::eof)) // about which the parser keeps quiet
      PP.Diag(Next, diag::err_expected) << tok::r_brace;
    // What is open beside the body, the parser has to see again.
    unsigned Count = std::max(Open, 1u);
    auto Rest = std::make_unique<Token[]>(Count);
    std::fill_n(Rest.get(), Count - 1, Brace);
    Rest[Count - 1] = Next;
    PP.EnterTokenStream(std::move(Rest), Count, /*DisableMacroExpansion=*/false,
                        /*IsReinject=*/true);
  }

private:
  /// How many braces more than it closes the macro named by Name opens; 0 for
  /// what is no macro.
  int balance(const Token &Name) {
    const IdentifierInfo *II = Name.getIdentifierInfo();
    const MacroInfo *Macro = II ? PP.getMacroInfo(II) : nullptr;
    if (!Macro)
      return 0;
    auto [Known, IsNew] = Balances.try_emplace(Macro, 0);
    if (!IsNew)
      return Known->second;
    int Sum = 0;
    for (const Token &Each : Macro->tokens())
      Sum += Each.is(tok::l_brace)   ? 1
             : Each.is(tok::r_brace) ? -1
                                     : balance(Each);
    return Balances[Macro] = Sum;
  }

  Preprocessor &PP;
  DenseMap<const MacroInfo *, int> Balances;
};

/// Chooses the bodies that are parsed, and hands the finished tree to the
/// rules. Leaves Result empty if there is no tree that is worth it.
class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(Preprocessor &PP, const AnalysisOptions &Options,
               std::optional<AnalysisResult> &Result)
      : Skipper(PP), Options(Options), Result(Result) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    if (!F || needsBody(*F))
      return false;
    Skipper.skip();
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasFatalErrorOccurred())
      Result = analyse(Context, Options);
  }

private:
  BodySkipper Skipper;
  const AnalysisOptions &Options;
  std::optional<AnalysisResult> &Result;
};

class UnitAction : public ASTFrontendAction {
public:
  UnitAction(const AnalysisOptions &Options,
             std::optional<AnalysisResult> &Result)
      : Options(Options), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Clang,
                                                 StringRef) override {
    return std::make_unique<UnitConsumer>(Clang.getPreprocessor(), Options,
                                          Result);
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
  bool IsUnset = DiagnosticIDs::getWarningOptionForDiag(Info.getID())
                     .ends_with("uninitialized");
  (IsUnset ? Unset : Warnings).push_back(std::string(Message));
}

std::optional<AnalysisResult>
parseAndAnalyse(std::shared_ptr<CompilerInvocation> Invocation,
                IntrusiveRefCntPtr<vfs::FileSystem> Files,
                DiagnosticConsumer &Errors, const AnalysisOptions &Options) {
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  Invocation->getDiagnosticOpts().IgnoreWarnings = false;
  // What a repair may leave without a use, use before it has a value, or call
  // though it is not there; the build's own flags do not count.
  Invocation->getDiagnosticOpts().Warnings = {
      "no-everything",
      "unused-but-set-variable",
      "unused-function",
      "unused-label",
      "unused-variable",
      "uninitialized",
      "sometimes-uninitialized",
      "conditional-uninitialized",
      "implicit-function-declaration",
      "no-error=implicit-function-declaration"};
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Invocation->getDiagnosticOpts().ShowCarets = false;

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
