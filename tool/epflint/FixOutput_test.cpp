//===- FixOutput_test.cpp - Fixes written to files ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What --fix and its like leave in a file, and what they leave alone.
//
//===----------------------------------------------------------------------===//

#include "testdata/TestCommand.h"
#include "llvm/Support/Program.h"
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;

namespace {
// A driver with two faults that are mended at once, one safe to mend.
class FixTest : public TestCommand {
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

  HostOutcome check(std::vector<std::string> Words) {
    Words.insert(Words.begin(), "check");
    Words.insert(Words.end(), {"--", "-std=gnu11", "-nostdinc",
                               "-I" EPFLINT_SOURCE_DIR "/testdata/include"});
    return run(std::move(Words));
  }
};
} // namespace

TEST_F(FixTest, WritesFixesAndThenHasNoneLeft) {
  std::string File = Tree.write("oven.c", Broken);
  HostOutcome First = check({"--fix=all", File});
  EXPECT_EQ(First.Status, 1);
  EXPECT_THAT(First.Out, HasSubstr("is still requested"));
  EXPECT_THAT(First.Err, MatchesRegex("epflint: .*oven.c: 1 fix written\n"));
  std::string Fixed = read(File);
  EXPECT_NE(Fixed, Broken);
  HostOutcome Second = check({"--fix=all", File});
  EXPECT_EQ(Second.Status, 0);
  EXPECT_THAT(Second.Err, IsEmpty());
  EXPECT_EQ(read(File), Fixed);
}

TEST_F(FixTest, SaysWhatCannotBeWritten) {
  std::string File = Tree.write("oven.c", Broken);
  ASSERT_EQ(chmod(File.c_str(), 0444), 0);
  HostOutcome O = check({"--fix=all", File});
  EXPECT_EQ(O.Status, 2);
  EXPECT_EQ(O.Err,
            "epflint: error: " + File + ": not written: it is read-only\n");
  EXPECT_EQ(read(File), Broken);
}

TEST_F(FixTest, PrintsADiffAndWritesNothing) {
  std::string File = Tree.write("oven.c", Broken);
  HostOutcome O = check({"--diff", File});
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
  HostOutcome O = check({"--fix=all", Shut, Open});
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
  HostOutcome Again = check({"--fix=all", File});
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
