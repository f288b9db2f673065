//===- TidyModule.cpp - Each rule a check of clang-tidy -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loaded by `clang-tidy-19 -load`, and linked into epflint-clangd. A check has
// the rule's name and shows that rule's findings; the unit is analysed once for
// all checks that are enabled. NOLINT, -export-fixes and the like are the
// host's own work.
//
// Where a fix hangs says what the host may do with it. clang-tidy's -fix
// applies what hangs on the warning: fixes that are safe and held. One that a
// person should look at hangs on a note, which takes --fix-notes. In clangd
// (`self-contained diagnostics`) all of them hang on notes, since there a note
// is the title of a quick-fix that nothing applies by itself; with an editor on
// the other side they come later (LateFixes.h).
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "tool/hosts/LateFixes.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include <mutex>

using namespace llvm;
using namespace clang;
using namespace clang::ast_matchers;

namespace epf {

namespace {

/// What was found in one translation unit, for all checks on it.
class UnitFindings {
public:
  explicit UnitFindings(const tidy::ClangTidyContext &Host) : Host(Host) {}

  const GuestUnit &of(ASTContext &Context, const Preprocessor &PP) {
    if (Analysed != &Context) {
      StringSet<> Wanted;
      for (const RuleInfo &Rule : allRules())
        if (Host.isCheckEnabled(Rule.Name))
          Wanted.insert(Rule.Name);
      AnalysisOptions Options;
      Options.Wanted = [=](StringRef Rule) { return Wanted.contains(Rule); };
      Unit = std::make_shared<GuestUnit>(Context, PP, std::move(Options));
      Analysed = &Context;
      if (isLate())
        fixLater(Unit);
    }
    return *Unit;
  }

  /// Whether repairs are not tried here.
  bool isLate() const { return Host.areDiagsSelfContained() && fixesAreLate(); }

private:
  const tidy::ClangTidyContext &Host;
  const ASTContext *Analysed = nullptr;
  std::shared_ptr<GuestUnit> Unit;
};

/// The UnitFindings of the checks that are being made for Host: clang-tidy
/// makes one at a time, clangd makes those of several files at once. The checks
/// own them.
class UnitsAtWork {
public:
  std::shared_ptr<UnitFindings> unit(const tidy::ClangTidyContext &Host) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::weak_ptr<UnitFindings> &Known = Units[&Host];
    std::shared_ptr<UnitFindings> Unit = Known.lock();
    if (!Unit)
      Known = Unit = std::make_shared<UnitFindings>(Host);
    return Unit;
  }

private:
  std::mutex Mutex;
  DenseMap<const tidy::ClangTidyContext *, std::weak_ptr<UnitFindings>> Units;
};

class RuleCheck : public tidy::ClangTidyCheck {
public:
  RuleCheck(StringRef Name, tidy::ClangTidyContext *Host,
            std::shared_ptr<UnitFindings> Unit)
      : ClangTidyCheck(Name, Host), Name(Name), Unit(std::move(Unit)) {}

  bool isLanguageVersionSupported(const LangOptions &Language) const override {
    return !Language.CPlusPlus && !Language.ObjC;
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *Main,
                           Preprocessor *) override {
    PP = Main;
  }

  void registerMatchers(MatchFinder *Finder) override {
    // Only to be told of the tree; the work is done at its end.
    Finder->addMatcher(functionDecl(isDefinition(), isExpansionInMainFile()),
                       this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Context = Result.Context;
  }

  void onEndOfTranslationUnit() override {
    if (!Context)
      return;
    const GuestUnit &Guest = Unit->of(*Context, *PP);
    for (const Finding &F : Guest.findings())
      if (F.Rule == Name)
        show(F, Unit->isLate() ? std::nullopt : Guest.repair(F));
    Context = nullptr;
    Attached.clear();
  }

private:
  void show(const Finding &F, const std::optional<Fix> &Repair) {
    // One repair may be that of several findings: clang-tidy would apply none
    // of two that are alike.
    bool Applies = Repair && Repair->How == Applicability::Safe &&
                   !areDiagsSelfContained() &&
                   !is_contained(Attached, Repair->Edits);
    if (Applies)
      Attached.push_back(Repair->Edits);
    {
      auto Warning = diag(place(F.Where), "%0", level(F.Level)) << F.Message;
      if (Applies)
        attach(Warning, *Repair);
    }
    unsigned Step = 0;
    for (const Event &E : F.Witness)
      note(E.Where, ("(" + Twine(++Step) + ") " + E.Message).str());
    if (!Repair || Applies)
      return;
    auto Note = note(F.Where, "fix: " + Repair->Description);
    attach(Note, *Repair);
  }

  DiagnosticBuilder note(const Location &Where, const std::string &Message) {
    return diag(place(Where), "%0", DiagnosticIDs::Note) << Message;
  }

  static DiagnosticIDs::Level level(Severity Level) {
    return Level == Severity::Error ? DiagnosticIDs::Error
                                    : DiagnosticIDs::Warning;
  }

  SourceLocation place(const Location &Where) const {
    const SourceManager &Sources = Context->getSourceManager();
    FileID Main = Sources.getMainFileID();
    OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Main);
    if (Entry && Entry->getName() == Where.File)
      return Sources.translateLineCol(Main, Where.Line, Where.Column);
    auto Other = Sources.getFileManager().getOptionalFileRef(Where.File);
    return Other
               ? Sources.translateFileLineCol(*Other, Where.Line, Where.Column)
               : SourceLocation();
  }

  /// Hosts take two edits that touch for two that are at odds: they are made
  /// one.
  void attach(const DiagnosticBuilder &To, const Fix &Repair) const {
    const SourceManager &Sources = Context->getSourceManager();
    SourceLocation Start =
        Sources.getLocForStartOfFile(Sources.getMainFileID());
    for (size_t I = 0; I != Repair.Edits.size();) {
      Edit E = Repair.Edits[I++];
      while (I != Repair.Edits.size() &&
             Repair.Edits[I].Offset == E.Offset + E.Length) {
        E.Length += Repair.Edits[I].Length;
        E.Replacement += Repair.Edits[I++].Replacement;
      }
      SourceLocation Begin = Start.getLocWithOffset(E.Offset);
      To << FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin,
                                        Begin.getLocWithOffset(E.Length)),
          E.Replacement);
    }
  }

  std::string Name;
  std::shared_ptr<UnitFindings> Unit;
  std::vector<std::vector<Edit>> Attached; ///< to findings of this file
  const Preprocessor *PP = nullptr;
  ASTContext *Context = nullptr;
};

class RuleModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    auto Units = std::make_shared<UnitsAtWork>();
    for (const RuleInfo &Rule : allRules())
      Factories.registerCheckFactory(
          Rule.Name, [Units](StringRef Name, tidy::ClangTidyContext *Host) {
            return std::make_unique<RuleCheck>(Name, Host, Units->unit(*Host));
          });
  }
};

} // namespace

static tidy::ClangTidyModuleRegistry::Add<RuleModule>
    Added("epflint-module", "IRQs and doorbells of Linux drivers");

} // namespace epf
