//===- Editor.h - What tests of editors share -------------------*- C++ -*-===//
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What stands in messages of the language server protocol, and a driver to talk
// about.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_EDITOR_H
#define EPFLINT_TESTDATA_EDITOR_H

#include "testdata/Analyse.h"
#include "tool/fix/Edits.h"
#include "tool/source/TestTree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>

namespace epf {

using Json = nlohmann::json;

/// The offset of a position. Cases are ASCII: characters are bytes.
inline unsigned offset(llvm::StringRef Text, const Json &Position) {
  size_t At = 0;
  for (int Line = Position["line"]; Line != 0; --Line)
    At = Text.find('\n', At) + 1;
  return At + unsigned(Position["character"]);
}

inline std::string applied(llvm::StringRef Text, const Json &Action) {
  std::vector<Edit> Edits;
  const Json &Changes = Action["edit"]["changes"];
  EXPECT_THAT(Changes, testing::SizeIs(1));
  for (const Json &Each : *Changes.begin()) {
    unsigned Begin = offset(Text, Each["range"]["start"]);
    unsigned End = offset(Text, Each["range"]["end"]);
    Edits.push_back({"", Begin, End - Begin, Each["newText"]});
  }
  llvm::sort(Edits,
             [](const Edit &A, const Edit &B) { return A.Offset < B.Offset; });
  return applyEdits(Text, Edits);
}

inline std::vector<std::string> rulesOf(const Json &Diagnostics) {
  std::vector<std::string> Rules;
  for (const Json &D : Diagnostics)
    Rules.push_back(D.value("code", ""));
  return Rules;
}

/// A driver with two findings in a directory of its own.
class DriverTest : public testing::Test {
protected:
  DriverTest() { writeFlags(Tree); }

  void writeFlags(const TestTree &To) const {
    std::string Flags;
    for (const std::string &Flag : caseFlags(Driver))
      Flags += Flag + "\n";
    To.write("compile_flags.txt", Flags);
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
      "\treturn request_irq(epf->db_msg[0].virq, rung, 0, \"ring\", "
      "epf);\n"
      "}\n";
  std::vector<std::string> Both = {"epf-doorbell-leak",
                                   "epf-irq-flags-ignored"};
};

} // namespace epf

#endif // EPFLINT_TESTDATA_EDITOR_H
