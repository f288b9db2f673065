//===- Trial.cpp - What becomes of a mutant -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/Trial.h"
#include "tool/source/Unit.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

using namespace llvm;
using namespace clang;

namespace epf {

StringRef nameOf(Outcome O) {
  static constexpr const char *Names[] = {"found",       "missed", "broken",
                                          "over-budget", "leaves", "apart"};
  return Names[unsigned(O)];
}

namespace {

/// Reads the mutants off the finished tree.
class Consumer : public ASTConsumer {
public:
  Consumer(std::vector<Mutant> &Into, unsigned PerClass)
      : Into(Into), PerClass(PerClass) {}
  void HandleTranslationUnit(ASTContext &Ctx) override {
    if (!Ctx.getDiagnostics().hasErrorOccurred())
      Into = mutantsOf(Ctx, PerClass);
  }

private:
  std::vector<Mutant> &Into;
  unsigned PerClass;
};

class Action : public ASTFrontendAction {
public:
  Action(std::vector<Mutant> &Into, unsigned PerClass)
      : Into(Into), PerClass(PerClass) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Consumer>(Into, PerClass);
  }

private:
  std::vector<Mutant> &Into;
  unsigned PerClass;
};

} // namespace

static std::vector<Mutant> parseForMutants(const CompileCommand &Command,
                                           unsigned PerClass) {
  std::vector<std::string> Words = {"clang", "-fsyntax-only", "-w",
                                    "-resource-dir", EPFLINT_RESOURCE_DIR};
  Words.insert(Words.end(), Command.Flags.begin(), Command.Flags.end());
  Words.push_back(Command.File);
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = vfs::createPhysicalFileSystem();
  if (Disk->setCurrentWorkingDirectory(Command.Directory))
    return {};
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Disk);
  std::vector<Mutant> Found;
  IgnoringDiagConsumer Quiet;
  tooling::ToolInvocation Parse(
      std::move(Words), std::make_unique<Action>(Found, PerClass), Files.get());
  Parse.setDiagnosticConsumer(&Quiet);
  Parse.run();
  return Found;
}

static std::string textOf(StringRef File) {
  auto Read = MemoryBuffer::getFile(File);
  return Read ? (*Read)->getBuffer().str() : "";
}

static IntrusiveRefCntPtr<vfs::FileSystem> holding(StringRef File,
                                                   StringRef Text) {
  auto Files = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Files->addFile(File, 0, MemoryBuffer::getMemBufferCopy(Text, File));
  return Files;
}

/// True if File holds errors: its reason tells of more than budgets.
static bool hasErrors(const UnitReport &Unit) {
  if (Unit.Status == UnitStatus::Failed)
    return true;
  std::vector<std::string> Budgets;
  for (const FunctionReport &F : Unit.Functions)
    if (!F.Complete)
      Budgets.push_back(F.Name + ": " + F.Reason);
  return Unit.Reason != join(Budgets, "; ");
}

/// The reason why more paths were given up than in the driver as it was, if it
/// is that they go on in code that is not in the file.
static std::string wayOut(const UnitReport &Before, const UnitReport &After) {
  std::map<std::string, unsigned> Known;
  for (const Unjudged &Each : Before.NotJudged)
    Known[Each.Reason] = Each.Count;
  for (const Unjudged &Each : After.NotJudged)
    if (StringRef(Each.Reason).ends_with("may give back what is held") &&
        Each.Count > Known[Each.Reason])
      return Each.Reason;
  return "";
}

static bool speaksOf(const Mutant &M, const Finding &F) {
  SmallVector<StringRef> Rules;
  M.Class->Rules.split(Rules, ' ');
  return is_contained(Rules, F.Rule) && is_contained(M.Related, F.Function);
}

static Trial judge(Mutant M, const UnitReport &Before,
                   const UnitReport &After) {
  auto Is = [&](Outcome How, std::string Reason) {
    return Trial{std::move(M), How, std::move(Reason)};
  };
  if (hasErrors(After))
    return Is(Outcome::Broken, After.Reason);
  std::string Said;
  for (const Finding &F : After.Findings) {
    Said = F.Rule + " in " + F.Function + "(), line " +
           std::to_string(F.Where.Line) + ": " + F.Message;
    if (speaksOf(M, F) && M.Apart.empty())
      return Is(Outcome::Found, Said);
  }
  if (!M.Apart.empty())
    return Is(Outcome::Apart, M.Apart);
  for (const FunctionReport &F : After.Functions)
    if (!F.Complete && is_contained(M.Related, F.Name))
      return Is(Outcome::OverBudget, F.Name + ": " + F.Reason);
  if (std::string Why = wayOut(Before, After); !Why.empty() && Said.empty())
    return Is(Outcome::Leaves, Why);
  return Is(Outcome::Missed, Said);
}

Trials tryMutants(StringRef File, const FlagSource &Flags,
                  const SourceRoot &Root, unsigned PerClass) {
  Trials Result;
  UnitOptions Options;
  Options.Verify = false;
  UnitReport Before = analyseUnit(File, Flags, Root, Options);
  if (Before.Status != UnitStatus::Analysed)
    Result.Unfit = Before.Reason;
  else if (!Before.Findings.empty())
    Result.Unfit = "it has findings as it is";
  if (!Result.Unfit.empty())
    return Result;
  Expected<CompileCommand> Command = Flags.commandFor(File);
  if (!Command) {
    Result.Unfit = toString(Command.takeError());
    return Result;
  }
  std::string Text = textOf(File);
  for (Mutant &M : parseForMutants(*Command, PerClass)) {
    std::string Changed = Text;
    Changed.replace(M.Change.Offset, M.Change.Length, M.Change.Replacement);
    Options.Overlay = holding(File, Changed);
    UnitReport After = analyseUnit(File, Flags, Root, Options);
    Result.All.push_back(judge(std::move(M), Before, After));
  }
  if (Result.All.empty())
    Result.Unfit = "no pair of a request and a free to plant into";
  return Result;
}

} // namespace epf
