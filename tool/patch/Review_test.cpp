//===- Review_test.cpp - epflint patch, from outside ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Patches of our own to the sample driver, as mails, and what is said of them
// in each format.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestKernel.h"
#include "tool/patch/TestPatches.h"
#include "tool/report/TestSchema.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"

using namespace epf;
using namespace epf::patch;
using nlohmann::json;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace {
class ReviewTest : public TestKernel {
protected:
  json reviewJson(llvm::StringRef File) {
    Outcome O = review(File, {"--format", "json"});
    json Document = json::parse(O.Out, nullptr, /*allow_exceptions=*/false);
    EXPECT_FALSE(Document.is_discarded()) << O.Err;
    EXPECT_EQ(complaints(Document), "");
    return Document;
  }

  /// "rule state by until", for each finding.
  static std::vector<std::string> states(const json &Document) {
    std::vector<std::string> Result;
    for (const json &F : Document["findings"]) {
      const json &P = F["patch"];
      Result.push_back(F["rule"].get<std::string>() + " " +
                       P["state"].get<std::string>() + " " + P.value("by", "") +
                       " " + P.value("until", ""));
    }
    return Result;
  }

  static json rowOf(const json &Document, llvm::StringRef Group) {
    for (const json &Row : Document["conformance"])
      if (Row["group"] == Group.str())
        return Row;
    return {};
  }
};
} // namespace

// The decision by type that the project began with.
TEST_F(ReviewTest, TellsWhatAPatchIntroducesAndLeavesOpen) {
  Outcome O = review(patchFile("by-type.eml"));
  EXPECT_EQ(O.Status, 1);
  EXPECT_THAT(O.Err, IsEmpty());
  EXPECT_THAT(O.Out, HasSubstr("published without a handler for its virq"));
  EXPECT_THAT(O.Out, HasSubstr("\nintroduced by hunk "));
  EXPECT_THAT(O.Out, HasSubstr("requested again when doorbells share it"));
  EXPECT_THAT(O.Out, HasSubstr("\nleft open by hunk "));
  EXPECT_THAT(O.Out, ContainsRegex("irq-flags +violated at [0-9]+ +met at"));
  EXPECT_THAT(O.Out, ContainsRegex("bar-match +violated at [0-9, ]+met at"));
  EXPECT_THAT(O.Out, ContainsRegex("shared-virq +violated at .*violated at"));
  EXPECT_THAT(O.Out, HasSubstr("\n1 introduced, 1 left open\n"
                               "not shown: 4 fixed, 0 pre-existing\n"));
}

TEST_F(ReviewTest, ShowsTheRestWhenAsked) {
  Outcome Brief = review(patchFile("by-type.eml"));
  EXPECT_THAT(Brief.Out, Not(HasSubstr("requested without its irq_flags")));
  Outcome All = review(patchFile("by-type.eml"), {"--all"});
  EXPECT_EQ(All.Status, 1);
  EXPECT_THAT(All.Out, HasSubstr("requested without its irq_flags"));
  EXPECT_THAT(All.Out, HasSubstr("\nfixed\n"));
  EXPECT_THAT(All.Out, Not(HasSubstr("not shown")));
}

TEST_F(ReviewTest, TellsWhatASeriesRepairsItself) {
  Outcome O = review(patchFile("wake-series.mbox"));
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out, ContainsRegex("note: irq 'vd->wake_irq' is still requested"
                                   ".*\nintroduced by 2/3, hunk [0-9].*"
                                   "repaired by 3/3\n"));
  EXPECT_THAT(states(reviewJson(patchFile("wake-series.mbox"))),
              AllOf(testing::Contains("epf-irq-leak repaired 2/3 3/3"),
                    testing::Contains("epf-irq-flags-ignored fixed  1/3"),
                    testing::Contains("epf-irq-leak pre-existing  ")));
}

TEST_F(ReviewTest, BlamesThePatchOfASeries) {
  std::string Two = withoutTheRepair();
  Outcome O = review(Two);
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\nintroduced by 2/3, hunk "));
}

// As it was copied from an archive's page: no indentation, no blank context.
TEST_F(ReviewTest, ReviewsACopiedPageAsTheMail) {
  Outcome Page = review(patchFile("by-type-page.txt"));
  EXPECT_EQ(Page.Status, 1) << Page.Err;
  EXPECT_THAT(Page.Out, HasSubstr("repaired: line "));
  Outcome Mail = review(patchFile("by-type.eml"));
  auto Findings = [](const std::string &Report) {
    return Report.substr(Report.find("\n\n"));
  };
  EXPECT_EQ(Findings(Page.Out), Findings(Mail.Out));
}

