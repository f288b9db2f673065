//===- Check_test.cpp - The command from outside --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the program as a user would and looks at what it prints, where, and at
// its exit status; above all for input that is wrong.
//
//===----------------------------------------------------------------------===//

#include "tool/source/TestTree.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;

namespace {
struct Outcome {
  int Status;
  std::string Out;
  std::string Err;
};

class CheckTest : public testing::Test {
protected:
  Outcome run(std::vector<std::string> Arguments) {
    std::vector<llvm::StringRef> Words = {EPFLINT_BIN};
    Words.insert(Words.end(), Arguments.begin(), Arguments.end());
    std::string Out = Tree.path("stdout"), Err = Tree.path("stderr");
    llvm::sys::fs::remove(Out);
    llvm::sys::fs::remove(Err);
    int Status = llvm::sys::ExecuteAndWait(EPFLINT_BIN, Words, std::nullopt,
                                           {"", Out, Err});
    return {Status, read(Out), read(Err)};
  }

  std::string read(llvm::StringRef Path) {
    auto Text = llvm::MemoryBuffer::getFile(Path);
    return Text ? (*Text)->getBuffer().str() : "";
  }

  /// Expects an error of one line, nothing else, and the status of wrong use.
  void expectRefused(std::vector<std::string> Arguments,
                     llvm::StringRef Message) {
    Outcome O = run(std::move(Arguments));
    EXPECT_EQ(O.Status, 2);
    EXPECT_THAT(O.Out, IsEmpty());
    EXPECT_THAT(
        O.Err, AllOf(StartsWith("epflint: error: "), HasSubstr(Message.str())));
    EXPECT_EQ(llvm::StringRef(O.Err).count('\n'), 1u) << O.Err;
  }

  /// Expects a report whose one unit has this status and reason.
  void expectUnit(std::vector<std::string> Arguments, int Status,
                  llvm::StringRef UnitStatus, llvm::StringRef Reason) {
    Arguments.insert(Arguments.begin(), {"check", "--format", "json"});
    Outcome O = run(std::move(Arguments));
    EXPECT_EQ(O.Status, Status);
    EXPECT_THAT(O.Err, IsEmpty());
    auto Document = nlohmann::json::parse(O.Out);
    ASSERT_EQ(Document["units"].size(), 1u);
    auto Unit = Document["units"][0];
    EXPECT_EQ(Unit["status"], UnitStatus.str());
    EXPECT_THAT(Unit.value("reason", ""), HasSubstr(Reason.str()));
    EXPECT_EQ(Unit.value("reason", "").find('\n'), std::string::npos);
  }

  /// A file that uses a call the rules know.
  std::string writeDriver(llvm::StringRef Name, llvm::StringRef Head = "") {
    return Tree.write(Name, Head.str() +
                                "void free_irq(unsigned int, void *);\n"
                                "void f(void) { free_irq(0, 0); }\n");
  }

  TestTree Tree;
};
} // namespace

TEST_F(CheckTest, RefusesWrongUse) {
  std::string File = writeDriver("a.c");
  expectRefused({}, "subcommand is required");
  expectRefused({"check"}, "no files to check");
  expectRefused({"check", File, "--frobnicate"}, "--frobnicate");
  expectRefused({"check", File, "-p", "x", "--kernel", "y"}, "give one of");
  expectRefused({"check", File, "--format", "safir", "--"},
                "unknown format 'safir'; did you mean 'sarif'?");
  expectRefused({"rules", "--format", "postscript"},
                "unknown format 'postscript'; there are text and json");
  expectRefused({"check", File, "-o", Tree.path("none/x"), "--"}, "none/x");
  expectRefused({"rules", "--", "-DX"}, "for check and patch only");
}

TEST_F(CheckTest, RefusesPathsThatHoldNothing) {
  expectRefused({"check", Tree.path("none.c"), "--"},
                "none.c: No such file or directory");
  Tree.write("d/a.h", "");
  expectRefused({"check", Tree.path("d"), "--"}, "no C files");
}

TEST_F(CheckTest, RefusesAMalformedDatabase) {
  std::string File = writeDriver("a.c");
  expectRefused({"check", File}, "no compile_commands.json above");
  Tree.write("compile_commands.json", "[{");
  expectRefused({"check", File}, "compile_commands.json: not JSON: [1:");
  expectRefused({"check", File, "-p", Tree.path("none")}, "No such file");
}

