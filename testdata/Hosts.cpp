//===- Hosts.cpp - The same cases for every host --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Hosts.h"
#include "testdata/Analyse.h"
#include "testdata/Case.h"
#include "tool/fix/Edits.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/xxhash.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>

using namespace llvm;

namespace epf {

std::string Shown::str(StringRef File) const {
  std::string Text =
      (File + ":" + shownStep(Line, Column, Rule + ": " + Message)).str();
  for (const std::string &Step : Steps)
    Text += "\n  " + Step;
  if (!Fix.empty())
    Text += "\n  fix: " + Fix;
  if (!Fixed.empty())
    Text += "\n  " + utohexstr(xxh3_64bits(Fixed));
  return Text;
}

std::string shownStep(unsigned Line, unsigned Column, StringRef Message) {
  return (Twine(Line) + ":" + Twine(Column) + ": " + Message).str();
}

std::pair<unsigned, unsigned> lineAndColumn(StringRef Text, size_t Offset) {
  StringRef Before = Text.take_front(Offset);
  size_t NewLine = Before.rfind('\n');
  size_t Start = NewLine == StringRef::npos ? 0 : NewLine + 1;
  return {Before.count('\n') + 1, Offset - Start + 1};
}

HostCases::HostCases(StringRef Compiler) {
  auto Commands = nlohmann::json::array();
  for (const std::string &File : caseFiles()) {
    std::string Name = File;
    std::replace(Name.begin(), Name.end(), '/', '.');
    std::string &Text = Texts[Name] =
        readCase(readSource("testdata/" + File)).Text;
    Tree.write(Name, Text);
    Commands.push_back({{"directory", Tree.path()},
                        {"file", Name},
                        {"command", (Compiler + " " +
                                     join(caseFlags(Text), " ") + " -c " + Name)
                                        .str()}});
  }
  Tree.write("compile_commands.json", Commands.dump());
}

std::vector<std::string> HostCases::expected(StringRef Name,
                                             bool FixNames) const {
  const std::string &Text = Texts.at(Name.str());
  UnitReport Unit = analyseUnit(Tree.path(Name), GivenFlags(caseFlags(Text)),
                                SourceRoot(Tree.path()), UnitOptions());
  EXPECT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
  std::vector<std::string> All;
  for (const Finding &F : Unit.Findings) {
    Shown S{F.Rule, F.Message, F.Where.Line, F.Where.Column, {}, {}, {}};
    for (const Event &E : F.Witness) {
      std::string Number = "(" + utostr(S.Steps.size() + 1) + ") ";
      S.Steps.push_back(
          shownStep(E.Where.Line, E.Where.Column, Number + E.Message));
    }
    if (const Fix *Repair = F.repair(); Repair && Repair->Verified) {
      S.Fix = FixNames ? Repair->Description : "";
      S.Fixed = applyEdits(Text, Repair->Edits);
    }
    All.push_back(S.str(Name));
  }
  return All;
}

HostOutcome runHost(const TestTree &Tree, std::vector<std::string> Words,
                    StringRef Input) {
  auto Program = sys::findProgramByName(Words[0]);
  if (!Program)
    return {-1, "", Words[0] + ": " + Program.getError().message()};
  std::string Out = Tree.path("stdout"), Err = Tree.path("stderr");
  sys::fs::remove(Out);
  sys::fs::remove(Err);
  std::vector<StringRef> Refs(Words.begin(), Words.end());
  std::string Complaint;
  int Status = sys::ExecuteAndWait(*Program, Refs, std::nullopt,
                                   {Input, Out, Err}, 0, 0, &Complaint);
  auto Read = [](StringRef Path) {
    auto Text = MemoryBuffer::getFile(Path);
    return Text ? (*Text)->getBuffer().str() : "";
  };
  return {Status, Read(Out), Read(Err) + Complaint};
}

} // namespace epf
