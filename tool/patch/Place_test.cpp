//===- Place_test.cpp - Tests of placing patches --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestPatches.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf::patch;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

const char Base[] = R"(#include <linux/irq.h>

static int first_init(struct first *f)
{
	int ret;

	ret = first_alloc(f);
	if (ret)
		return ret;

	ret = request_irq(f->irq, first_handler, 0, "first", f);
	if (ret)
		goto err_free;

	return 0;

err_free:
	first_free(f);
	return ret;
}

static int second_init(struct second *s)
{
	int ret;

	ret = second_alloc(s);
	if (ret)
		return ret;

	ret = request_irq(s->irq, second_handler, 0, "second", s);
	if (ret)
		goto err_free;

	return 0;
}
)";

const char Diff[] = R"(--- a/drivers/x.c
+++ b/drivers/x.c
@@ -23,7 +23,10 @@ static int second_init(struct second *s)
 {
 	int ret;
 
+	if (!s->irq)
+		return -EINVAL;
+
-	ret = second_alloc(s);
+	ret = second_alloc(s, GFP_KERNEL);
 	if (ret)
 		return ret;
 
)";

const char Result[] = R"(static int second_init(struct second *s)
{
	int ret;

	if (!s->irq)
		return -EINVAL;

	ret = second_alloc(s, GFP_KERNEL);
	if (ret)
		return ret;

)";

std::string changed(std::string Text, const char *What, const char *By) {
  return replaced(std::move(Text), What, By);
}

Placed place(const std::string &Text, const std::string &On) {
  auto S = read(Text);
  EXPECT_TRUE(bool(S)) << llvm::toString(S.takeError());
  auto P = placePatch(S->Patches.front().Files.front(), On);
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError());
  return {};
}

std::vector<std::string> damages(const Placed &P) {
  std::vector<std::string> All;
  for (const Damage &D : P.Damages)
    All.push_back(describe(D));
  return All;
}

TEST(Place, exactly) {
  Placed P = place(Diff, Base);
  EXPECT_THAT(P.Text, HasSubstr(Result));
  ASSERT_EQ(P.Hunks.size(), 1u);
  EXPECT_EQ(P.Hunks[0].How, Fit::Exact);
  EXPECT_EQ(P.Hunks[0].BaseLine, 23u);
  EXPECT_EQ(P.Hunks[0].NewCount, 10u);
}

TEST(Place, everyLineSaysWhereItComesFrom) {
  Placed P = place(Diff, Base);
  ASSERT_EQ(P.Lines.size(), 38u);
  EXPECT_EQ(P.Lines[21].Base, 22u);
  EXPECT_EQ(P.Lines[21].Hunk, 0u);
  EXPECT_EQ(P.Lines[22].Hunk, 1u);
  EXPECT_EQ(P.Lines[25].Base, 0u);
  EXPECT_EQ(P.Lines[25].Input, 7u);
  EXPECT_EQ(P.Lines[37].Base, 35u);
}

TEST(Place, elsewhere) {
  Placed P = place(Diff, std::string("\n\n\n") + Base);
  EXPECT_THAT(P.Text, HasSubstr(Result));
  EXPECT_EQ(P.Hunks[0].How, Fit::Offset);
  EXPECT_EQ(P.Hunks[0].Offset, 3);
}

TEST(Place, onALineThatWasChangedALittle) {
  Placed P = place(Diff, changed(Base, "\tint ret;", "\tint ret = 0;"));
  EXPECT_EQ(P.Hunks[0].How, Fit::Fuzz);
  EXPECT_THAT(P.Text, HasSubstr("int ret = 0;\n\n\tif (!s->irq)"));
  EXPECT_THAT(damages(P),
              ElementsAre("line 5: the base has 'int ret = 0;' for this"));
}

TEST(Place, whatTheBaseHasStaysAsItIs) {
  std::string Spaced = changed(Base, "\tint ret;", "        int  ret;");
  Placed P = place(Diff, Spaced);
  EXPECT_EQ(P.Hunks[0].How, Fit::WhiteSpace);
  EXPECT_THAT(P.Text, HasSubstr("        int  ret;\n\n"));
}