TEST_F(CheckTest, RefusesUnknownRules) {
  std::string File = writeDriver("a.c");
  expectRefused({"check", File, "--rules=epf-irq-leek", "--"},
                "unknown rule 'epf-irq-leek'; did you mean 'epf-irq-leak'?");
  expectRefused({"check", File, "--rules=epf-irq-*,foo*", "--"},
                "unknown rule 'foo*'");
  expectRefused({"explain", "irq-leak"}, "did you mean 'epf-irq-leak'?");
}

TEST_F(CheckTest, RefusesTreesThatAreNotPrepared) {
  std::string File = writeDriver("a.c");
  expectRefused({"check", File, "--kernel", Tree.path("none")},
                "not a directory");
  expectRefused({"check", File, "--kernel", Tree.path()},
                "neither a kernel's source");
  Tree.write("linux/Makefile", "");
  Tree.write("linux/include/linux/compiler_types.h", "");
  expectRefused({"check", File, "--kernel", Tree.path("linux")},
                "LLVM=-19 defconfig && make");
}

TEST_F(CheckTest, ReportsFlagsThatClangRefuses) {
  expectUnit({writeDriver("a.c"), "--", "--frobnicate"}, 3, "failed",
             "clang refuses the flags: unknown argument: '--frobnicate'");
  expectUnit({writeDriver("a.c"), "--", "--target=nowhere"}, 3, "failed",
             "nowhere");
}

TEST_F(CheckTest, ReportsAMissingHeader) {
  expectUnit({writeDriver("a.c", "#include <none.h>\n"), "--"}, 3, "failed",
             "a.c:1: 'none.h' file not found");
}

TEST_F(CheckTest, AnalysesAFileWithErrorsAsFarAsItGoes) {
  expectUnit({writeDriver("a.c", "int x = ;\n"), "--"}, 3, "incomplete",
             "a.c:1: expected expression");
}

TEST_F(CheckTest, ReportsWhatIsNotC) {
  expectUnit({writeDriver("a.cpp"), "--"}, 3, "failed", "not a C file");
  expectUnit({writeDriver("a.c"), "--", "-xc++"}, 3, "failed", "not C");
}

TEST_F(CheckTest, SkipsWhatHoldsNothingOfInterest) {
  expectUnit({Tree.write("a.c", ""), "--"}, 0, "skipped", "empty");
  expectUnit({Tree.write("a.c", "int x = ;\n"), "--"}, 0, "skipped",
             "mentions no call");
}

TEST_F(CheckTest, ReportsAFileThatIsTooLarge) {
  std::string Text = "void f(void) { free_irq(0, 0); }\n";
  Text.resize(10 << 20, '\n');
  expectUnit({Tree.write("a.c", Text), "--"}, 3, "failed",
             "of 10485760 bytes; no more than 8388608");
}

TEST_F(CheckTest, ReportsAFileThatCannotBeRead) {
  llvm::sys::fs::create_directories(Tree.path("d/dir.c"));
  Tree.write("d/a.c", "");
  expectUnit({Tree.path("d"), "--"}, 0, "skipped", "empty");
  if (geteuid() == 0)
    GTEST_SKIP() << "root may read every file";
  std::string File = writeDriver("a.c");
  llvm::sys::fs::setPermissions(File, llvm::sys::fs::no_perms);
  expectUnit({File, "--"}, 3, "failed", "Permission denied");
}

TEST_F(CheckTest, TakesFlagsFromTheDatabaseAbove) {
  std::string File = writeDriver("d/a.c", "#ifndef A\n#error no A\n#endif\n");
  Tree.write("compile_commands.json",
             "[{\"directory\": \"" + Tree.path() +
                 "\", \"file\": \"d/a.c\", \"command\": \"gcc -DA -Werror "
                 "-Wp,-MMD,d -mrecord-mcount -c d/a.c\"}]");
  expectUnit({File}, 0, "analysed", "");
  expectUnit({"-p", Tree.path()}, 0, "analysed", "");
  EXPECT_FALSE(llvm::sys::fs::exists(Tree.path("d/d")));
}

TEST_F(CheckTest, WritesFilesWhole) {
  std::string Report = Tree.path("report.txt");
  Outcome O = run({"check", writeDriver("a.c"), "-o", Report, "--"});
  EXPECT_THAT(O.Out + O.Err, IsEmpty());
  EXPECT_THAT(read(Report), HasSubstr("1 analysed"));
}

TEST_F(CheckTest, GivesTheSameReportForAnyNumberOfThreads) {
  for (int I = 0; I < 8; ++I)
    writeDriver("d/" + std::to_string(I) + ".c");
  auto Report = [&](const char *Jobs) {
    return run({"check", Tree.path("d"), "-j", Jobs, "--"}).Out;
  };
  EXPECT_EQ(Report("1"), Report("4"));
}

