//===- UnifiedDiff_test.cpp - Tests of reading diffs ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestPatches.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf::patch;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

const char Diff[] = R"(diff --git a/drivers/x.c b/drivers/x.c
index 0123456789ab..ba9876543210 100644
--- a/drivers/x.c
+++ b/drivers/x.c
@@ -10,6 +10,7 @@ static int x_init(struct x *x)
 {
 	int ret;
 
+	x->ready = false;
 	ret = request_irq(x->irq, x_handler, IRQF_SHARED | IRQF_ONESHOT, "x", x);
 	if (ret)
 		return ret;
@@ -30,4 +31,4 @@ static int x_init(struct x *x)
 	x->count = 0;
-	x->more = 0;
+	x->more = 1;
 
 	return 0;
)";

Patch only(llvm::StringRef Text) {
  auto S = read(Text);
  if (S)
    return S->Patches.front();
  ADD_FAILURE() << toString(S.takeError());
  return {};
}

std::vector<std::string> damages(llvm::StringRef Text) {
  std::vector<std::string> All;
  Patch P = only(Text);
  for (const Damage &D : P.Damages)
    All.push_back(describe(D));
  return All;
}

std::string broken(llvm::StringRef Text) {
  Patch P = only(Text);
  for (const Hunk &H : P.Files.front().Hunks)
    if (!H.Broken.empty())
      return H.Broken;
  return "";
}

std::string error(llvm::StringRef Text) {
  auto S = read(Text);
  return S ? "none" : toString(S.takeError());
}

TEST(UnifiedDiff, whatGitSays) {
  Patch P = only(Diff);
  ASSERT_EQ(P.Files.size(), 1u);
  const FilePatch &File = P.Files[0];
  EXPECT_EQ(File.path(), "drivers/x.c");
  EXPECT_EQ(File.OldBlob, "0123456789ab");
  EXPECT_EQ(File.NewBlob, "ba9876543210");
  EXPECT_EQ(File.Mode, 0100644u);
  ASSERT_EQ(File.Hunks.size(), 2u);
  EXPECT_EQ(File.Hunks[0].Section, "static int x_init(struct x *x)");
  EXPECT_EQ(File.Hunks[1].NewStart, 31u);
  EXPECT_EQ(File.Hunks[1].Lines[2].Text, "\tx->more = 1;");
  EXPECT_EQ(File.Hunks[1].Lines[2].Input, 16u);
  EXPECT_THAT(P.Damages, IsEmpty());
}

TEST(UnifiedDiff, newDeletedAndRenamedFiles) {
  Patch P = only("diff --git a/a.c b/a.c\nnew file mode 100644\n--- /dev/null\n"
                 "+++ b/a.c\n@@ -0,0 +1 @@\n+int a;\n"
                 "diff --git a/b.c b/b.c\ndeleted file mode 100644\n--- a/b.c\n"
                 "+++ /dev/null\n@@ -1 +0,0 @@\n-int b;\n"
                 "diff --git a/c.c b/d.c\nsimilarity index 100%\n"
                 "rename from c.c\nrename to d.c\n");
  ASSERT_EQ(P.Files.size(), 3u);
  EXPECT_EQ(P.Files[0].Kind, FileKind::New);
  EXPECT_EQ(P.Files[0].OldPath, "");
  EXPECT_EQ(P.Files[1].Kind, FileKind::Deleted);
  EXPECT_EQ(P.Files[1].NewPath, "");
  EXPECT_EQ(P.Files[2].Kind, FileKind::Renamed);
  EXPECT_EQ(P.Files[2].OldPath, "c.c");
  EXPECT_EQ(P.Files[2].NewPath, "d.c");
}

TEST(UnifiedDiff, treesThatWereCompared) {
  const char Rest[] = "@@ -1 +1 @@\n-int a;\n+int b;\n";
  for (const char *Names :
       {"--- linux-6.12.orig/drivers/x.c\t2026-01-31 10:00:00\n"
        "+++ linux-6.12/drivers/x.c\t2026-01-31 11:00:00\n",
        "--- drivers/x.c.orig\n+++ drivers/x.c\n",
        "--- a/drivers/x.c\n+++ b/drivers/x.c\n"})
    EXPECT_EQ(only(std::string(Names) + Rest).Files[0].path(), "drivers/x.c");
}

TEST(Damaged, linesThatAMailerWrapped) {
  EXPECT_THAT(damages(wrapped(Diff)),
              ElementsAre("line 11: wrapped by the mailer"));
  EXPECT_EQ(only(wrapped(Diff)).Files[0].Hunks[0].Lines[4].Text,
            "\tret = request_irq(x->irq, x_handler, IRQF_SHARED | "
            "IRQF_ONESHOT, \"x\", x);");
}