TEST_F(ReviewTest, TellsOfTheSameDamageOnce) {
  std::string Text = wrapped(read(patchFile("by-type.eml")), 76);
  Outcome O = review(Tree.write("wrapped.eml", Text));
  EXPECT_THAT(O.Out, ContainsRegex("\nrepaired: lines [0-9]+, [0-9, ]+[^\n]*: "
                                   "wrapped by the mailer\n"));
  EXPECT_EQ(llvm::StringRef(O.Out).count("by the mailer"), 1u) << O.Out;
}

// What goes wrong stands where the patch changes nothing.
TEST_F(ReviewTest, BlamesAHunkElsewhere) {
  Outcome O = review(patchFile("no-teardown.diff"));
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("still requested when vdoor_unbind() returns"));
  EXPECT_THAT(O.Out, HasSubstr("\nintroduced by hunk 1 at "
                               "drivers/vdoor/epf-vdoor.c:169\n"));
  EXPECT_THAT(O.Out, HasSubstr("\nnot shown: 0 fixed, 5 pre-existing\n"))
      << "a scenario that another one hides is not mended";
  Outcome Reply = review(patchFile("no-teardown.diff"), {"--format", "mail"});
  EXPECT_THAT(Reply.Out, ContainsRegex("> -.*free_irq.*\n\nCan it be that"));
}

TEST_F(ReviewTest, FollowsAHeaderIntoTheFilesBesideIt) {
  Tree.write("linux/drivers/bell/bell.h",
             "static inline void bell_mute(int irq, void *bell)\n"
             "{\n\tfree_irq(irq, bell);\n}\n");
  Tree.write("linux/drivers/bell/bell.c", R"(#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include "bell.h"
irqreturn_t bell_rung(int irq, void *bell);
static int bell_probe(struct platform_device *pdev)
{
	return request_irq(7, bell_rung, 0, "bell", pdev);
}
static void bell_remove(struct platform_device *pdev)
{
	bell_mute(7, pdev);
}
struct platform_driver bell_driver = {
	.probe = bell_probe,
	.remove = bell_remove,
};
)");
  std::string File = Tree.write(
      "h.diff", "--- a/drivers/bell/bell.h\n"
                "+++ b/drivers/bell/bell.h\n@@ -1,4 +1,3 @@\n"
                " static inline void bell_mute(int irq, void *bell)\n"
                " {\n-\tfree_irq(irq, bell);\n }\n");
  Outcome O = review(File);
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("drivers/bell/bell.c:"));
  EXPECT_THAT(O.Out, HasSubstr("\nintroduced by hunk 1 at "
                               "drivers/bell/bell.h:1\n"));
}

TEST_F(ReviewTest, AllOfANewFileIsIntroduced) {
  std::string Driver = "#include <linux/interrupt.h>\n"
                       "irqreturn_t rung(int irq, void *bell);\n"
                       "int bell_init(void *bell)\n{\n"
                       "\tint ret = request_irq(7, rung, 0, \"x\", bell);\n"
                       "\tif (ret)\n\t\tfree_irq(7, bell);\n"
                       "\treturn ret;\n}\n";
  std::string Diff = "diff --git a/drivers/n.c b/drivers/n.c\nnew file mode "
                     "100644\n--- /dev/null\n+++ b/drivers/n.c\n"
                     "@@ -0,0 +1,9 @@\n";
  llvm::SmallVector<llvm::StringRef> Lines;
  llvm::StringRef(Driver).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines)
    Diff += ("+" + Line + "\n").str();
  Outcome O = review(Tree.write("new.diff", Diff));
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("drivers/n.c:7:"));
  EXPECT_THAT(O.Out, HasSubstr("freed although its request failed"));
  EXPECT_THAT(O.Out, ContainsRegex("symmetry +not-exercised +violated at 7"));
}

