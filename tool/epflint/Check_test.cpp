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

#include "testdata/TestCommand.h"
#include <linux/capability.h>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;

namespace {
class CheckTest : public TestCommand {
protected:
  /// Expects a report whose one unit has this status and reason.
  void expectUnit(std::vector<std::string> Arguments, int Status,
                  llvm::StringRef UnitStatus, llvm::StringRef Reason) {
    Arguments.insert(Arguments.begin(), {"check", "--format", "json"});
    HostOutcome O = run(std::move(Arguments));
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
};
} // namespace

TEST_F(CheckTest, RefusesWrongUse) {
  std::string File = writeDriver("a.c");
  expectRefused({}, "a command is required: check, patch, ");
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

TEST_F(CheckTest, AddsFlagsToThoseOfADatabase) {
  std::string File = writeDriver("a.c", "#include <own.h>\n#include ADDED\n");
  Tree.write("inc/own.h", "");
  Tree.write("inc/added.h", "");
  Tree.write("db/compile_commands.json",
             "[{\"directory\": \"" + Tree.path("db") + "\", \"file\": \"" +
                 File + "\", \"arguments\": [\"cc\", \"-DADDED=<added.h>\"]}]");
  expectUnit({"-p", Tree.path("db"), File}, 3, "failed", "'own.h' file not");
  std::string Near = Tree.path("inc");
  expectUnit({"-p", Tree.path("db"), File, "--", "-I", Near}, 0, "analysed",
             "");
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

// Parsers go down into brackets by calling themselves.
TEST_F(CheckTest, RefusesWhatIsNestedTooDeeply) {
  std::string File = writeDriver("d/a.c");
  std::string Deep = Tree.write("deep.json", "\n" + std::string(200000, '['));
  const std::string Told = ":2: nested deeper than ";
  for (const char *Option : {"--config", "--baseline"})
    expectRefused({"check", File, Option, Deep, "--"}, Deep + Told);
  expectRefused({"merge", Deep}, Deep + Told);
  Tree.write("compile_commands.json", read(Deep));
  expectRefused({"check", File}, "compile_commands.json" + Told);
  Tree.write("d/.epflint.json", read(Deep));
  expectRefused({"check", File, "--"}, ".epflint.json" + Told);
}

// A bracket in a string is none.
TEST_F(CheckTest, TakesBracketsInNames) {
  std::string Brackets(200, '[');
  std::string Sidecar = Tree.write(
      "rules.json", R"({"suppressions": [{"rule": "epf-irq-leak", "file":
      "a.c", "function": "\\\"x", "reason": "\"\\)" +
                        Brackets + "\"}]}");
  HostOutcome O = run({"check", writeDriver("a.c"), "--config", Sidecar, "--"});
  EXPECT_EQ(O.Status, 0) << O.Err;
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
  expectUnit({writeDriver("a.c"), "--", "b.c"}, 3, "failed",
             "clang refuses the flags: they name another file");
}

TEST_F(CheckTest, ReportsAMissingHeader) {
  expectUnit({writeDriver("a.c", "#include <none.h>\n"), "--"}, 3, "failed",
             "a.c:1: 'none.h' file not found");
}

TEST_F(CheckTest, AnalysesAFileWithErrorsAsFarAsItGoes) {
  expectUnit({writeDriver("a.c", "int x = ;\n"), "--"}, 3, "incomplete",
             "a.c:1: expected expression");
}

// What clang gave up on may be the very call that is missing.
TEST_F(CheckTest, JudgesNothingByCodeThatDoesNotParse) {
  std::string File = Tree.write("a.c", R"(
int request_irq(unsigned int irq, int (*handler)(int, void *),
                unsigned long flags, const char *name, void *dev_id);
const void *free_irq(unsigned int irq, void *dev_id);
int handler(int irq, void *data);
int start(void);
int setup(unsigned int irq, void *p)
{
	int ret = request_irq(irq, handler, 0, "a", p);
	if (ret)
		return ret;
	ret = start();
	if (ret)
		free_irq(NO_SUCH_BASE + 3, p);
	return ret;
}
)");
  HostOutcome O = run({"check", File, "--"});
  EXPECT_EQ(O.Status, 3);
  EXPECT_THAT(O.Out, testing::Not(HasSubstr("warning:")));
  EXPECT_THAT(O.Out, HasSubstr("code that could not be parsed"));
}

TEST_F(CheckTest, ReportsWhatIsNotC) {
  expectUnit({writeDriver("a.cpp"), "--"}, 3, "failed", "not a C file");
  expectUnit({writeDriver("a.c"), "--", "-xc++"}, 3, "failed", "not C");
}

TEST_F(CheckTest, SkipsWhatHoldsNothingOfInterest) {
  expectUnit({Tree.write("a.c", "int x = ;\n"), "--"}, 0, "skipped",
             "mentions no call");
}

// No tree holds such a file; what wrote it may have failed.
TEST_F(CheckTest, ReportsAnEmptyFile) {
  for (const char *Text : {"", " \n"})
    expectUnit({Tree.write("a.c", Text), "--"}, 3, "failed", "nothing in it");
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
  expectUnit({Tree.path("d"), "--"}, 3, "failed", "nothing in it");
  // Root may read every file by a capability, which the program does not get.
  if (geteuid() == 0)
    for (unsigned long Each : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
      ASSERT_EQ(prctl(PR_CAPBSET_DROP, Each), 0);
  std::string File = writeDriver("a.c");
  llvm::sys::fs::setPermissions(File, llvm::sys::fs::no_perms);
  expectUnit({File, "--"}, 3, "failed", "Permission denied");
}

// Neither a pipe that nobody writes to is waited for, nor is a device read.
TEST_F(CheckTest, ReportsWhatIsNoRegularFile) {
  ASSERT_EQ(mkfifo(Tree.path("pipe.c").c_str(), 0600), 0);
  ASSERT_EQ(symlink("/dev/zero", Tree.path("zero.c").c_str()), 0);
  for (const char *Name : {"pipe.c", "zero.c"})
    expectUnit({Tree.path(Name), "--"}, 3, "failed", "not a regular file");
  for (const char *Name : {"pipe.c", "/dev/zero"})
    expectUnit(
        {writeDriver("a.c", "#include \"" + std::string(Name) + "\"\n"), "--"},
        3, "failed", "cannot open file");
}

TEST_F(CheckTest, FollowsNoLinksInACircle) {
  ASSERT_EQ(symlink("b.c", Tree.path("a.c").c_str()), 0);
  ASSERT_EQ(symlink("a.c", Tree.path("b.c").c_str()), 0);
  expectRefused({"check", Tree.path("a.c"), "--"},
                "a.c: Too many levels of symbolic links");
}

// Names are data: they neither break lines nor reach the terminal's controls.
TEST_F(CheckTest, TakesAnyNameOfAFile) {
  expectRefused({"check", "no\nsuch\x1b[2J.c", "--"},
                "no\\nsuch\\x1b[2J.c: No such file");
  std::string File = writeDriver("a b\n\x1b.c", "int f(void) { return x; }\n");
  HostOutcome O = run({"check", File, "--"});
  EXPECT_EQ(O.Status, 3);
  EXPECT_THAT(O.Out, HasSubstr("a b\\n\\x1b.c:1: use of undeclared"));
  EXPECT_EQ(llvm::StringRef(O.Out).count('\n'), 2u) << O.Out;
}

TEST_F(CheckTest, TellsWhenTheReportCannotBeWritten) {
  std::string File = writeDriver("a.c");
  expectRefused({"check", File, "-o", "/dev/full", "--"},
                "/dev/full: No space left on device");
  expectRefused({"check", File, "-o", Tree.path(), "--"}, "Is a directory");
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

// One of a build that was moved away, or that failed, would let all pass.
TEST_F(CheckTest, RefusesADatabaseWithoutFiles) {
  std::string Entry = "{\"directory\": \"" + Tree.path() +
                      "\", \"file\": \"gone.c\", \"command\": \"gcc gone.c\"}";
  for (const std::string &Entries : {std::string(), Entry}) {
    Tree.write("compile_commands.json", "[" + Entries + "]");
    expectRefused({"check", "-p", Tree.path()},
                  "compile_commands.json: lists no C file that exists");
  }
}

TEST_F(CheckTest, CountsFilesOfTheDatabaseThatAreMissing) {
  writeDriver("a.c");
  std::string Entries;
  for (const char *Name : {"a.c", "gone.c", "gone.S", "left.c", "left.c"})
    Entries += std::string(Entries.empty() ? "" : ", ") + "{\"directory\": \"" +
               Tree.path() + "\", \"file\": \"" + Name +
               "\", \"command\": \"gcc -c " + Name + "\"}";
  std::string Database =
      Tree.write("compile_commands.json", "[" + Entries + "]");
  HostOutcome O = run({"check", "-p", Tree.path()});
  EXPECT_EQ(O.Status, 0);
  EXPECT_EQ(O.Err, "epflint: " + Database + ": 2 of 3 C files do not exist\n");
}

// Flags are guessed from a neighbour's, of which no file may be left.
TEST_F(CheckTest, AnalysesAFileThatTheDatabaseDoesNotList) {
  writeDriver("a.c");
  std::string New = writeDriver("new.c", "#ifndef A\n#error no A\n#endif\n");
  for (const char *End : {"", "-- "}) {
    Tree.write("compile_commands.json",
               "[{\"directory\": \"" + Tree.path() +
                   "\", \"file\": \"a.c\", \"command\": \"gcc -DA -c " + End +
                   "a.c\"}]");
    expectUnit({"-p", Tree.path(), New}, 0, "analysed", "");
    expectUnit({"-p", Tree.path(), Tree.path("a.c")}, 0, "analysed", "");
  }
}

TEST_F(CheckTest, WritesFilesWhole) {
  std::string Report = Tree.path("report.txt");
  HostOutcome O = run({"check", writeDriver("a.c"), "-o", Report, "--"});
  EXPECT_THAT(O.Out + O.Err, IsEmpty());
  EXPECT_THAT(read(Report), HasSubstr("1 analysed"));
}

TEST_F(CheckTest, NamesInTheLogWhatItCouldNotAnalyse) {
  std::string Log = Tree.path("report.sarif");
  std::string Failed = writeDriver("a.c", "#include <none.h>\n");
  HostOutcome O = run({"check", Failed, "--format", "sarif", "-o", Log, "--"});
  EXPECT_EQ(O.Status, 3);
  EXPECT_THAT(O.Err, HasSubstr("a.c:1: 'none.h' file not found\n"));
  O = run({"check", Failed, "--format", "gitlab", "--"});
  EXPECT_EQ(O.Status, 3);
  EXPECT_THAT(O.Err, HasSubstr("failed: "));
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