// The start of the second hunk shows that one line was added before it.
// The counts say that the hunk is whole: what follows its last line is the rest
// of that, as what follows its header is the rest of the section.
TEST(Damaged, aWrappedLineAtTheEndOfAHunkOrOfItsHeader) {
  std::string Text = replaced(
      replaced(Diff, "@@ -30,4 +31,4 @@ static int x_init(struct x *x)",
               "@@ -30,4 +31,4 @@ static int x_init_with_a_long_name(struct "
               "x_device\n*x, int more)"),
      " \treturn 0;\n",
      " \treturn x_finish(x, X_FLAG_THAT_IS_LONG | X_FLAG_OF_SOME_MORE_USE,"
      "\n0);\n");
  Patch P = only(Text);
  const Hunk &H = P.Files[0].Hunks[1];
  EXPECT_EQ(H.Broken, "");
  ASSERT_EQ(H.Lines.size(), 5u);
  EXPECT_EQ(H.Lines.front().Text, "\tx->count = 0;");
  EXPECT_EQ(H.Lines.back().Text, "\treturn x_finish(x, X_FLAG_THAT_IS_LONG | "
                                 "X_FLAG_OF_SOME_MORE_USE, 0);");
}

TEST(Damaged, changesBehindAHunkWhoseNextHeaderIsLost) {
  EXPECT_EQ(
      broken(replaced(Diff, "@@ -30,4 +31,4 @@ static int x_init(struct x *x)",
                      "struct x *x)")),
      "line 15 looks like a change, but the hunk has ended");
}

TEST(Damaged, aCountThatIsWrongAndCanBeShownToBe) {
  std::string Wrong = replaced(Diff, "+10,7 @@", "+10,9 @@");
  EXPECT_THAT(damages(Wrong),
              ElementsAre("line 5: hunk 1 counts 9 new lines, has 7"));
  EXPECT_EQ(broken(Wrong), "");
}

TEST(Damaged, aCountOrALineNobodyCanTellWhich) {
  EXPECT_EQ(broken(replaced(Diff, "+31,4 @@", "+31,5 @@")),
            "hunk 2 counts 5 new lines, has 4: a change may be lost");
  EXPECT_EQ(broken(replaced(Diff, "+\tx->ready = false;\n", "")),
            "hunk 1 counts 7 new lines, has 6: a change may be lost");
}

TEST(Damaged, hunksThatTheDiffstatCountsAreMissing) {
  std::string Stat = " drivers/x.c | 9 ++-\n 1 file changed, 7 insertions(+), "
                     "1 deletion(-)\n\n";
  EXPECT_EQ(broken(Stat + Diff),
            "the diffstat counts 7 insertions and 1 deletions, the patch has "
            "2 insertions and 1 deletions");
}

// Who edits a patch by hand forgets the diffstat. A signature shows that
// nothing was cut off behind the last hunk.
TEST(Damaged, aDiffstatThatIsWrongInAPatchThatIsWhole) {
  std::string Stat = " 1 file changed, 7 insertions(+), 1 deletion(-)\n\n";
  std::string Whole = Stat + Diff + "-- \n2.43.0\n";
  EXPECT_EQ(broken(Whole), "");
  EXPECT_THAT(damages(Whole),
              ElementsAre("line 3: the diffstat counts 7 insertions and 1 "
                          "deletions, the patch has 2 insertions and 1 "
                          "deletions"));
  EXPECT_NE(broken(replaced(Whole, "@@ -30,4 +31,4", "@@ -30,4 +35,4")), "")
      << "a hunk of four lines may be missing";
}

TEST(UnifiedDiff, whatB4WritesBehindAPatch) {
  Patch P =
      only(std::string(Diff) +
           "\n---\nbase-commit: 0123456789abcdef0123456789abcdef01234567\n"
           "change-id: 20260102-x-0123456789ab\n\nBest regards,\n-- \n"
           "Ann <ann@example.org>\n");
  EXPECT_THAT(P.Damages, IsEmpty());
  EXPECT_EQ(P.Files[0].Hunks[1].Broken, "");
  EXPECT_EQ(P.Files[0].Hunks[1].Lines.size(), 5u);
}

TEST(UnifiedDiff, namesFromTheLinesBelowWhereGitsLineIsSpoilt) {
  Patch P = only(replaced(Diff, "/x.c\nindex ", "/x.c index =\n"));
  EXPECT_EQ(P.Files[0].path(), "drivers/x.c");
  EXPECT_EQ(P.Files[0].Hunks.size(), 2u);
}

TEST(Damaged, anEndThatIsCutOff) {
  std::string Cut = Diff;
  Cut.resize(Cut.find(" = 1;"));
  EXPECT_EQ(broken(Cut), "hunk 2 counts 4 old and 4 new lines, has 2 and 2: "
                         "its end is cut off");
}