// The same resource is left requested in two functions; one of them is mended.
TEST_F(ReviewTest, CreditsWhatIsFixed) {
  std::string Leak = "\tint ret = request_irq(7, rung, 0, \"x\", bell);\n"
                     "\tif (ret)\n\t\treturn ret;\n\treturn go(bell) ? -5 : "
                     "0;\n}\n";
  Tree.write("linux/drivers/n.c",
             "#include <linux/interrupt.h>\n"
             "irqreturn_t rung(int irq, void *bell);\nint go(void *bell);\n"
             "int one(void *bell)\n{\n" +
                 Leak + "int two(void *bell)\n{\n" + Leak);
  std::string File = Tree.write(
      "fix.diff", "--- a/drivers/n.c\n+++ b/drivers/n.c\n@@ -13,5 +13,9 @@\n"
                  " \tint ret = request_irq(7, rung, 0, \"x\", bell);\n"
                  " \tif (ret)\n \t\treturn ret;\n"
                  "-\treturn go(bell) ? -5 : 0;\n+\tif (go(bell)) {\n"
                  "+\t\tfree_irq(7, bell);\n+\t\treturn -5;\n+\t}\n"
                  "+\treturn 0;\n }\n");
  Outcome O = review(File);
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out,
              AllOf(HasSubstr("\njudged: what the patch can reach; --all "),
                    HasSubstr("\nnot shown: 1 fixed, 0 pre-existing\n")))
      << "the patch cannot reach the other function";
  json Reached = {{{"file", "drivers/n.c"}, {"functions", {"two"}}}};
  EXPECT_EQ(reviewJson(File)["review"]["judged"], Reached);
  O = review(File, {"--all", "--format", "json"});
  EXPECT_EQ(json::parse(O.Out)["review"]["judged"], json::array());
  O = review(File, {"--all"});
  EXPECT_THAT(O.Out, AllOf(ContainsRegex("n\\.c:9:.*still requested when one"),
                           HasSubstr("\npre-existing\n"),
                           Not(HasSubstr("\njudged: "))));
}

TEST_F(ReviewTest, HeedsCommentsThatDismiss) {
  std::string Text = read(patchFile("by-type.eml"));
  std::string Line = "+\t\tvd->regs->db_offset[i] = epf->db_msg[i].offset;";
  ASSERT_NE(Text.find(Line), std::string::npos);
  Text.replace(Text.find(Line), Line.size(),
               Line + " /* NOLINT(epf-irq-missing-handler) */");
  Outcome O = review(Tree.write("dismissed.eml", Text));
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\n0 introduced, 1 left open\n"));
  EXPECT_THAT(O.Out, HasSubstr("\nsuppressed: 1\n"));
}

