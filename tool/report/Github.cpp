//===- Github.cpp - The report as GitHub annotations ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A workflow command is one line, and its properties end at a comma or a colon:
// those are escaped, so that no path and no message can end one or begin
// another.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Github.h"
#include "tool/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace epf {

/// What a step may annotate of each kind.
static constexpr size_t Most = 10;

namespace {
struct Annotation {
  Severity Level;
  Location Where; ///< without a line: of the file as a whole
  std::string Title;
  std::string Message;
};
} // namespace

static std::string escaped(StringRef Text, StringRef Special) {
  std::string Result;
  for (char C : Text)
    if (Special.contains(C))
      Result += "%" + utohexstr(static_cast<unsigned char>(C),
                                /*LowerCase=*/false, /*Width=*/2);
    else
      Result += C;
  return Result;
}

static std::string dataText(StringRef Text) { return escaped(Text, "%\r\n"); }
static std::string propertyText(StringRef Text) {
  return escaped(Text, "%\r\n:,");
}

static const char *command(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "notice";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("covered switch");
}

static void write(raw_ostream &OS, const Annotation &A) {
  OS << "::" << command(A.Level) << " title=" << propertyText(A.Title);
  if (!A.Where.File.empty())
    OS << ",file=" << propertyText(A.Where.File);
  if (A.Where.Line)
    OS << ",line=" << A.Where.Line << ",endLine=" << A.Where.EndLine
       << ",col=" << A.Where.Column << ",endColumn=" << A.Where.EndColumn;
  OS << "::" << dataText(A.Message) << '\n';
}

static std::string message(const Finding &F) {
  std::string Result = F.Message;
  raw_string_ostream OS(Result);
  unsigned Step = 0;
  for (const Event &E : F.Witness)
    OS << "\n(" << ++Step << ") " << E.Message << ", line " << E.Where.Line;
  const Fix *Repair = F.repair();
  if (Repair && !Repair->Failed)
    OS << "\nfix: " << Repair->Description << " (" << standing(*Repair) << ')';
  return Result;
}

static std::vector<Annotation> annotations(const Report &R) {
  SourceText Sources(R.Root, R.Overlay);
  std::vector<Annotation> All;
  for (const Finding &F : R.Findings) {
    Location Where = Sources.firstLineOf(F.Where);
    Where.Column = Sources.utf16Column(Where.File, Where.Line, Where.Column);
    Where.EndColumn =
        Sources.utf16Column(Where.File, Where.Line, Where.EndColumn);
    All.push_back({F.Level, Where, F.Rule, message(F)});
  }
  for (const UnitReport &Unit : R.Units)
    if (Unit.Status == UnitStatus::Failed ||
        Unit.Status == UnitStatus::Incomplete)
      All.push_back(
          {Severity::Note,
           {Unit.File},
           Unit.Status == UnitStatus::Failed ? "not analysed" : "incomplete",
           Unit.Reason});
  return All;
}

void writeGithub(const Report &R, raw_ostream &OS) {
  std::vector<Annotation> All = annotations(R);
  size_t Written = 0;
  auto WriteFirst = [&](Severity Level, size_t Limit) {
    for (const Annotation &A : All)
      if (A.Level == Level && Limit > 0) {
        write(OS, A);
        ++Written;
        --Limit;
      }
  };
  WriteFirst(Severity::Error, Most);
  WriteFirst(Severity::Warning, Most);
  size_t Notices = count_if(
      All, [](const Annotation &A) { return A.Level == Severity::Note; });
  // The notice that tells what was cut needs a place of its own.
  bool Cut = Written + std::min(Notices, Most) < All.size();
  WriteFirst(Severity::Note, Cut ? Most - 1 : Most);
  if (Cut)
    write(OS, {Severity::Note,
               {},
               "epflint",
               (Twine(Written) + " of " + Twine(All.size()) +
                " annotations are shown, as many as GitHub takes from a step; "
                "--format sarif has them all")
                   .str()});
}

} // namespace epf
