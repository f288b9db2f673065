//===- Witness_test.cpp - Steps of a path as a reader wants them ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which steps are told stands in the cases. Here: what is held at each of them,
// also what the finding is not about.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gmock/gmock.h"

using namespace epf;
using testing::ElementsAre;

TEST(WitnessTest, TellsAllThatIsHeldAtEachStep) {
  ParsedC Unit("#include <linux/interrupt.h>\n"
               "struct port { int rx, tx; };\n"
               "irqreturn_t rang(int irq, void *data);\n"
               "int tune(struct port *port);\n"
               "int port_open(struct port *port)\n"
               "{\n"
               "  int ret = request_irq(port->rx, rang, 0, \"rx\", port);\n"
               "  if (ret)\n"
               "    return ret;\n"
               "  ret = request_irq(port->tx, rang, 0, \"tx\", port);\n"
               "  if (ret)\n"
               "    goto free_rx;\n"
               "  ret = tune(port);\n"
               "  if (ret)\n"
               "    goto free_rx;\n"
               "  return 0;\n"
               "free_rx:\n"
               "  free_irq(port->rx, port);\n"
               "  return ret;\n"
               "}\n");
  std::vector<Finding> Found = analyse(Unit.context()).Findings;
  ASSERT_EQ(Found.size(), 1u);
  const std::vector<Event> &Steps = Found[0].Witness;
  ASSERT_FALSE(Steps.empty());
  for (const Event &Step : Steps)
    EXPECT_THAT(Step.Held, ElementsAre("port->rx", "port->tx")) << Step.Message;
  EXPECT_THAT(Found[0].Held, ElementsAre("port->tx"));
}

TEST(WitnessTest, CallsDoorbellsWhatTheyAre) {
  ParsedC Unit("#include <linux/pci-ep-msi.h>\n"
               "#include <linux/pci-epf.h>\n"
               "int ring(struct pci_epf *epf);\n"
               "int open(struct pci_epf *epf)\n"
               "{\n"
               "  int ret = pci_epf_alloc_doorbell(epf, 4);\n"
               "  if (ret)\n"
               "    return ret;\n"
               "  return ring(epf);\n"
               "}\n");
  std::vector<Finding> Found = analyse(Unit.context()).Findings;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(Found[0].Held, ElementsAre("doorbells of epf"));
}
