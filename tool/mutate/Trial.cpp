//===- Trial.cpp - What becomes of a mutant -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/Trial.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/Unit.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

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
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
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

/// The reason why paths were given up, if it is that they go on in code that is
/// not in the file.
static std::string wayOut(const UnitReport &Unit) {
  for (const Unjudged &Each : Unit.NotJudged)
    if (StringRef(Each.Reason).ends_with("may give back what is held"))
      return Each.Reason;
  return "";
}

static constexpr const char *CallerFrees = "a caller may free what is left";

/// True if a leak was not told because callers may end it, who are all in other
/// files and can call what does.
static bool isLeftToCaller(const UnitReport &Unit, const Mutant &M) {
  return M.CallerMayFree && M.Class->Rules == "epf-irq-leak" &&
         llvm::any_of(Unit.NotJudged, [](const Unjudged &Each) {
           return Each.Reason == CallerFrees;
         });
}

static bool speaksOf(const Mutant &M, const Finding &F) {
  SmallVector<StringRef> Rules;
  M.Class->Rules.split(Rules, ' ');
  return is_contained(Rules, F.Rule) && is_contained(M.Related, F.Function);
}

namespace {

/// Tries the mutants of one driver.
class Bench {
public:
  Bench(StringRef File, const FlagSource &Flags, const SourceRoot &Root)
      : File(File), Text(textOf(File)), Flags(Flags), Root(Root) {}

  Trial judge(Mutant M) const {
    UnitReport After = with(M.Change);
    auto Is = [&](Outcome How, std::string Reason) {
      return Trial{std::move(M), How, std::move(Reason)};
    };
    if (hasErrors(After))
      return Is(Outcome::Broken, After.Reason);
    if (!M.Apart.empty())
      return Is(Outcome::Apart, M.Apart);
    std::string Said;
    for (const Finding &F : After.Findings) {
      Said = F.Rule + " in " + F.Function + "(), line " +
             std::to_string(F.Where.Line) + ": " + F.Message;
      if (speaksOf(M, F))
        return Is(Outcome::Found, Said);
    }
    for (const FunctionReport &F : After.Functions)
      if (!F.Complete && is_contained(M.Related, F.Name))
        return Is(Outcome::OverBudget, F.Name + ": " + F.Reason);
    if (std::string Why = wayOut(After);
        !Why.empty() && Said.empty() && !isJudged(M))
      return Is(Outcome::Leaves, Why);
    if (Said.empty() && isLeftToCaller(After, M))
      return Is(Outcome::Leaves, CallerFrees);
    return Is(Outcome::Missed, Said);
  }

private:
  UnitReport with(const Edit &Change) const {
    std::string Changed = Text;
    Changed.replace(Change.Offset, Change.Length, Change.Replacement);
    UnitOptions Options;
    Options.Verify = false;
    Options.Overlay = holding(File, Changed);
    return analyseUnit(File, Flags, Root, Options);
  }

  /// True if a path is judged on which the free that M is about is come to: by
  /// the way that M changes, if it is one.
  bool isJudged(const Mutant &M) const {
    UnitReport Twice = with(M.OnTheWay.Length ? M.OnTheWay : M.Control);
    if (M.OnTheWay.Length && hasErrors(Twice))
      Twice = with(M.Control);
    return llvm::any_of(Twice.Findings, [&](const Finding &F) {
      return F.Rule == "epf-irq-stray-free" &&
             is_contained(M.Related, F.Function);
    });
  }

  StringRef File;
  std::string Text;
  const FlagSource &Flags;
  const SourceRoot &Root;
};

} // namespace

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
  Bench On(File, Flags, Root);
  for (Mutant &M : parseForMutants(*Command, PerClass))
    Result.All.push_back(On.judge(std::move(M)));
  if (Result.All.empty())
    Result.Unfit = "no pair of a request and a free to plant into";
  return Result;
}

} // namespace epf
