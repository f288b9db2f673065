//===- KbuildCommand_test.cpp - epflint kbuild from outside ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls the program with what kbuild gives a checker. Kernel_test has kbuild
// itself call it.
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "testdata/Hosts.h"
#include "tool/fix/Edits.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Regex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>

using namespace epf;
using llvm::StringRef;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

namespace {

/// `epflint kbuild Own...` as kbuild completes it for a file.
HostOutcome runKbuild(const HostCases &Cases, const std::string &Name,
                      const std::vector<std::string> &Own = {}) {
  std::vector<std::string> Words = {EPFLINT_BIN, "kbuild"};
  Words.insert(Words.end(), Own.begin(), Own.end());
  for (const char *Word :
       {"-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__",
        "-Wbitwise", "-Wno-return-void", "-Wno-unknown-attribute", "--arch=x86",
        "-mlittle-endian", "-m64", "-fconserve-stack", "--param=foo=1"})
    Words.push_back(Word);
  Words.push_back("-Wp,-MMD," + Cases.Tree.path("." + Name + ".d"));
  for (const std::string &Flag : caseFlags(Cases.Texts.at(Name)))
    Words.push_back(Flag);
  Words.push_back(Cases.Tree.path(Name));
  return runHost(Cases.Tree, std::move(Words));
}

/// Text with the fix of a finding in a report applied; empty if it has none
/// that holds.
std::string fixedBy(const nlohmann::json &Finding, StringRef Text) {
  if (!Finding.contains("fix") || !Finding["fix"]["verified"])
    return "";
  std::vector<Edit> Edits;
  for (const auto &E : Finding["fix"]["edits"])
    Edits.push_back({E["file"], E["offset"], E["length"], E["replacement"]});
  return applyEdits(Text, Edits);
}

/// The findings in what compilers print, with what the fixes in the Report of
/// the same run make of Text.
std::vector<std::string> shown(StringRef Lines, const nlohmann::json &Report,
                               const std::string &Path, StringRef Name,
                               StringRef Text) {
  llvm::Regex Form("^(.+):([0-9]+):([0-9]+): (warning|error|note): (.*)$");
  std::vector<Shown> All;
  for (StringRef Line : llvm::split(Lines.rtrim(), '\n')) {
    llvm::SmallVector<StringRef> Parts;
    if (!Form.match(Line, &Parts) || Parts[1] != Path) {
      ADD_FAILURE() << "not in form: " << Line.str();
      continue;
    }
    unsigned Row = 0, Column = 0;
    Parts[2].getAsInteger(10, Row);
    Parts[3].getAsInteger(10, Column);
    StringRef Message = Parts[5];
    if (Parts[4] != "note") {
      auto [Text, Rule] = Message.rsplit(" [");
      All.push_back(
          {Rule.drop_back().str(), Text.str(), Row, Column, {}, {}, {}});
    } else if (Message.consume_front("fix: ")) {
      All.back().Fix = Message.str();
    } else {
      All.back().Steps.push_back(shownStep(Row, Column, Message));
    }
  }
  EXPECT_EQ(All.size(), Report["findings"].size());
  std::vector<std::string> Texts;
  for (auto [S, Finding] : llvm::zip(All, Report["findings"])) {
    S.Fixed = fixedBy(Finding, Text);
    Texts.push_back(S.str(Name));
  }
  return Texts;
}

class KbuildCommand : public testing::Test {
protected:
  /// What a run with --json=reports has written of a case.
  nlohmann::json reportOf(const std::string &Name) {
    std::string File = Cases.Tree.path("reports/" + Name + ".json");
    auto Text = llvm::MemoryBuffer::getFile(File);
    EXPECT_TRUE(bool(Text)) << File;
    return nlohmann::json::parse(Text ? (*Text)->getBuffer().str() : "{}");
  }

  HostCases Cases{"gcc"};
  std::string Bad = "epf-irq-flags-ignored.flags.c";
};

} // namespace

