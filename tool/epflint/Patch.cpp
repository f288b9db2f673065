//===- Patch.cpp - epflint patch ------------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The patch is read, put on its base and analysed before and after; the writers
// do the rest. The tree is only ever read.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Commands.h"
#include "tool/epflint/RuleChoice.h"
#include "tool/patch/Input.h"
#include "tool/patch/Review.h"
#include "tool/report/ReviewJson.h"
#include "tool/report/ReviewLines.h"
#include "tool/report/ReviewMail.h"
#include "tool/report/ReviewText.h"
#include "tool/report/SourceText.h"
#include "tool/source/CompileCommands.h"
#include "tool/source/KernelTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace epf {

namespace {
/// Where the patch belongs, and how its files are compiled.
struct Place {
  std::unique_ptr<FlagSource> Flags;
  SourceRoot Root;
};
} // namespace

static Error wrongUse(const char *Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

static Expected<Place> placeOf(const PatchOptions &Options) {
  if (!Options.Database.empty() + !Options.Kernel.empty() +
          Options.Flags.has_value() !=
      1)
    return wrongUse("give one of --kernel DIR, -p DIR and -- FLAGS");
  if (!Options.Kernel.empty()) {
    Expected<KernelTree> Tree = KernelTree::open(Options.Kernel);
    if (!Tree)
      return Tree.takeError();
    SourceRoot Root(Tree->source());
    return Place{std::make_unique<KernelTree>(std::move(*Tree)),
                 std::move(Root)};
  }
  SourceRoot Root = SourceRoot::enclosing({absolutePath("file")});
  if (Options.Flags)
    return Place{std::make_unique<GivenFlags>(*Options.Flags), std::move(Root)};
  auto Database = CompileCommands::load(Options.Database);
  if (!Database)
    return Database.takeError();
  return Place{std::move(*Database), std::move(Root)};
}

static int statusOf(const patch::Review &R) {
  if (R.count(patch::State::Introduced))
    return ExitFindings;
  bool Whole = R.after().count(UnitStatus::Incomplete) == 0 &&
               R.after().count(UnitStatus::Failed) == 0;
  return Whole ? ExitClean : ExitNotAnalysed;
}

/// The replies one after another or, given a folder, each in a file of its own.
static Error writeMails(const patch::Review &R, const OutputOptions &Options) {
  std::vector<ReplyMail> Mails = replies(R);
  if (Options.File == "-")
    return writeDocument(Options, [&](raw_ostream &OS) {
      for (const ReplyMail &Mail : Mails)
        OS << (Mails.size() > 1 ? "From epflint Thu Jan  1 00:00:00 1970\n"
                                : "")
           << Mail.Text << (Mails.size() > 1 ? "\n" : "");
    });
  if (std::error_code EC = sys::fs::create_directories(Options.File))
    return createStringError(EC, "%s: %s", Options.File.c_str(),
                             EC.message().c_str());
  for (const ReplyMail &Mail : Mails) {
    std::string Name = R.patchName(Mail.Patch);
    std::replace(Name.begin(), Name.end(), '/', '-');
    OutputOptions One = Options;
    One.File += "/reply-to-" + Name + ".eml";
    if (Error E = writeDocument(One, [&](raw_ostream &OS) { OS << Mail.Text; }))
      return E;
  }
  return Error::success();
}

static Error writeReview(const patch::Review &R, const PatchOptions &Options) {
  const OutputOptions &Output = Options.Output;
  if (Output.Format == "mail")
    return writeMails(R, Output);
  return writeDocument(Output, [&](raw_ostream &OS) {
    if (Output.Format == "json")
      writeReviewJson(R, OS);
    else if (Output.Format == "terse")
      writeReviewLines(R, OS);
    else if (Output.Format == "b4")
      writeB4(R, OS);
    else
      writeReviewText(R, Options.All, OS);
  });
}

/// What comments and the .epflint.json, named or above the files, dismiss.
static Expected<Suppressions> suppressionsFor(const PatchOptions &Options,
                                              const patch::Series &Patches,
                                              const SourceRoot &Root) {
  std::vector<std::string> Files;
  for (const patch::Patch &P : Patches.Patches)
    for (const patch::FilePatch &File : P.Files)
      Files.push_back(Root.absolute(File.path()));
  return Suppressions::load({Options.Config, ""}, Files);
}

/// Tells of comments and entries of .epflint.json that dismiss nothing once the
/// patch is in, as `check` would there.
static Error tellOfStale(const PatchOptions &Options,
                         const patch::Series &Patches, const SourceRoot &Root,
                         Report After) {
  auto Fresh = suppressionsFor(Options, Patches, Root);
  if (!Fresh)
    return Fresh.takeError();
  SourceText Sources(After.Root, After.Overlay);
  for (const Finding &F : After.Suppressed)
    Fresh->dismisses(F, Root.absolute(F.Where.File),
                     Sources.file(F.Where.File));
  for (const std::string &Remark : Fresh->apply(After))
    errs() << "epflint: " << Remark << '\n';
  return Error::success();
}

static patch::ReviewOptions reviewOptions(const PatchOptions &Options,
                                          ArrayRef<std::string> Rules,
                                          const Suppressions &Suppressed) {
  patch::ReviewOptions Result;
  Result.Dismissed = [&](const Finding &F, StringRef Path, StringRef Text) {
    return Suppressed.dismisses(F, Path, Text);
  };
  Result.Rules = Rules;
  Result.Jobs = Options.Jobs;
  Result.Verify = !Options.NoVerify;
  Result.All = Options.All;
  Result.Analysis.Budget = Options.Budget;
  if (Rules.size() != allRules().size())
    Result.Analysis.Wanted = [Rules](StringRef Rule) {
      return is_contained(Rules, Rule);
    };
  return Result;
}

/// A patch that was not judged. b4 reads the document whatever the status is;
/// it gives a series' check the cover letter alone.
static Expected<int> notJudged(Error Why, const PatchOptions &Options) {
  if (Options.Output.Format != "b4")
    return Why;
  bool Nothing = false;
  std::string Text;
  handleAllErrors(std::move(Why), [&](const ErrorInfoBase &E) {
    Nothing = E.convertToErrorCode() == std::errc::no_message;
    Text = E.message();
  });
  if (Error E = writeDocument(Options.Output, [&](raw_ostream &OS) {
        writeB4NotJudged(Nothing ? "" : Text, OS);
      }))
    return E;
  return Nothing ? ExitClean : ExitNotAnalysed;
}

Expected<int> reviewPatch(const PatchOptions &Options) {
  if (Error E =
          checkFormat(Options.Output, {"text", "json", "mail", "terse", "b4"}))
    return E;
  auto Rules = chooseRules(Options.Rules);
  if (!Rules)
    return Rules.takeError();
  Expected<Place> Where = placeOf(Options);
  if (!Where)
    return Where.takeError();
  Expected<patch::Series> Patches = patch::readInput(Options.Input);
  if (!Patches)
    return notJudged(Patches.takeError(), Options);
  auto Suppressed = suppressionsFor(Options, *Patches, Where->Root);
  if (!Suppressed)
    return Suppressed.takeError();
  auto Base = patch::findBase(*Patches, Where->Root.path(), Options.Base);
  if (!Base)
    return notJudged(Base.takeError(), Options);

  patch::Review R =
      patch::review(std::move(*Patches), std::move(*Base), *Where->Flags,
                    Where->Root, reviewOptions(Options, *Rules, *Suppressed));
  if (Error E = tellOfStale(Options, R.Patches, Where->Root, R.after()))
    return E;
  if (Error E = writeReview(R, Options))
    return E;
  return statusOf(R);
}

} // namespace epf
