//===- Case.cpp - A file of cases and what it expects ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Case.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

static SmallVector<StringRef, 0> linesOf(StringRef Text) {
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  if (!Lines.empty() && Lines.back().empty())
    Lines.pop_back();
  return Lines;
}

Case readCase(StringRef Annotated) {
  Case C;
  unsigned Line = 0;
  for (StringRef Each : linesOf(Annotated)) {
    StringRef Note = Each.ltrim();
    if (Note.consume_front("//!")) {
      C.Expected[Line].push_back(
          Note.drop_while([](char C) { return C == ' '; }).rtrim().str());
      continue;
    }
    ++Line;
    C.Text += Each.str() + "\n";
  }
  return C;
}

// What belongs to a finding is indented below it. Only the form tells: a
// finding begins with the name of its rule.
static bool isFinding(StringRef Note) {
  return Note.starts_with("epf-") || Note.starts_with("doubt: ") ||
         Note.starts_with("not judged: ");
}

std::string annotate(StringRef Text, const Notes &Expected) {
  std::string Result;
  unsigned Line = 0;
  for (StringRef Each : linesOf(Text)) {
    Result += Each.str() + "\n";
    auto Here = Expected.find(++Line);
    if (Here == Expected.end())
      continue;
    StringRef Indent = Each.take_while([](char C) { return C == '\t'; });
    for (const std::string &Note : Here->second)
      Result +=
          Indent.str() + (isFinding(Note) ? "//! " : "//!   ") + Note + "\n";
  }
  return Result;
}

Notes notesOf(ArrayRef<Finding> Findings) {
  Notes All;
  for (const Finding &F : Findings) {
    std::vector<std::string> &Here = All[F.Where.Line];
    Here.push_back(F.Rule + ": " + F.Message);
    for (const Event &E : F.Witness) {
      std::string File = E.Where.File == F.Where.File ? "" : E.Where.File + ":";
      int Distance = int(E.Where.Line) - int(F.Where.Line);
      Here.push_back(File + formatv("{0}{1} {2}", Distance < 0 ? "" : "+",
                                    Distance, E.Message)
                                .str());
    }
    if (F.repair())
      Here.push_back("fix: " + F.repair()->Description);
  }
  return All;
}

void addDoubts(Notes &All, StringRef Text, ArrayRef<Finding> Doubts,
               ArrayRef<Unjudged> NotJudged) {
  if (Doubts.empty())
    return;
  for (const Finding &F : Doubts)
    All[F.Where.Line].push_back("doubt: " + F.Rule + ": " + F.Message);
  for (const Unjudged &U : NotJudged)
    All[linesOf(Text).size()].push_back(
        formatv("not judged: {0} {1}", U.Count, U.Reason).str());
}

std::string difference(StringRef Text, const Notes &Expected,
                       const Notes &Actual) {
  std::string Result;
  raw_string_ostream OS(Result);
  SmallVector<StringRef, 0> Lines = linesOf(Text);
  static const std::vector<std::string> None;
  auto At = [](const Notes &All, unsigned Line) -> auto & {
    auto It = All.find(Line);
    return It == All.end() ? None : It->second;
  };
  for (unsigned Line = 0; Line <= Lines.size(); ++Line) {
    auto &Want = At(Expected, Line), &Got = At(Actual, Line);
    if (Want == Got)
      continue;
    OS << Line << ": " << (Line ? Lines[Line - 1] : "") << '\n';
    // Lists are short: what they begin and end with alike is left
    // out.
    size_t Head = 0, Tail = 0, Shorter = std::min(Want.size(), Got.size());
    while (Head < Shorter && Want[Head] == Got[Head])
      ++Head;
    while (Tail < Shorter - Head &&
           Want.end()[-1 - Tail] == Got.end()[-1 - Tail])
      ++Tail;
    for (const std::string &Note :
         ArrayRef(Want).drop_front(Head).drop_back(Tail))
      OS << "  - //! " << Note << '\n';
    for (const std::string &Note :
         ArrayRef(Got).drop_front(Head).drop_back(Tail))
      OS << "  + //! " << Note << '\n';
  }
  return Result;
}

// The text of the comment that ends on the last of Lines, on one line.
static std::string commentAbove(ArrayRef<StringRef> Lines) {
  SmallVector<StringRef, 4> Words;
  if (Lines.empty() || !Lines.back().ends_with("*/"))
    return "";
  size_t First = Lines.size() - 1;
  while (First > 0 && !Lines[First].starts_with("/*"))
    --First;
  for (StringRef Line : Lines.drop_front(First)) {
    StringRef Part = Line.trim("/* \t");
    if (!Part.empty())
      Words.push_back(Part);
  }
  return join(Words, " ");
}

std::vector<CaseFunction> functionsOf(StringRef Text) {
  static const Regex Named("([A-Za-z_][A-Za-z_0-9]*)\\(");
  std::vector<CaseFunction> Functions;
  SmallVector<StringRef, 0> Lines = linesOf(Text);
  auto Precedes = [](StringRef Line) {
    return Line.empty() || Line == "}" || Line.ends_with("*/") ||
           Line.starts_with("#");
  };
  for (size_t Brace = 1; Brace < Lines.size(); ++Brace) {
    if (Lines[Brace] != "{")
      continue;
    size_t First = Brace;
    while (First > 0 && !Precedes(Lines[First - 1]))
      --First;
    std::string Head = join(ArrayRef(Lines).slice(First, Brace - First), " ");
    SmallVector<StringRef, 2> Match;
    if (Named.match(Head, &Match))
      Functions.push_back(
          {Match[1].str(), commentAbove(ArrayRef(Lines).take_front(First))});
  }
  return Functions;
}

std::set<std::string> rulesIn(StringRef Comment, StringRef Prefix) {
  std::set<std::string> Rules;
  SmallVector<StringRef, 2> Verdicts;
  Comment.split(Verdicts, ';');
  for (StringRef Verdict : Verdicts) {
    Verdict = Verdict.trim();
    if (!Verdict.consume_front(Prefix))
      continue;
    SmallVector<StringRef, 4> Names;
    Verdict.split(Names, ',');
    for (StringRef Name : Names)
      Rules.insert(Name.trim().str());
  }
  return Rules;
}

std::map<std::string, std::set<std::string>>
verdictsOf(ArrayRef<Finding> Findings) {
  std::map<std::string, std::set<std::string>> Verdicts;
  for (const Finding &F : Findings)
    Verdicts[F.Function].insert(F.Rule);
  return Verdicts;
}

} // namespace epf
