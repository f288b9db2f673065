//===- ExportedFixes.cpp - Fixes for clang-apply-replacements -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which finding a step of the composition mends is told by what stays the same
// when lines move. All paths are absolute, since the file may be read anywhere.
//
//===----------------------------------------------------------------------===//

#include "tool/report/ExportedFixes.h"
#include "tool/fix/Lines.h"
#include "tool/report/SourceText.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
namespace tooling = clang::tooling;

namespace epf {

namespace {
class Exporter {
public:
  explicit Exporter(const Report &R) : R(R), Sources(R.Root) {}

  tooling::TranslationUnitDiagnostics run() {
    for (const Finding &F : R.Findings)
      Document.Diagnostics.push_back(diagnostic(F));
    for (const UnitReport &Unit : R.Units)
      if (Unit.Fixed)
        for (const FixPart &Part : Unit.Fixed->parts())
          attach(Part, *Unit.Fixed);
    return std::move(Document);
  }

private:
  tooling::DiagnosticMessage message(const std::string &Text,
                                     const Location &Where) {
    tooling::DiagnosticMessage M(Text);
    M.FilePath = R.Root.absolute(Where.File);
    Lines In(Sources.file(Where.File));
    M.FileOffset = Where.Line ? In.start(Where.Line - 1) + Where.Column - 1 : 0;
    return M;
  }

  tooling::Diagnostic diagnostic(const Finding &F) {
    SmallVector<tooling::DiagnosticMessage, 1> Notes;
    for (const Event &Step : F.Witness)
      Notes.push_back(message(Step.Message, Step.Where));
    return {F.Rule, message(F.Message, F.Where), Notes,
            F.Level == Severity::Error ? tooling::Diagnostic::Error
                                       : tooling::Diagnostic::Warning,
            R.Root.path()};
  }

  /// The place of a finding like F that no part mends yet.
  std::optional<size_t> placeOf(const Finding &F) {
    for (size_t I = 0; I < R.Findings.size(); ++I) {
      const Finding &Each = R.Findings[I];
      if (Each.Where.File == F.Where.File && Each.Rule == F.Rule &&
          Each.Function == F.Function && Each.Role == F.Role &&
          Mended.insert(I).second)
        return I;
    }
    return std::nullopt;
  }

  void attach(const FixPart &Part, const Composition &Made) {
    tooling::Diagnostic *First = nullptr;
    for (size_t Step : Part.Steps) {
      std::optional<size_t> At = placeOf(Made.Steps[Step].Fixed);
      if (!At)
        continue;
      tooling::Diagnostic &Each = Document.Diagnostics[*At];
      if (First)
        Each.Notes.push_back(
            message("mended with another finding", R.Findings[*At].Where));
      else
        First = &Each;
    }
    // Two findings of one place are one in a report; the fix is not lost.
    if (!First)
      First = &Document.Diagnostics.emplace_back(
          diagnostic(Made.Steps[Part.Steps.front()].Fixed));
    for (const Edit &E : Part.Edits) {
      std::string File = R.Root.absolute(E.File);
      cantFail(First->Message.Fix[File].add(
          {File, E.Offset, E.Length, E.Replacement}));
    }
  }

  const Report &R;
  SourceText Sources;
  tooling::TranslationUnitDiagnostics Document;
  std::set<size_t> Mended;
};
} // namespace

void writeExportedFixes(const Report &R, raw_ostream &OS) {
  tooling::TranslationUnitDiagnostics Document = Exporter(R).run();
  yaml::Output Out(OS);
  Out << Document;
}

} // namespace epf
