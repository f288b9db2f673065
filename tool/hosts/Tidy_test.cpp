//===- Tidy_test.cpp - The rules in the real clang-tidy -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs clang-tidy-19 with the module loaded, as a user would.
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "testdata/Case.h"
#include "testdata/Hosts.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/YAMLTraits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf;
using clang::tooling::Replacements;
using llvm::StringRef;
using testing::HasSubstr;
using testing::UnorderedElementsAreArray;

namespace {

HostOutcome runTidy(const TestTree &Tree, std::vector<std::string> Words,
                    std::string Checks = "-*,epf-*") {
  std::vector<std::string> All = {"clang-tidy-19", "-load", EPFLINT_TIDY,
                                  "-checks=" + Checks};
  All.insert(All.end(), Words.begin(), Words.end());
  return runHost(Tree, std::move(All));
}

std::string applied(StringRef Text,
                    const llvm::StringMap<Replacements> &Edits) {
  EXPECT_LE(Edits.size(), 1u);
  return Edits.empty() ? ""
                       : llvm::cantFail(clang::tooling::applyAllReplacements(
                             Text, Edits.begin()->second));
}

Shown shown(const clang::tooling::Diagnostic &D, StringRef Text) {
  auto [Line, Column] = lineAndColumn(Text, D.Message.FileOffset);
  Shown S{D.DiagnosticName, D.Message.Message, Line, Column, {}, {}, {}};
  S.Fixed = applied(Text, D.Message.Fix);
  for (const auto &Note : D.Notes) {
    StringRef Message = Note.Message;
    if (Message.consume_front("fix: ")) {
      EXPECT_EQ(S.Fixed, "") << Note.Message;
      S.Fixed = applied(Text, Note.Fix);
      continue;
    }
    auto [Line, Column] = lineAndColumn(Text, Note.FileOffset);
    S.Steps.push_back(shownStep(Line, Column, Message));
  }
  return S;
}

} // namespace

TEST(Tidy, ShowsWhatTheCommandLineShows) {
  HostCases Cases("clang");
  std::string Export = Cases.Tree.path("export.yaml");
  std::vector<std::string> Words = {"-p", Cases.Tree.path(),
                                    "-export-fixes=" + Export};
  for (auto &[Name, Text] : Cases.Texts)
    Words.push_back(Cases.Tree.path(Name));
  HostOutcome O = runTidy(Cases.Tree, Words);
  ASSERT_EQ(O.Status, 0) << O.Err;

  auto Yaml = llvm::MemoryBuffer::getFile(Export);
  ASSERT_TRUE(bool(Yaml)) << Export;
  clang::tooling::TranslationUnitDiagnostics All;
  llvm::yaml::Input In((*Yaml)->getBuffer());
  In >> All;
  ASSERT_FALSE(In.error());
  std::map<std::string, std::vector<std::string>> Found;
  for (const auto &D : All.Diagnostics) {
    std::string Name = llvm::sys::path::filename(D.Message.FilePath).str();
    Found[Name].push_back(shown(D, Cases.Texts.at(Name)).str(Name));
  }
  // clang-tidy does not say what a safe fix is called.
  for (auto &[Name, Text] : Cases.Texts)
    EXPECT_THAT(Found[Name],
                UnorderedElementsAreArray(Cases.expected(Name, false)));
}

namespace {

/// A case with one safe fix, in a directory of its own.
class TidyTest : public testing::Test {
protected:
  HostOutcome run(std::vector<std::string> Words, std::string Text = "",
                  std::string Checks = "-*,epf-*") {
    Words.push_back(Tree.write("flags.c", Text.empty() ? Driver : Text));
    Words.push_back("--");
    for (const std::string &Flag : caseFlags(Driver))
      Words.push_back(Flag);
    return runTidy(Tree, std::move(Words), std::move(Checks));
  }

  std::string file() {
    return (*llvm::MemoryBuffer::getFile(Tree.path("flags.c")))
        ->getBuffer()
        .str();
  }

  TestTree Tree;
  std::string Driver =
      "#include <linux/interrupt.h>\n"
      "#include <linux/pci-ep-msi.h>\n"
      "#include <linux/pci-epf.h>\n"
      "int ring_start(struct pci_epf *epf, irq_handler_t rung)\n"
      "{\n"
      "\tint ret = pci_epf_alloc_doorbell(epf, 1);\n"
      "\n"
      "\tif (ret)\n"
      "\t\treturn ret;\n"
      "\tret = request_irq(epf->db_msg[0].virq, rung, 0, \"ring\", epf);\n"
      "\tif (ret)\n"
      "\t\tpci_epf_free_doorbell(epf);\n"
      "\treturn ret;\n"
      "}\n";
};

} // namespace

TEST_F(TidyTest, ObeysNolint) {
  EXPECT_THAT(run({}).Out, HasSubstr("[epf-irq-flags-ignored]"));
  std::string Text = Driver;
  Text.insert(Text.find("\tret = request_irq"),
              "\t/* NOLINTNEXTLINE(epf-irq-flags-ignored) */\n");
  EXPECT_EQ(run({}, Text).Out, "");
}

TEST_F(TidyTest, RunsOnlyWhatIsEnabled) {
  EXPECT_EQ(run({}, "", "-*,epf-irq-leak").Out, "");
}

TEST_F(TidyTest, SaysNothingBehindAHeaderThatIsMissing) {
  EXPECT_THAT(run({}, "#include <gone.h>\n" + Driver).Out,
              testing::AllOf(HasSubstr("'gone.h' file not found"),
                             testing::Not(HasSubstr("[epf-"))));
}

TEST_F(TidyTest, FixWritesWhatIsSafe) {
  run({"-fix"});
  EXPECT_THAT(file(), HasSubstr("rung, epf->db_msg[0].irq_flags,\n"
                                "\t\t\t  \"ring\""));
  EXPECT_EQ(run({}, file()).Out, "");
}

TEST_F(TidyTest, FixLeavesWhatIsToBeReviewed) {
  std::string Text =
      readCase(readSource("testdata/epf-bar-remapped/mapping.c")).Text;
  EXPECT_THAT(run({"-fix"}, Text).Out, HasSubstr("note: fix: "));
  EXPECT_EQ(file(), Text);
  run({"-fix-notes"}, Text);
  EXPECT_NE(file(), Text);
}
