//===- Form_test.cpp - What a repair looks like ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts are written as the driver and the strategy have them, and compared
// whole: what was not to be touched is part of it.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Edits.h"
#include "tool/fix/Form.h"
#include "tool/fix/Style.h"
#include "tool/source/TestTree.h"
#include "gtest/gtest.h"

using namespace epf;

namespace {
/// Replaces Old, which is in Text once, by New, in form.
std::string fix(llvm::StringRef Text, llvm::StringRef Old,
                llvm::StringRef New) {
  size_t At = Text.find(Old);
  EXPECT_EQ(Text.find(Old, At + 1), llvm::StringRef::npos) << Old.str();
  Edit E{"a.c", unsigned(At), unsigned(Old.size()), New.str()};
  return applyEdits(Text, formed(E, Text, kernelStyle()));
}

constexpr llvm::StringLiteral Oven =
    "int  f( struct oven *o )\n" // not our business
    "{\n"
    "\tint ret = request_irq(o->irq, oven_hot, 0, \"oven\",\n"
    "\t\t\t      o);\n"
    "\n"
    "\tif (ret)\n"
    "\t\treturn ret;\n"
    "\n"
    "\treturn 0;\n"
    "}\n";
} // namespace

TEST(Form, WrapsALineThatBecameTooLong) {
  EXPECT_EQ(fix(Oven, " 0, ", " IRQF_SHARED | o->bell[0].irq_flags, "),
            "int  f( struct oven *o )\n"
            "{\n"
            "\tint ret = request_irq(o->irq, oven_hot,\n"
            "\t\t\t      IRQF_SHARED | o->bell[0].irq_flags, \"oven\", o);\n"
            "\n"
            "\tif (ret)\n"
            "\t\treturn ret;\n"
            "\n"
            "\treturn 0;\n"
            "}\n");
}

TEST(Form, LeavesALineThatFitsToItsAuthor) {
  EXPECT_EQ(fix("void f(void)\n{\n\tg( 1,2 );\n\th( 3 );\n}\n", "2", "4"),
            "void f(void)\n{\n\tg( 1,4 );\n\th( 3 );\n}\n");
}

TEST(Form, WrapsNewLinesAndNoOthers) {
  EXPECT_EQ(
      fix("void f(void)\n{\n\tg( 1 );\n\th( 3 );\n}\n", "\th(",
          "\tfree_irq(pci_irq_vector(device->bus->pdev, FIRST_VECTOR_OF_ALL), "
          "device);\n\th("),
      "void f(void)\n{\n\tg( 1 );\n"
      "\tfree_irq(pci_irq_vector(device->bus->pdev, FIRST_VECTOR_OF_ALL),\n"
      "\t\t device);\n"
      "\th( 3 );\n}\n");
}

TEST(Form, DoesNotPartAMemberFromItsStruct) {
  EXPECT_EQ(
      fix("void f(void)\n{\n\tg();\n}\n", "\tg",
          "\tfree_irq(the_only_card_in_this_machine->table_of_its_vectors[last]"
          ".vector, c);\n\tg"),
      "void f(void)\n{\n"
      "\tfree_irq(the_only_card_in_this_machine->table_of_its_vectors[last]"
      ".vector,\n"
      "\t\t c);\n\tg();\n}\n");
}

TEST(Form, MovesWhatWasAlignedAlong) {
  EXPECT_EQ(fix("\tret = request_irq(irq, f, 0, \"a\",\n\t\t\t  a,\n\t\t\t  b"
                ");\n\t\t\t  c();\n",
                "request_irq(", "devm_request_irq(dev, "),
            "\tret = devm_request_irq(dev, irq, f, 0, \"a\",\n\t\t\t       a,\n"
            "\t\t\t       b);\n\t\t\t  c();\n");
}