TEST(Refuse, whatIsNotThereToBeRemoved) {
  EXPECT_EQ(placed(Diff, changed(Base, "second_alloc(s)", "second_new(s)")),
            "refused: drivers/x.c: hunk 1 (line 3): nearest is line 23, which "
            "has no line 'ret = second_alloc(s);', which is removed");
}

TEST(Refuse, aPlaceThatHasChanged) {
  EXPECT_EQ(placed(Diff, changed(Base, "\n\tret = second_alloc",
                                 "\tmutex_lock(&s->lock);\n\tret = "
                                 "second_alloc")),
            "refused: drivers/x.c: hunk 1 (line 3): nearest is line 23, which "
            "has 'mutex_lock(&s->lock);' next to a change");
}

TEST(Refuse, whatFitsTwice) {
  const char Twice[] = R"(--- a/x.c
+++ b/x.c
@@ -60,3 +60,4 @@
 	if (ret)
 		goto err_free;
 
+	x();
)";
  EXPECT_EQ(placed(Twice, Base),
            "refused: x.c: hunk 1 (line 3): it fits line 12 and line 31 "
            "equally well");
}

TEST(Refuse, anotherFunctionThanTheHeaderNames) {
  std::string Other = changed(Diff, "second_init(struct second *s)",
                              "first_init(struct first *f)");
  EXPECT_THAT(placed(Other, std::string("\n\n\n") + Base),
              AllOf(StartsWith("refused"), HasSubstr("its lines fit line 26, "
                                                     "its header and the other "
                                                     "hunks line 7")));
}

TEST(Refuse, anotherFunctionThanTheHunkShows) {
  const char Shown[] = R"(--- a/x.c
+++ b/x.c
@@ -22,5 +22,6 @@
 static int second_init(struct second *s)
 {
 	int ret;
+	int more;
 
 	ret = second_alloc(s);
)";
  EXPECT_THAT(placed(Shown, Base), HasSubstr("int more;"));
  EXPECT_THAT(placed(Shown, changed(Base, "second_init(", "third_init(")),
              HasSubstr("is in 'static int third_init(struct second *s)', not "
                        "in 'static int second_init(struct second *s)'"));
}

// diff leaves context out only where the file ends or begins.
TEST(Place, theEndOfTheFileWhereNoContextFollows) {
  std::string Twins = "int a;\nint b;\nint c;\nint x;\nint b;\nint c;\n";
  auto Adds = [](const std::string &Line) {
    return "--- a/x.c\n+++ b/x.c\n@@ -" + Line + ",2 +" + Line +
           ",3 @@\n int b;\n int c;\n+int d;\n";
  };
  EXPECT_EQ(placed(Adds("5"), Twins), Twins + "int d;\n");
  EXPECT_THAT(placed(Adds("2"), Twins), StartsWith("refused: x.c: hunk 1"));
}

// Where the context that is lost stood, before or behind what is added, shows
// in nothing.
TEST(Refuse, whatLacksALineNextToAChange) {
  EXPECT_EQ(placed("--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@\n int a;\n int b;\n"
                   "+int d;\n-- \n2.43.0\n\n",
                   "int a;\nint b;\nint c;\nint e;\n"),
            "refused: x.c: hunk 1 (line 3): it lacks a line that may stand "
            "next to a change");
}

// Of twins the one that fits may be the wrong one: the other has changed.
TEST(Refuse, aCopyThatFitsWhereTheRightOneHasChanged) {
  auto Function = [](const std::string &Name, const std::string &Last) {
    return "int " + Name +
           "(struct x *x)\n{\n\tint ret;\n\n\tret = "
           "start(x);\n\tif (ret)\n\t\treturn ret;\n" +
           Last + "}\n\n";
  };
  const char Adds[] = R"(--- a/x.c
+++ b/x.c
@@ -4,5 +4,6 @@ int one(struct x *x)
 
 	ret = start(x);
 	if (ret)
 		return ret;
+	mark(x);
 }
)";
  std::string One = Function("one", ""), Two = Function("two", "");
  EXPECT_THAT(
      placed(Adds, One + Function("two", "\treturn 0;\n")),
      StartsWith(llvm::StringRef(One).drop_back(3).str() + "\tmark(x);\n"));
  // Exactly fits the second, but is for the first.
  EXPECT_THAT(placed(Adds, Function("one", "\tlog(x);\n") + Two),
              StartsWith("refused: x.c: hunk 1 (line 3): "));
}