TEST_F(CheckTest, PrintsRulesPagesAndVersion) {
  EXPECT_THAT(run({"rules"}).Out, HasSubstr("epf-irq-leak"));
  auto Table = nlohmann::json::parse(run({"rules", "--format", "json"}).Out);
  EXPECT_EQ(Table[0].size(), 3u);
  EXPECT_THAT(run({"explain", "epf-irq-leak"}).Out, HasSubstr("epf-irq-leak"));
  EXPECT_THAT(run({"--version"}).Out,
              MatchesRegex("epflint [0-9.]+ \\(LLVM 19[0-9.]+\\)\n"));
  EXPECT_EQ(run({"check", "--help"}).Status, 0);
}

// A driver with two faults that are mended at once, one safe to mend.
class FixTest : public CheckTest {
protected:
  static constexpr llvm::StringLiteral Broken =
      "#include <linux/interrupt.h>\n"
      "struct oven { int irq; };\n"
      "int oven_heat(struct oven *oven);\n"
      "irqreturn_t oven_hot(int irq, void *oven);\n"
      "int oven_start(struct oven *oven)\n"
      "{\n"
      "\tint ret;\n"
      "\n"
      "\tret = request_irq(oven->irq, oven_hot, 0, \"oven\", oven);\n"
      "\tif (ret)\n"
      "\t\treturn ret;\n"
      "\n"
      "\tret = oven_heat(oven);\n"
      "\tif (ret)\n"
      "\t\treturn ret;\n"
      "\n"
      "\treturn 0;\n"
      "}\n";

  Outcome check(std::vector<std::string> Words) {
    Words.insert(Words.begin(), "check");
    Words.insert(Words.end(), {"--", "-std=gnu11", "-nostdinc",
                               "-I" EPFLINT_SOURCE_DIR "/testdata/include"});
    return run(std::move(Words));
  }
};

TEST_F(FixTest, WritesFixesAndThenHasNoneLeft) {
  std::string File = Tree.write("oven.c", Broken);
  Outcome First = check({"--fix=all", File});
  EXPECT_EQ(First.Status, 1);
  EXPECT_THAT(First.Out, HasSubstr("is still requested"));
  EXPECT_THAT(First.Err, MatchesRegex("epflint: .*oven.c: 1 fix written\n"));
  std::string Fixed = read(File);
  EXPECT_NE(Fixed, Broken);
  Outcome Second = check({"--fix=all", File});
  EXPECT_EQ(Second.Status, 0);
  EXPECT_THAT(Second.Err, IsEmpty());
  EXPECT_EQ(read(File), Fixed);
}

TEST_F(FixTest, SaysWhatCannotBeWritten) {
  std::string File = Tree.write("oven.c", Broken);
  ASSERT_EQ(chmod(File.c_str(), 0444), 0);
  Outcome O = check({"--fix=all", File});
  EXPECT_EQ(O.Status, 2);
  EXPECT_EQ(O.Err,
            "epflint: error: " + File + ": not written: it is read-only\n");
  EXPECT_EQ(read(File), Broken);
}

TEST_F(FixTest, PrintsADiffAndWritesNothing) {
  std::string File = Tree.write("oven.c", Broken);
  Outcome O = check({"--diff", File});
  EXPECT_EQ(O.Status, 1);
  EXPECT_THAT(O.Out, StartsWith("--- a/oven.c\n+++ b/oven.c\n@@ -11,"));
  EXPECT_THAT(O.Out, HasSubstr("free_irq(oven->irq, oven);\n"));
  EXPECT_EQ(read(File), Broken);
  EXPECT_EQ(check({"--format", "diff", File}).Out, O.Out);
}

// The sample has fixes that meet: clang's program makes of the export what we
// write ourselves.
TEST_F(FixTest, ExportsWhatClangApplies) {
  auto Sample = llvm::MemoryBuffer::getFile(EPFLINT_SOURCE_DIR
                                            "/testdata/sample/epf-vdoor.c");
  ASSERT_TRUE(bool(Sample));
  std::string File = Tree.write("epf-vdoor.c", (*Sample)->getBuffer());
  Tree.write("fixes/x", "");
  EXPECT_EQ(check({"--export-fixes", Tree.path("fixes/a.yaml"), File}).Status,
            1);
  EXPECT_EQ(read(File), (*Sample)->getBuffer());
  EXPECT_THAT(read(Tree.path("fixes/a.yaml")),
              HasSubstr("DiagnosticName:  epf-irq-leak"));
  ASSERT_EQ(check({"--fix=all", File}).Status, 1);
  std::string Fixed = read(File);
  Tree.write("epf-vdoor.c", (*Sample)->getBuffer());
  auto Program = llvm::sys::findProgramByName("clang-apply-replacements-19");
  ASSERT_TRUE(bool(Program)) << "clang-tools-19 is not installed";
  EXPECT_EQ(llvm::sys::ExecuteAndWait(*Program, {*Program, Tree.path("fixes")}),
            0);
  EXPECT_EQ(read(File), Fixed);
}

