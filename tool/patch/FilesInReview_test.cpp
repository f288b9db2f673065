//===- FilesInReview_test.cpp - Files that come and go --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Patches that make, rename and delete files, and what the review makes of it.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestKernel.h"
#include "tool/patch/TestPatches.h"
#include "gmock/gmock.h"

using namespace epf::patch;
using testing::AllOf;
using testing::HasSubstr;

using FilesInReviewTest = TestKernel;

// A header that is gone is gone for those who include it still.
TEST_F(FilesInReviewTest, HidesWhatIsDeletedOrRenamed) {
  Tree.write("linux/drivers/bell/bell.h", "int bell_ring(int irq);\n");
  Tree.write("linux/drivers/bell/bell.c",
             "#include <linux/interrupt.h>\n#include \"bell.h\"\n"
             "void bell_mute(void *bell)\n{\n\tfree_irq(7, bell);\n}\n");
  std::string Head = "diff --git a/drivers/bell/bell.h b/drivers/bell/";
  for (const std::string &Text :
       {Head + "bell.h\ndeleted file mode 100644\n--- a/drivers/bell/bell.h\n"
               "+++ /dev/null\n@@ -1 +0,0 @@\n-int bell_ring(int irq);\n",
        Head + "ring.h\nsimilarity index 100%\nrename from "
               "drivers/bell/bell.h\nrename to drivers/bell/ring.h\n"}) {
    Outcome O = review(Tree.write("gone.diff", Text));
    EXPECT_EQ(O.Status, 3) << O.Err;
    EXPECT_THAT(O.Out, HasSubstr("\nfailed: drivers/bell/bell.c: "
                                 "drivers/bell/bell.c:2: 'bell.h' file not "
                                 "found\n"));
  }
}

// What a driver has to keep may stand in a header beside it.
TEST_F(FilesInReviewTest, ReadsTheContractFromHeadersBesideTheFile) {
  const std::string Take = "static inline int bell_take(int irq, void *bell)\n"
                           "{\n\treturn request_irq(irq, bell_rung, 0, "
                           "\"bell\", bell);\n}\n";
  Tree.write("linux/drivers/bell/bell.h",
             "#include <linux/interrupt.h>\n"
             "irqreturn_t bell_rung(int irq, void *bell);\n" +
                 Take);
  Tree.write("linux/drivers/bell/bell.c",
             "#include \"bell.h\"\nint bell_open(int irq, void *bell)\n{\n"
             "\tint ret = bell_take(irq, bell);\n\tif (ret)\n\t\treturn "
             "ret;\n\treturn 0;\n}\n");
  std::string Diff = "--- a/drivers/bell/bell.c\n+++ b/drivers/bell/bell.c\n"
                     "@@ -4,5 +4,5 @@\n \tint ret = bell_take(irq, bell);\n"
                     " \tif (ret)\n \t\treturn ret;\n-\treturn 0;\n"
                     "+\treturn -1;\n }\n";
  Outcome O = review(Tree.write("x.diff", Diff));
  EXPECT_THAT(O.Out, HasSubstr("symmetry      met at bell.h:5  violated at 7"))
      << O.Err;
  EXPECT_EQ(O.Status, 1);
}

// What the first patch brings the second changes, and the third takes away.
TEST_F(FilesInReviewTest, FollowsAFileThroughASeries) {
  std::string Body = " int horn_open(int irq, void *horn)\n {\n"
                     " \tint ret = request_irq(irq, horn_rung, 0, \"x\", "
                     "horn);\n \tif (ret)\n \t\treturn ret;\n",
              New = "#include <linux/interrupt.h>\nirqreturn_t horn_rung(int "
                    "irq, void *horn);\nint horn_blow(void *horn);\n" +
                    replaced(llvm::StringRef("\n" + Body).str(), "\n ", "\n")
                        .substr(1) +
                    "\treturn 0;\n}\n";
  auto Mail = [](int Number, const std::string &Diff) {
    std::string K = std::to_string(Number);
    return "From a@example.org Mon Sep 17 00:00:00 2001\nFrom: A "
           "<a@example.org>\nMessage-ID: <" +
           K + "@example.org>\nSubject: [PATCH " + K + "/3] horn " + K +
           "\n\nWhy.\n\n---\n" + Diff + "-- \n2.43.0\n\n";
  };
  std::string Name = "a/drivers/bell/horn.c b/drivers/bell/horn.c\n";
  std::string Series =
      Mail(1, "diff --git " + Name +
                  "new file mode 100644\n--- /dev/null\n"
                  "+++ b/drivers/bell/horn.c\n@@ -0,0 +1,10 @@\n" +
                  eachLine(New,
                           [](llvm::StringRef L) {
                             return ("+" + L + "\n").str();
                           })) +
      Mail(2, "diff --git a/drivers/bell/horn.c b/drivers/bell/tooter.c\n"
              "similarity index 90%\nrename from drivers/bell/horn.c\n"
              "rename to drivers/bell/tooter.c\n--- a/drivers/bell/horn.c\n"
              "+++ b/drivers/bell/tooter.c\n@@ -4,7 +4,7 @@\n" +
                  Body + "-\treturn 0;\n+\treturn horn_blow(horn);\n }\n");
  std::string Gone = Mail(
      3,
      "diff --git a/drivers/bell/tooter.c b/drivers/bell/tooter.c\n"
      "deleted file mode 100644\n--- a/drivers/bell/tooter.c\n"
      "+++ /dev/null\n@@ -1,10 +0,0 @@\n" +
          eachLine(replaced(New, "return 0;",
                            "return "
                            "horn_blow(horn);"),
                   [](llvm::StringRef L) { return ("-" + L + "\n").str(); }));
  Outcome O = review(Tree.write("two.mbox", Series));
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_THAT(O.Out, AllOf(HasSubstr("drivers/bell/tooter.c:9:"),
                           HasSubstr("\nintroduced by 2/3, hunk 1\n")));
  O = review(Tree.write("three.mbox", Series + Gone));
  EXPECT_EQ(O.Status, 0) << O.Err;
  EXPECT_THAT(O.Out, HasSubstr("\nintroduced by 2/3, hunk 1, repaired by "
                               "3/3\n"));
  // Plain diffs only take all lines out of what they delete.
  O = review(Tree.write(
      "emptied.mbox",
      Series + replaced(replaced(Gone, "deleted file mode 100644\n", ""),
                        "/dev/null", "b/drivers/bell/tooter.c")));
  EXPECT_EQ(O.Status, 0) << O.Out << O.Err;
}