TEST(Refuse, whatIsAlreadyApplied) {
  std::string New = place(Diff, Base).Text;
  EXPECT_EQ(placed(Diff, New),
            "refused: drivers/x.c: hunk 1 (line 3): it is already applied, at "
            "line 23");
}

TEST(Refuse, aHunkThatMayHaveLostAChange) {
  EXPECT_EQ(placed(changed(Diff, "+\tif (!s->irq)\n", ""), Base),
            "refused: drivers/x.c: hunk 1 (line 3): counts 10 new lines, has "
            "9: a change may be lost");
}

TEST(Refuse, whatIsNotThereAtAll) {
  EXPECT_EQ(placed(Diff, "int x;\nint y;\n"),
            "refused: drivers/x.c: hunk 1 (line 3): none of its lines is in "
            "the base");
}

TEST(Refuse, additionsWithoutContext) {
  EXPECT_EQ(placed("--- a/x.c\n+++ b/x.c\n@@ -3,0 +4 @@\n+int x;\n", Base),
            "refused: x.c: hunk 1 (line 3): it has no context to be found by");
}

TEST(Refuse, aComparisonWithoutEnd) {
  std::string Large = "--- a/x.c\n+++ b/x.c\n@@ -1,9000 +1,9001 @@\n+int x;\n";
  for (int I = 0; I < 9000; ++I)
    Large += " int a" + std::to_string(I) + ";\n";
  std::string Lines;
  for (int I = 0; I < 9000; ++I)
    Lines += "int b" + std::to_string(I) + ";\n";
  EXPECT_THAT(placed(Large, Lines), HasSubstr("too much is to be compared"));
}

TEST(Place, newAndDeletedFiles) {
  std::string New = "diff --git a/x.c b/x.c\nnew file mode 100644\n--- "
                    "/dev/null\n+++ b/x.c\n@@ -0,0 +1,2 @@\n+int x;\n+int y;\n";
  EXPECT_EQ(placed(New, ""), "int x;\nint y;\n");
  EXPECT_THAT(placed(New, "int z;\n"), HasSubstr("the base has it"));
  std::string Old = "diff --git a/x.c b/x.c\ndeleted file mode 100644\n--- "
                    "a/x.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-int x;\n-int y;\n";
  EXPECT_EQ(placed(Old, "int x;\nint y;\n"), "");
  EXPECT_THAT(placed(Old, "int x;\nint y;\nint z;\n"),
              HasSubstr("more lines than it removes"));
}

TEST(Place, theEndOfAFileWithoutNewline) {
  const char Text[] = "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n int x;\n-int "
                      "y;\n\\ No newline at end of file\n+int z;\n";
  EXPECT_EQ(placed(Text, "int x;\nint y;"), "int x;\nint z;\n");
  std::string Reverse = "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n int x;\n-int "
                        "y;\n+int z;\n\\ No newline at end of file\n";
  EXPECT_EQ(placed(Reverse, "int x;\nint y;\n"), "int x;\nint z;");
}

TEST(Place, aFileWithCarriageReturns) {
  std::string Windows = withReturns(Base);
  EXPECT_THAT(placed(Diff, Windows),
              HasSubstr("\r\n\tif (!s->irq)\r\n\t\treturn -EINVAL;\r\n"));
}

TEST(Place, indentationComesFromClangFormat) {
  Placed P = place(stripped(Diff), Base);
  EXPECT_THAT(P.Text, HasSubstr(Result));
  EXPECT_EQ(P.Hunks[0].How, Fit::WhiteSpace);
  EXPECT_EQ(P.Hunks[0].Lines[3].Text, "\tif (!s->irq)");
}

