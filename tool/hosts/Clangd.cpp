//===- Clangd.cpp - clangd with the rules inside --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// epflint-clangd is Debian's clangd 19, linked from its own libraries together
// with our checks (TidyModule.cpp). clangd has no door for what a set of checks
// needs beyond being there, so five of its functions are wrapped: the linker's
// --wrap sends their callers here, and `real` goes on to the function itself.
//
//   isFastTidyCheck        our checks pass clangd's filter for slow ones
//   getTidyOptionsForFile  ... and are on where no configuration says otherwise
//   Build                  headers are precompiled with the few bodies that
//                          the rules look into
//   CommandMangler         gcc's flags, as a kernel has them, are no errors
//   newJSONTransport       fixes are tried behind the findings (LateFixes.h),
//                          names of rules are links to their pages
//
// Types of clangd's own are only passed on, never looked into, but for that of
// Transport.h: Debian has its libraries, but not its headers.
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyOptions.h"
#include "rules/Analysis.h"
#include "tool/hosts/LateFixes.h"
#include "tool/hosts/Pages.h"
#include "tool/hosts/Wrapped.h"
#include "tool/source/ClangFlags.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/CommandLine.h"

using namespace llvm;
using namespace clang;

namespace clang::clangd {
int clangdMain(int Count, char *Words[]);
} // namespace clang::clangd

// Defines what the callers of a function of Wrapped.h get. NAME##Real is the
// function itself.
#define WRAP(RESULT, NAME, ...)                                                \
  RESULT NAME##Real(__VA_ARGS__) asm("__real_" EPF_SYMBOL_##NAME);             \
  RESULT NAME##Wrapped(__VA_ARGS__) asm("__wrap_" EPF_SYMBOL_##NAME);          \
  RESULT NAME##Wrapped(__VA_ARGS__)

namespace epf {

WRAP(std::optional<bool>, isFast, StringRef Check) {
  return isOurs(Check) ? true : isFastReal(Check);
}

using TidyProvider = function_ref<void(tidy::ClangTidyOptions &, StringRef)>;

// In front of the others, so that whatever is configured comes after it.
WRAP(tidy::ClangTidyOptions, tidyOptions, TidyProvider Provider,
     StringRef File) {
  tidy::ClangTidyOptions Options = tidyOptionsReal(Provider, File);
  if (Options.Checks && !Options.Checks->empty())
    Options.Checks = "epf-*," + *Options.Checks;
  return Options;
}

namespace {

/// Has the bodies parsed that the rules look into; for the rest it is Host.
class BodyChooser : public PreambleCallbacks {
public:
  explicit BodyChooser(PreambleCallbacks &Host) : Host(Host) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    return !(F && needsBody(*F)) && Host.shouldSkipFunctionBody(D);
  }

  void BeforeExecute(CompilerInstance &CI) override { Host.BeforeExecute(CI); }
  void AfterExecute(CompilerInstance &CI) override { Host.AfterExecute(CI); }
  void AfterPCHEmitted(ASTWriter &Writer) override {
    Host.AfterPCHEmitted(Writer);
  }
  void HandleTopLevelDecl(DeclGroupRef Group) override {
    Host.HandleTopLevelDecl(Group);
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return Host.createPPCallbacks();
  }
  CommentHandler *getCommentHandler() override {
    return Host.getCommentHandler();
  }

private:
  PreambleCallbacks &Host;
};

} // namespace

WRAP(ErrorOr<PrecompiledPreamble>, build, const CompilerInvocation &Invocation,
     const MemoryBuffer *Main, PreambleBounds Bounds,
     DiagnosticsEngine &Diagnostics, IntrusiveRefCntPtr<vfs::FileSystem> Files,
     std::shared_ptr<PCHContainerOperations> Containers, bool InMemory,
     StringRef Directory, PreambleCallbacks &Callbacks) {
  BodyChooser Chooser(Callbacks);
  return buildReal(Invocation, Main, Bounds, Diagnostics, std::move(Files),
                   std::move(Containers), InMemory, Directory, Chooser);
}

WRAP(void, mangle, const void *Mangler, tooling::CompileCommand &Command,
     StringRef File) {
  Command.CommandLine = withoutForeignFlags(Command.CommandLine);
  mangleReal(Mangler, Command, File);
}

/// Whether clangd was told to do one thing after the other.
static bool isSynchronous() {
  cl::Option *Sync = cl::getRegisteredOptions().lookup("sync");
  return Sync && static_cast<cl::opt<bool> *>(Sync)->getValue();
}

WRAP(std::unique_ptr<clangd::Transport>, transport, FILE *In, raw_ostream &Out,
     raw_ostream *Mirror, bool Pretty, int Style) {
  return withLateFixes(transportReal(In, Out, Mirror, Pretty, Style),
                       isSynchronous);
}

} // namespace epf

// clangd looks for clang's own headers beside itself, where they are not.
int main(int Count, char *Words[]) {
  static char Flag[] = "--resource-dir=" EPFLINT_RESOURCE_DIR;
  std::vector<char *> All(Words, Words + Count);
  if (none_of(All, [](StringRef Word) {
        return Word.ltrim('-').starts_with("resource-dir");
      }))
    All.insert(All.begin() + 1, Flag);
  All.push_back(nullptr);
  return clangd::clangdMain(All.size() - 1, All.data());
}
