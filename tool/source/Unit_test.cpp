//===- Unit_test.cpp - Parsing and analysing one file ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What only this layer decides: overlays, the directory flags are relative to,
// which bodies are parsed, and how paths are reported. The rest is tested
// through the command.
//
//===----------------------------------------------------------------------===//

#include "tool/source/TestTree.h"
#include "tool/source/Unit.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace epf;

namespace {
/// One command for every file.
class OneCommand : public FlagSource {
public:
  OneCommand(std::string Directory, std::vector<std::string> Flags)
      : Directory(std::move(Directory)), Flags(std::move(Flags)) {}

  llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const override {
    return CompileCommand{File.str(), Directory, Flags};
  }

private:
  std::string Directory;
  std::vector<std::string> Flags;
};

class UnitTest : public testing::Test {
protected:
  UnitReport analyse(llvm::StringRef File, const UnitOptions &Options = {}) {
    return analyseUnit(Tree.path(File), Flags, SourceRoot(Tree.path()),
                       Options);
  }

  TestTree Tree;
  OneCommand Flags{Tree.path("build"), {"-I./include"}};
};

constexpr llvm::StringLiteral Driver =
    "#include <irq.h>\nvoid f(void) { free_irq(0, 0); }\n";
} // namespace

TEST_F(UnitTest, ResolvesFlagsInTheirDirectory) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\n");
  Tree.write("d/a.c", Driver);
  UnitReport Unit = analyse("d/a.c");
  EXPECT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
  EXPECT_EQ(Unit.File, "d/a.c");
}

TEST_F(UnitTest, NamesErrorsRelativeToTheRoot) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\nint = 1;\n");
  Tree.write("d/a.c", Driver);
  UnitReport Unit = analyse("d/a.c");
  EXPECT_EQ(Unit.Status, UnitStatus::Incomplete);
  EXPECT_EQ(Unit.Reason, "build/include/irq.h:2: expected identifier or '('");
}

TEST_F(UnitTest, SaysThatADirectoryIsMissing) {
  Tree.write("d/a.c", Driver);
  UnitReport Unit = analyse("d/a.c");
  EXPECT_EQ(Unit.Status, UnitStatus::Failed);
  EXPECT_EQ(Unit.Reason, Tree.path("build") + ": No such file or directory");
}

TEST_F(UnitTest, ReadsTheOverlayFirst) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\n");
  Tree.write("d/a.c", "int none;\n");
  auto Overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Overlay->addFile(Tree.path("d/a.c"), 0,
                   llvm::MemoryBuffer::getMemBuffer(Driver));
  UnitOptions Options;
  Options.Overlay = Overlay;
  EXPECT_EQ(analyse("d/a.c").Status, UnitStatus::Skipped);
  UnitReport Unit = analyse("d/a.c", Options);
  EXPECT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
}

TEST_F(UnitTest, SkipsBodiesUpToTheirEnd) {
  Tree.write("build/include/irq.h",
             "void free_irq(int, void *);\n"
             "#define TWICE { {\n"
             "#define BEGIN TWICE\n"
             "#define END } }\n"
             "#define PAIR(WHAT) { WHAT; }\n"
             "static inline void plain(void) { { } PAIR({}) if (1) { } }\n"
             "static inline void hidden(void) { { BEGIN } } if (1) { } } }\n"
             "static inline void closed(void) { { { END\n#if 0\n{\n#endif\n }\n"
             "int = 1;\n");
  Tree.write("d/a.c", Driver);
  EXPECT_EQ(analyse("d/a.c").Reason,
            "build/include/irq.h:13: expected identifier or '('");
}

TEST_F(UnitTest, SkipsABodyThatHasNoEnd) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\n"
                                    "static inline void f(void) { { { }\n");
  Tree.write("d/a.c", "#include <irq.h>\nvoid g(void) { free_irq(0, 0); }\n");
  EXPECT_EQ(analyse("d/a.c").Reason, "d/a.c:2: expected '}'");
}

TEST_F(UnitTest, TellsWhatIsCalledAndNotThere) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\n");
  Tree.write("a.c", "#include <irq.h>\n"
                    "void f(int n)\n{\n\tfree_irq(n, 0);\n\tgone(n);\n}\n");
  UnitReport Unit = analyse("a.c");
  ASSERT_EQ(Unit.Warnings.size(), 1u);
  EXPECT_NE(Unit.Warnings[0].find("undeclared function 'gone'"),
            std::string::npos);
  EXPECT_EQ(Unit.Reason, "");
}

TEST_F(UnitTest, TellsWhatHasNoValueFromWhatHasNoUse) {
  Tree.write("build/include/irq.h", "void free_irq(int, void *);\n");
  Tree.write("a.c", "#include <irq.h>\n"
                    "void f(int n)\n{\n\tint i, j;\n\tif (n)\n\t\ti = 1;\n"
                    "\tfree_irq(i, 0);\n}\n");
  UnitReport Unit = analyse("a.c");
  EXPECT_EQ(Unit.Warnings, std::vector<std::string>{"unused variable 'j'"});
  ASSERT_EQ(Unit.Unset.size(), 1u);
  EXPECT_NE(Unit.Unset[0].find("'i' is used uninitialized"), std::string::npos);
}

TEST_F(UnitTest, TriesAFixWithMoreTimeThanItsFileTakes) {
  // Where doorbells are known, a function over its budget is incomplete.
  Tree.write("build/include/irq.h",
             "int request_irq(int, void *, long, const char *, void *);\n"
             "const void *free_irq(int, void *);\n"
             "struct pci_epf_doorbell_msg { int virq; };\n"
             "struct pci_epf { struct pci_epf_doorbell_msg *db_msg; };\n");
  Tree.write("d/a.c", "#include <irq.h>\n"
                      "struct line { int n, irq[4]; };\n"
                      "int start(struct line *l)\n{\n\tint i, ret;\n\n"
                      "\tfor (i = 0; i < l->n; i++) {\n"
                      "\t\tret = request_irq(l->irq[i], 0, 0, \"a\", l);\n"
                      "\t\tif (ret)\n\t\t\treturn ret;\n\t}\n\treturn 0;\n}\n");
  UnitOptions Options;
  UnitReport Unit = analyse("d/a.c", Options);
  ASSERT_EQ(Unit.Functions.size(), 1u);
  // A function that nothing calls gets a quarter.
  Options.Analysis.Budget = 4 * (Unit.Functions[0].States + 1);
  Unit = analyse("d/a.c", Options);
  EXPECT_EQ(Unit.Status, UnitStatus::Analysed) << Unit.Reason;
  ASSERT_EQ(Unit.Findings.size(), 1u);
  ASSERT_EQ(Unit.Findings[0].Repairs.size(), 1u);
  const Fix &Repair = Unit.Findings[0].Repairs[0];
  EXPECT_TRUE(Repair.Verified);
  EXPECT_EQ(Repair.How, Applicability::Review);
  EXPECT_EQ(Repair.Reason,
            "but exploring the result takes more than the budget");
}