TEST(Form, LeavesNoBlankLineOver) {
  llvm::StringRef Text = "void f(void)\n{\n\ta();\n\n\tb();\n\n\tc();\n}\n";
  EXPECT_EQ(fix(Text, "\tb();\n", ""),
            "void f(void)\n{\n\ta();\n\n\tc();\n}\n");
  EXPECT_EQ(fix("{\n\ta();\n\n\tb();\n}\n", "\tb();\n", ""), "{\n\ta();\n}\n");
  EXPECT_EQ(fix("{\n\ta();\n\n\tb();\n}\n", "\ta();\n", ""), "{\n\tb();\n}\n");
  EXPECT_EQ(fix(Text, "\ta();\n", "\td();\n"),
            "void f(void)\n{\n\td();\n\n\tb();\n\n\tc();\n}\n");
}

TEST(Form, LeavesNoLabelOver) {
  llvm::StringRef Text = "{\n\tif (a)\n\t\tgoto one;\n\tif (b)\n"
                         "\t\tgoto two;\n\treturn 0;\n"
                         "one:\n\tx();\ntwo:\n\treturn -1;\n}\n"
                         "{\n\tif (a)\n\t\tgoto two;\n\tx();\n"
                         "two:\n\treturn -1;\n}\n";
  std::string Expected = Text.str();
  Expected.replace(Expected.find("goto two"), 8, "goto one");
  Expected.erase(Expected.find("two:\n"), 5);
  EXPECT_EQ(fix(Text, "goto two;\n\treturn 0", "goto one;\n\treturn 0"),
            Expected);
  // Behind a return, what is to become of the code below is not said.
  Expected = Text.str();
  Expected.replace(Expected.find("goto one"), 8, "goto two");
  EXPECT_EQ(fix(Text, "goto one", "goto two"), Expected);
  // Another goes there.
  llvm::StringRef Both = "{\n\tif (a)\n\t\tgoto one;\n\tb(); goto one;\n"
                         "one:\n\tx();\n}\n";
  EXPECT_EQ(fix(Both, "\t\tgoto one", "\t\treturn"),
            "{\n\tif (a)\n\t\treturn;\n\tb(); goto one;\n"
            "one:\n\tx();\n}\n");
}

TEST(Form, KeepsLineEnds) {
  EXPECT_EQ(fix("void f(void)\r\n{\r\n\tg( 1 );\r\n\th( 3 );\r\n}\r\n", "\th(",
                "\tfree_irq(a, b);\n\tfree_irq(c, d);\n\th("),
            "void f(void)\r\n{\r\n\tg( 1 );\r\n\tfree_irq(a, b);\r\n"
            "\tfree_irq(c, d);\r\n\th( 3 );\r\n}\r\n");
  EXPECT_EQ(fix("void f(void)\n{\n\tg( 1 );\n}", "\tg", "\th();\n\tg"),
            "void f(void)\n{\n\th();\n\tg( 1 );\n}");
  EXPECT_EQ(fix("a\r\nb", "b", "c\nb"), "a\r\nc\r\nb");
}

TEST(Form, WritesLabelsInTheFirstColumn) {
  EXPECT_EQ(fix("int f(void)\n{\n\tg();\n\treturn 0;\n}\n", "\treturn",
                "\nerr_irq:\n\tfree_irq(a,b);\n\treturn"),
            "int f(void)\n{\n\tg();\n\nerr_irq:\n\tfree_irq(a, b);\n"
            "\treturn 0;\n}\n");
}

TEST(Style, IsThatOfTheTree) {
  TestTree Tree;
  auto Disk = llvm::vfs::getRealFileSystem();
  EXPECT_EQ(styleFor(Tree.path("d/a.c"), *Disk).IndentWidth, 8u);
  Tree.write(".clang-format", "BasedOnStyle: LLVM\nIndentWidth: 3\n"
                              "AnOptionOfTomorrow: true\n");
  EXPECT_EQ(styleFor(Tree.path("d/a.c"), *Disk).IndentWidth, 3u);
  Tree.write("d/.clang-format", "][");
  EXPECT_EQ(styleFor(Tree.path("d/a.c"), *Disk), kernelStyle());
}