TEST_F(ReviewTest, HeedsWhatTheTreeDismisses) {
  Tree.write("linux/.epflint.json", R"({"suppressions": [
    {"rule": "epf-irq-missing-handler", "file": "drivers/vdoor/*.c",
     "reason": "all share one"},
    {"rule": "epf-irq-flags-ignored", "file": "drivers/vdoor/*.c",
     "reason": "none needed"}]})");
  Outcome O = review(patchFile("by-type.eml"));
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\n0 introduced, 1 left open\n"));
  EXPECT_THAT(O.Err, HasSubstr("stale suppression: epf-irq-flags-ignored in "
                               "drivers/vdoor/*.c\n"))
      << "with the patch, the flags are heeded";
  EXPECT_THAT(O.Err, Not(HasSubstr("missing-handler")));
  Tree.write("linux/.epflint.json",
             R"({"rules": [{"path": "drivers/*", "off": ["*"]}]})");
  EXPECT_THAT(review(patchFile("by-type.eml")).Out,
              HasSubstr("\n0 introduced, 0 left open\n"));
  std::string Other = Tree.write("other.json", "{}");
  EXPECT_EQ(review(patchFile("by-type.eml"), {"--config", Other}).Status, 1);
}

TEST_F(ReviewTest, AFileOfAnotherNameIsTheSameFile) {
  std::string File =
      Tree.write("move.diff", "diff --git a/drivers/vdoor/epf-vdoor.c "
                              "b/drivers/vdoor/bell.c\nsimilarity index 100%\n"
                              "rename from drivers/vdoor/epf-vdoor.c\n"
                              "rename to drivers/vdoor/bell.c\n");
  Outcome O = review(File);
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\n0 introduced, 0 left open\n"
                               "not shown: 0 fixed, 5 pre-existing\n"));
}

// A version that does not parse tells nothing of what was in it before.
TEST_F(ReviewTest, ClaimsNothingOfWhatCannotBeParsed) {
  std::string File = Tree.write(
      "bad.diff", "--- a/drivers/vdoor/epf-vdoor.c\n"
                  "+++ b/drivers/vdoor/epf-vdoor.c\n@@ -10,3 +10,4 @@\n"
                  " #include <linux/err.h>\n+#include <linux/none.h>\n"
                  " #include <linux/interrupt.h>\n #include "
                  "<linux/module.h>\n");
  Outcome O = review(File);
  EXPECT_EQ(O.Status, 3) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\n0 introduced, 0 left open\n"
                               "not shown: 0 fixed, 5 pre-existing\n"
                               "failed: drivers/vdoor/epf-vdoor.c: "));
  EXPECT_THAT(O.Out, ContainsRegex("bar-match +violated at .* undecided"));
}

TEST_F(ReviewTest, WritesJsonOfTheSchema) {
  json Document = reviewJson(patchFile("by-type.eml"));
  EXPECT_EQ(Document["summary"]["introduced"], 1);
  EXPECT_EQ(Document["summary"]["fixed"], 4);
  EXPECT_EQ(Document["review"]["patches"][0]["messageId"],
            "20260302090000.1-1-nora@example.org");
  json Row = rowOf(Document, "irq-flags");
  EXPECT_EQ(Row["status"], "met");
  EXPECT_FALSE(Row["evidence"].empty());
  EXPECT_EQ(Row["before"]["status"], "violated");
  for (const json &F : Document["findings"])
    if (F["patch"]["state"] == "introduced") {
      EXPECT_EQ(F["patch"]["file"], "drivers/vdoor/epf-vdoor.c");
      EXPECT_EQ(F["fix"]["verified"], true);
    }
}

TEST_F(ReviewTest, WritesLinesAsCheckpatchDoes) {
  EXPECT_EQ(review(patchFile("by-type.eml"), {"--format", "terse"}).Out,
            "drivers/vdoor/epf-vdoor.c:180: WARNING: doorbell 'db_msg[1]' is "
            "published without a handler for its virq "
            "[epf-irq-missing-handler]\n");
  EXPECT_EQ(review(patchFile("wake-series.mbox"), {"--format", "terse"}).Out,
            "");
}

TEST_F(ReviewTest, WritesWhatB4Reads) {
  auto ResultOf = [&](std::string File) {
    json All = json::parse(review(File, {"--format", "b4"}).Out);
    EXPECT_EQ(All.size(), 1u);
    EXPECT_EQ(All[0]["tool"], "epflint");
    return All[0];
  };
  json Bad = ResultOf(patchFile("by-type.eml"));
  EXPECT_EQ(Bad["status"], "fail");
  EXPECT_EQ(Bad["summary"], "1 introduced, 1 left open");
  EXPECT_THAT(Bad["details"].get<std::string>(), HasSubstr("shared-virq"));
  EXPECT_EQ(ResultOf(patchFile("wake-series.mbox"))["status"], "pass");
  // It gives the cover letter alone to a check of the series, and a patch of
  // one alone to the others.
  std::string Text = read(patchFile("wake-series.mbox"));
  Text.resize(Text.find("\nFrom nora@", 1));
  Outcome Cover = review(Tree.write("cover", Text), {"--format", "b4"});
  EXPECT_EQ(Cover.Out, "[]\n");
  EXPECT_EQ(Cover.Status, 0) << Cover.Err;
  Tree.write(Driver, "int nothing_alike;\n");
  json Not = ResultOf(patchFile("by-type.eml"));
  EXPECT_EQ(Not["status"], "warn");
  EXPECT_THAT(Not["summary"].get<std::string>(),
              StartsWith("not judged: drivers/vdoor/epf-vdoor.c: hunk 1"));
}

TEST_F(ReviewTest, LeavesTheTreeAsItWas) {
  auto Before = everything();
  review(patchFile("by-type.eml"));
  review(patchFile("wake-series.mbox"), {"--format", "json"});
  EXPECT_EQ(everything(), Before);
}

TEST_F(ReviewTest, RefusesWrongUse) {
  auto Refused = [&](Outcome O, std::string Message) {
    EXPECT_EQ(O.Status, 2);
    EXPECT_THAT(O.Out, IsEmpty());
    EXPECT_THAT(O.Err, HasSubstr(Message));
    EXPECT_EQ(llvm::StringRef(O.Err).count('\n'), 1u) << O.Err;
  };
  std::string File = patchFile("by-type.eml");
  Refused(review(File, {"--format", "sarif"}), "unknown format 'sarif'");
  Refused(review(File, {"--base", "HEAD"}), "not in a git work tree");
  Refused(review(File, {"--", "-DX"}), "give one of");
  Refused(review(Tree.path("none")), "none");
  llvm::sys::fs::remove(Tree.path(Driver));
  Refused(review(File), "the base has no such file");
  Tree.write(Driver, "int nothing_alike;\n");
  Refused(review(File), "epf-vdoor.c: hunk 1");
}
