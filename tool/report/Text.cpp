//===- Text.cpp - The report for people -----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Colours are clang's: locations bold, severities and carets in their own.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Text.h"
#include "tool/source/Printable.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Format.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace epf {

static raw_ostream::Colors severityColour(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return raw_ostream::CYAN;
  case Severity::Warning:
    return raw_ostream::MAGENTA;
  case Severity::Error:
    return raw_ostream::RED;
  }
  llvm_unreachable("covered switch");
}

/// "path:line:col: severity: "
static void writeHead(raw_ostream &OS, const Location &Where, Severity Level) {
  OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  if (!Where.File.empty())
    OS << printable(Where.File) << ':' << Where.Line << ':' << Where.Column
       << ": ";
  OS.changeColor(severityColour(Level), /*Bold=*/true);
  OS << severityName(Level) << ": ";
  OS.resetColor();
}

/// The line that Where begins in, and a caret with a tail below its range.
static void writeSnippet(raw_ostream &OS, const Location &Where,
                         SourceText &Sources) {
  StringRef Line = Sources.line(Where.File, Where.Line).rtrim('\r');
  if (Line.empty() || Where.Column == 0 || Where.Column > Line.size())
    return;
  size_t Begin = Where.Column - 1;
  size_t End = Where.EndLine == Where.Line ? Where.EndColumn - 1 : Line.size();
  End = std::clamp(End, Begin + 1, Line.size());

  OS << format("%5u | ", Where.Line) << printable(Line) << "\n      | ";
  for (char C : printable(Line.take_front(Begin)))
    OS << (C == '\t' ? '\t' : ' ');
  OS.changeColor(raw_ostream::GREEN, /*Bold=*/true);
  OS << '^' << std::string(End - Begin - 1, '~');
  OS.resetColor();
  OS << '\n';
}

static void writeDiff(raw_ostream &OS, StringRef Diff) {
  while (!Diff.empty()) {
    auto [Line, Rest] = Diff.split('\n');
    Diff = Rest;
    if (Line.starts_with("+"))
      OS.changeColor(raw_ostream::GREEN);
    else if (Line.starts_with("-"))
      OS.changeColor(raw_ostream::RED);
    else if (Line.starts_with("@@"))
      OS.changeColor(raw_ostream::CYAN);
    OS << printable(Line.rtrim('\r'));
    OS.resetColor();
    OS << '\n';
  }
}

void writeFinding(raw_ostream &OS, const Finding &F, SourceText &Sources) {
  writeHead(OS, F.Where, F.Level);
  OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  OS << printable(F.Message);
  OS.resetColor();
  OS << " [" << F.Rule << "]\n";
  writeSnippet(OS, F.Where, Sources);

  unsigned Step = 0;
  for (const Event &E : F.Witness) {
    writeHead(OS, E.Where, Severity::Note);
    OS << '(' << ++Step << ") " << printable(E.Message) << '\n';
  }
  const Fix *Repair = F.repair();
  if (!Repair)
    return;
  if (Repair->Failed) {
    OS << "no fix: tried to " << Repair->Description << ", but "
       << Repair->Reason << '\n';
    return;
  }
  OS << "fix: " << Repair->Description << " (" << standing(*Repair) << ")\n";
  writeDiff(OS, Sources.diff(*Repair));
}

std::string counted(size_t Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

static void writeSummary(raw_ostream &OS, const Report &R) {
  OS << counted(R.Findings.size(), "finding") << " in "
     << counted(R.Units.size(), "file") << ": " << R.count(UnitStatus::Analysed)
     << " analysed, " << R.count(UnitStatus::Incomplete) << " incomplete, "
     << R.count(UnitStatus::Skipped)
     << (R.count(UnitStatus::Skipped)
             ? " skipped (no call that the rules know), "
             : " skipped, ")
     << R.count(UnitStatus::Failed) << " failed\n";
  writeShortcomings(OS, R);
  writeNotJudged(OS, R);
}

void writeShortcomings(raw_ostream &OS, const Report &R) {
  if (!R.Suppressed.empty())
    OS << "suppressed: " << R.Suppressed.size() << '\n';
  if (!R.Known.empty())
    OS << "in the baseline: " << R.Known.size() << '\n';
  writeUnanalysed(OS, R);
}

void writeUnanalysed(raw_ostream &OS, const Report &R) {
  for (const UnitReport &Unit : R.Units) {
    if (Unit.Status == UnitStatus::Failed)
      OS << "failed: " << printable(Unit.File + ": " + Unit.Reason) << '\n';
    if (Unit.Status == UnitStatus::Incomplete)
      OS << "incomplete: " << printable(Unit.File + ": " + Unit.Reason) << '\n';
  }
}

void writeNotJudged(raw_ostream &OS, const Report &R) {
  std::map<std::string, unsigned> NotJudged;
  for (const UnitReport &Unit : R.Units)
    for (const Unjudged &U : Unit.NotJudged)
      NotJudged[U.Reason] += U.Count;
  for (const auto &[Reason, Count] : NotJudged)
    OS << "not judged: " << Count << ": " << Reason << '\n';
}

void writeText(const Report &R, raw_ostream &OS) {
  SourceText Sources(R.Root, R.Overlay);
  for (const Finding &F : R.Findings) {
    writeFinding(OS, F, Sources);
    OS << '\n';
  }
  writeSummary(OS, R);
}

} // namespace epf
