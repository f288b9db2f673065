//===- Skip_test.cpp - Where a loop leaves a request out ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is told of a loop that requests no doorbell at all, as its first one
// looks for an equal among all.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::ElementsAre;

// The loop goes on to the next doorbell where Skips says so.
static std::vector<std::string> messagesFor(const std::string &Skips) {
  ParsedC Unit("#include <linux/interrupt.h>\n"
               "#include <linux/pci-ep-msi.h>\n"
               "#include <linux/pci-epf.h>\n"
               "struct gong { struct pci_epf *epf; _Bool polled; int line[2];\n"
               "              unsigned int data[2]; };\n"
               "irqreturn_t rang(int irq, void *data);\n"
               "int start(struct gong *g)\n"
               "{\n"
               "  int i, ret = pci_epf_alloc_doorbell(g->epf, 2);\n"
               "  if (ret)\n"
               "    return ret;\n"
               "  for (i = 0; i < 2; i++) {\n"
               "    if (g->epf->db_msg[i].bar != BAR_2)\n"
               "      continue;\n"
               "    g->line[i] = g->epf->db_msg[i].virq;\n"
               "    if (" +
               Skips +
               ")\n"
               "      continue;\n"
               "    ret = request_irq(g->line[i], rang,\n"
               "                      g->epf->db_msg[i].irq_flags, \"g\", g);\n"
               "    if (ret)\n"
               "      break;\n"
               "  }\n"
               "  g->data[0] = g->epf->db_msg[0].msg.data;\n"
               "  return 0;\n"
               "}\n");
  std::vector<std::string> Messages;
  for (const Finding &F : analyse(Unit.context()).Findings)
    if (F.Rule == "epf-irq-missing-handler") {
      Messages.push_back(F.Message);
      Messages.push_back(F.Witness.back().Message);
    }
  return Messages;
}

TEST(Skip, IsNamedWhereNothingIsRequested) {
  EXPECT_THAT(
      messagesFor("g->line[i] == g->epf->db_msg[i].virq"),
      ElementsAre("doorbell 'db_msg[0]' is published without a handler for its "
                  "virq",
                  "no irq is requested for db_msg[0] here"));
}

TEST(Skip, MayBeADriversOwnChoice) {
  EXPECT_THAT(messagesFor("g->polled || "
                          "g->line[i] == g->epf->db_msg[i].virq"),
              ElementsAre());
}