// It is the program whose library is compared with: the sample will do, but in
// a test of all hosts.
TEST_F(KbuildCommand, ShowsWhatTheCommandLineShows) {
  std::string Reports = Cases.Tree.path("reports");
  for (auto &[Name, Text] : Cases.Texts) {
    if (!StringRef(Name).starts_with("sample.") && !getenv("EPFLINT_HOSTS"))
      continue;
    HostOutcome O = runKbuild(Cases, Name, {"--json=" + Reports});
    EXPECT_EQ(O.Status, 0);
    EXPECT_THAT(O.Out, IsEmpty());
    std::vector<std::string> Found;
    if (!O.Err.empty())
      Found = shown(O.Err, reportOf(Name), Cases.Tree.path(Name), Name, Text);
    EXPECT_THAT(Found, UnorderedElementsAreArray(Cases.expected(Name)));
    EXPECT_FALSE(llvm::sys::fs::exists(Cases.Tree.path("." + Name + ".d")));
  }
}

TEST_F(KbuildCommand, FailsOnlyWhenItIsToBeStrict) {
  EXPECT_EQ(runKbuild(Cases, Bad).Status, 0);
  EXPECT_EQ(runKbuild(Cases, Bad, {"--strict"}).Status, 1);
  EXPECT_EQ(
      runKbuild(Cases, Bad, {"--strict", "--rules=epf-doorbell-*"}).Status, 0);
}

TEST_F(KbuildCommand, HeedsWhatCheckHeeds) {
  Cases.Tree.write(".epflint.json",
                   R"({"suppressions": [{"rule": "epf-irq-flags-ignored",
      "file": "*.c", "reason": "of another platform"}]})");
  HostOutcome O = runKbuild(Cases, Bad, {"--strict"});
  EXPECT_EQ(O.Status, 0);
  EXPECT_EQ(O.Err, "");
  O = runKbuild(Cases, Bad, {"--strict", "--rules=epf-doorbell-*"});
  EXPECT_THAT(O.Err, HasSubstr("epflint.json: stale suppression: "
                               "epf-irq-flags-ignored in *.c\n"));
  Cases.Tree.write(".epflint.json",
                   R"({"rules": [{"path": "*", "off": ["epf-irq-*"]}]})");
  EXPECT_EQ(runKbuild(Cases, Bad, {"--strict"}).Status, 0);
  std::string Other = Cases.Tree.write("other.json", "{}");
  EXPECT_EQ(runKbuild(Cases, Bad, {"--strict", "--config=" + Other}).Status, 1);
  Cases.Tree.write(".epflint.json", "{");
  EXPECT_EQ(runKbuild(Cases, Bad).Status, 2);
}

TEST_F(KbuildCommand, WritesAReportOfEachFile) {
  runKbuild(Cases, Bad, {"--json=" + Cases.Tree.path("reports")});
  nlohmann::json Report = reportOf(Bad);
  EXPECT_EQ(Report["units"][0]["file"], Bad);
  EXPECT_EQ(Report["findings"].size(), Cases.expected(Bad).size());
}

TEST_F(KbuildCommand, TellsWhatItCouldNotJudge) {
  std::string Broken = "sample.epf-vdoor.c";
  Cases.Texts[Broken] = "#include <none.h>\n" + Cases.Texts[Broken];
  Cases.Tree.write(Broken, Cases.Texts[Broken]);
  HostOutcome O = runKbuild(Cases, Broken);
  EXPECT_EQ(O.Status, 0);
  EXPECT_THAT(O.Err, HasSubstr("note: epflint could not judge all of it: " +
                               Broken + ":1: 'none.h' file not found"));
  EXPECT_EQ(runKbuild(Cases, Broken, {"--strict"}).Status, 3);
}

TEST_F(KbuildCommand, RefusesWrongUse) {
  EXPECT_EQ(runHost(Cases.Tree, {EPFLINT_BIN, "kbuild", "-Ix"}).Status, 2);
  EXPECT_EQ(runKbuild(Cases, Bad, {"--rules=epf-irq-leek"}).Status, 2);
}