// The tree's .clang-format is not always what its files are in.
TEST(Place, indentationIsThatOfTheLinesAround) {
  auto Placed = [](llvm::StringRef Text, llvm::StringRef On) {
    auto S = read(Text);
    auto P = placePatch(S->Patches.front().Files.front(), On,
                        "BasedOnStyle: LLVM\n");
    return P ? P->Text : "refused: " + toString(P.takeError());
  };
  EXPECT_THAT(Placed(stripped(Diff), Base), HasSubstr(Result));
  EXPECT_THAT(Placed(stripped(Diff), changed(Base, "\t", "  ")),
              HasSubstr(changed(Result, "\t", "  ")));
}

TEST(Place, commentsAreIndentedToo) {
  std::string Comment = changed(Diff, "+\tif (!s->irq)\n+\t\treturn -EINVAL;\n",
                                "+\t/*\n+\t * Why this is so.\n+\t */\n");
  EXPECT_THAT(placed(stripped(changed(Comment, "+23,10", "+23,11")), Base),
              HasSubstr("\n\t/*\n\t * Why this is so.\n\t */\n\n\tret ="));
}

TEST(Place, tabsThatBecameSpaces) {
  for (const char *Spaces : {"        ", "    ", " "})
    EXPECT_THAT(placed(changed(Diff, "\t", Spaces), Base), HasSubstr(Result));
  EXPECT_THAT(damages(place(changed(Diff, "\t", " "), Base)),
              ElementsAre("line 3: tabs have become spaces"));
}

// As a terminal shows a patch: the marker takes a column of the first tab's.
TEST(Place, tabsThatATerminalExpanded) {
  std::string Deep = changed(Diff, "-EINVAL", "-EINVAL + 1");
  std::string Shown = eachLine(Deep, [](llvm::StringRef Line) {
    std::string Text;
    for (char C : Line)
      if (C == '\t')
        Text.append(8 - Text.size() % 8, ' ');
      else
        Text += C;
    return Text + "\n";
  });
  EXPECT_THAT(placed(Shown, Base),
              HasSubstr(changed(Result, "-EINVAL", "-EINVAL + 1")));
}

TEST(Place, aChangeOfWhiteSpaceAloneIsNotTakenForApplied) {
  const char Tabs[] = "--- a/x.c\n+++ b/x.c\n@@ -1,5 +1,5 @@\n int a;\n int "
                      "b;\n-        int c;\n+\tint c;\n int d;\n int e;\n";
  EXPECT_EQ(placed(Tabs, "int o;\nint a;\nint b;\n        int c;\nint d;\n"
                         "int e;\n"),
            "int o;\nint a;\nint b;\n\tint c;\nint d;\nint e;\n");
}

TEST(Place, indentationStaysWhenOnlyTheBaseHasChanged) {
  std::string Moved = changed(Base, "\tret = second_alloc",
                              "\t\tret = "
                              "second_alloc");
  EXPECT_THAT(placed(Diff, Moved), HasSubstr("\n\tif (!s->irq)\n"));
  std::string Deep = changed(Diff, "+\tif (!s->irq)", "+\t\tif (!s->irq)");
  EXPECT_THAT(placed(Deep, Moved), HasSubstr("\n\t\tif (!s->irq)\n"));
}

TEST(Refuse, aLineThatIsThereInAnothersPlace) {
  const char List[] = "--- a/Kbuild\n+++ b/Kbuild\n@@ -1,4 +1,5 @@\n"
                      " generic-y += a.h\n generic-y += bb.h\n"
                      "+generic-y += cc.h\n generic-y += d.h\n"
                      " generic-y += e.h\n";
  EXPECT_THAT(placed(List, "generic-y += a.h\ngeneric-y += cc.h\n"
                           "generic-y += d.h\ngeneric-y += e.h\n"),
              HasSubstr("which has 'generic-y += cc.h' already"));
}

// Nothing follows in the hunk: the end of the file does.
TEST(Refuse, whatIsAlreadyThereAtTheEnd) {
  const char List[] =
      "--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@\n int a;\n int b;\n"
      " int c;\n+int d;\n";
  EXPECT_EQ(placed(List, "int a;\nint b;\nint c;\n"),
            "int a;\nint b;\nint c;\nint d;\n");
  EXPECT_THAT(placed(List, "int a;\nint b;\nint c;\nint d;\n"),
              HasSubstr("it is already applied, at line 1"));
}

} // namespace