TEST(Damaged, aCopiedPage) {
  EXPECT_THAT(damages(stripped(Diff)),
              Contains("line 1: lines have lost their indentation"));
  EXPECT_TRUE(only(stripped(Diff)).Files[0].Stripped);
  EXPECT_THAT(damages(withEntities(Diff)),
              ElementsAre("line 9: marks are written as HTML entities"));
  // What is around the hunks may have been escaped or not.
  std::string Sent = "From: A <a@example.org>\nSubject: x\n\n\"Why\"\n---\n";
  EXPECT_THAT(damages(Sent + withEntities(Diff)),
              ElementsAre("line 14: marks are written as HTML entities"));
  // Quotes may have been kept.
  EXPECT_THAT(damages("--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,3 @@\n int i;\n"
                      "+f(a-&gt;b, \"&lt;x\");\n int k;\n"),
              ElementsAre("line 5: marks are written as HTML entities"));
  // C that names a variable "lt", has entities in a string or marks of its own,
  // is left as it is.
  for (const char *Added :
       {"x = &lt;", "f(\"&lt;\");", "f(a < b, \"&quot;\");"})
    EXPECT_THAT(damages(replaced("--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,3 @@\n int "
                                 "i;\n+ADDED\n int k;\n",
                                 "ADDED", Added)),
                IsEmpty());
  EXPECT_THAT(damages(withReturns(Diff)),
              ElementsAre("line 1: lines end in CR LF"));
}

// Without its white space "++i;" looks as if "+i;" were added.
TEST(Damaged, contextThatLooksLikeAChange) {
  const char Text[] = "--- a/x.c\n+++ b/x.c\n@@ -1,4 +1,5 @@\nint i;\n++i;\n+ "
                      "j = 1;\nint k;\nint l;\n";
  Patch P = only(Text);
  const Hunk &H = P.Files[0].Hunks[0];
  EXPECT_EQ(H.Broken, "");
  EXPECT_EQ(H.Lines[1].Kind, LineKind::Context);
  EXPECT_EQ(H.Lines[1].Text, "++i;");
}

TEST(Refused, whatIsNoPatchOfText) {
  EXPECT_EQ(error("hello\n"), "input: no patch in it");
  EXPECT_EQ(error(""), "input: no patch in it");
  EXPECT_EQ(error("@@ -1 +1 @@\n-a\n+b\n"),
            "input: line 1: a hunk without the name of its file");
  EXPECT_EQ(error("diff --git a/x.c b/x.c\nindex 0123..4567 100644\nGIT binary "
                  "patch\n"),
            "input: line 3: 'x.c' is a binary file");
  EXPECT_EQ(error("diff --git a/x.c b/x.c\nBinary files a/x.c and b/x.c "
                  "differ\n"),
            "input: line 2: 'x.c' is a binary file");
  EXPECT_EQ(error(std::string("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\0\n+b\n", 36)),
            "input: line 4: a NUL byte");
}

TEST(Refused, whatLeavesTheTree) {
  auto Of = [](std::string Path) {
    return error("--- a/" + Path + "\n+++ b/" + Path +
                 "\n@@ -1 +1 @@\n-a\n+b\n");
  };
  EXPECT_EQ(Of("../../etc/passwd"),
            "input: line 1: '../../etc/passwd' leaves the tree");
  EXPECT_EQ(Of("drivers/../../x.c"),
            "input: line 1: 'drivers/../../x.c' leaves the tree");
  EXPECT_EQ(Of("/etc/passwd"),
            "input: line 1: '/etc/passwd' is an absolute path");
  EXPECT_EQ(Of(".git/config"), "input: line 1: '.git/config' is git's own");
  EXPECT_EQ(error("diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n"
                  "+++ b/x\n@@ -0,0 +1 @@\n+/etc/passwd\n"),
            "input: line 2: 'x' is a symbolic link, which is never followed");
}

TEST(Refused, whatCannotBe) {
  EXPECT_EQ(error(replaced(Diff, "-10,6", "-10,99999999999999")),
            "input: line 5: this hunk's header cannot be: '@@ "
            "-10,99999999999999 +10,7 @@ static int x_init(struct x *x'");
  EXPECT_EQ(error("diff --git a/x.c b/x.c\nindex 0123..4567 100644\n"),
            "input: line 1: 'x.c' is named, but no hunk follows");
  EXPECT_EQ(error(std::string(1000001, '\n')),
            "input: more than 1,000,000 lines");
  EXPECT_EQ(error("\x1f\x8b..."), "input: is compressed: unpack it first");
}

// Bounded in time: each of these took minutes if anything were quadratic.
TEST(Refused, whatIsLargeIsReadOnce) {
  std::string Many = "--- a/x.c\n+++ b/x.c\n@@ -1,400000 +1,400001 @@\n";
  for (int I = 0; I < 400000; ++I)
    Many += " \n";
  EXPECT_EQ(error(Many + "+int x;\n"), "none");
  std::string Hunks = "--- a/x.c\n+++ b/x.c\n";
  for (int I = 0; I < 2000; ++I)
    Hunks += "@@ -1 +1 @@\n-a\n+b\n";
  EXPECT_EQ(error(Hunks), "none");
  std::string Files;
  for (int I = 0; I < 11; ++I)
    Files += Hunks;
  EXPECT_THAT(error(Files), HasSubstr("more than 20000 hunks"));
  EXPECT_THAT(error(Hunks + "@@ -1 +1 @@\n-a\n+b\n"),
              HasSubstr("more than 2000 hunks of one file"));
}

} // namespace