TEST_F(FixTest, DraftsPatchesThatGitTakes) {
  auto Git = [&](std::vector<std::string> Words) {
    auto Program = llvm::sys::findProgramByName("git");
    ASSERT_TRUE(bool(Program)) << "git is not installed";
    Words.insert(Words.begin(), {"git", "-C", Tree.path("w")});
    std::vector<llvm::StringRef> All(Words.begin(), Words.end());
    EXPECT_EQ(llvm::sys::ExecuteAndWait(
                  *Program, All, std::nullopt,
                  {"", Tree.path("git-stdout"), Tree.path("git-stderr")}),
              0)
        << Words[3] << read(Tree.path("git-stderr"));
  };
  Tree.write("w/README", "");
  Git({"init"});
  Git({"config", "user.name", "Ann Ringer"});
  Git({"config", "user.email", "a@example.org"});
  Git({"add", "README"});
  Git({"commit", "-m", "import"});
  std::string File = Tree.write("w/oven.c", Broken);
  Git({"add", "oven.c"});
  Git({"commit", "-m", "bake: oven: new driver"});

  std::string Patches = Tree.path("patches");
  EXPECT_EQ(check({"--patches", Patches, File}).Status, 1);
  std::string Name =
      Patches +
      "/0001-bake-oven-call-free_irq-before-leaving-in-oven_start.patch";
  std::string Mail = read(Name);
  EXPECT_THAT(Mail, HasSubstr("\nFrom: Ann Ringer <a@example.org>\n"
                              "Subject: [PATCH] bake: oven: call free_irq() "
                              "before leaving in oven_start()\n"));
  EXPECT_THAT(Mail, HasSubstr("\n  oven.c:9: 'oven->irq' is requested here\n"));
  EXPECT_THAT(Mail, HasSubstr(" (\"bake: oven: new driver\")\n---\n"));
  EXPECT_EQ(Mail.find("Signed-off-by"), std::string::npos);
  EXPECT_EQ(read(File), Broken);
  Git({"am", Name});
  EXPECT_EQ(check({File}).Status, 0);
}

TEST_F(FixTest, GoesOnWhereOneFileCannotBeWritten) {
  std::string Shut = Tree.write("a/oven.c", Broken);
  std::string Open = Tree.write("b/oven.c", Broken);
  ASSERT_EQ(chmod(Shut.c_str(), 0444), 0);
  Outcome O = check({"--fix=all", Shut, Open});
  EXPECT_EQ(O.Status, 2);
  EXPECT_EQ(read(Shut), Broken);
  EXPECT_NE(read(Open), Broken);
  EXPECT_THAT(O.Err, MatchesRegex("epflint: .*b/oven.c: 1 fix written\n"
                                  "epflint: error: .*a/oven.c: not written: "
                                  "it is read-only\n"));
}

TEST_F(FixTest, KeepsLineEndsOfTheFile) {
  std::string Text;
  for (char C : Broken)
    Text += C == '\n' ? "\r\n" : std::string(1, C);
  llvm::StringRef NoEnd = llvm::StringRef(Text).drop_back(2);
  std::string File = Tree.write("oven.c", NoEnd);
  check({"--fix=all", File});
  std::string Fixed = read(File);
  EXPECT_THAT(Fixed, HasSubstr("\tif (ret) {\r\n"
                               "\t\tfree_irq(oven->irq, oven);\r\n"));
  EXPECT_EQ(llvm::StringRef(Fixed).count('\n'),
            llvm::StringRef(Fixed).count("\r\n"));
  EXPECT_TRUE(llvm::StringRef(Fixed).ends_with("\r\n}"));
  Outcome Again = check({"--fix=all", File});
  EXPECT_EQ(Again.Status, 0);
}

TEST_F(FixTest, RefusesWhatDoesNotGoTogether) {
  std::string File = Tree.write("oven.c", Broken);
  expectRefused({"check", File, "--fix=most", "--"}, "unknown --fix=most");
  expectRefused({"check", File, "--diff", "--format=json", "--"},
                "give one of --diff and --format json");
  expectRefused({"check", File, "--fix", "--no-verify", "--"},
                "--no-verify is not for fixes");
}
