//===- Witness_test.cpp - Steps of a path as a reader wants them ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which steps are told stands in the cases. Here: what is held at each of them,
// also what the finding is not about, and faults that no one edit mends.
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

// Set-up comes up with what it has unwound, by a code that nobody has set.
static std::string kiln(const std::string &Unwind) {
  return "#include <linux/interrupt.h>\n"
         "#include <linux/platform_device.h>\n"
         "struct kiln { int irq; };\n"
         "int light(struct kiln *k);\n"
         "int flue(struct kiln *k);\n"
         "static irqreturn_t hot(int irq, void *data) { return 0; }\n"
         "int start(struct platform_device *pdev)\n"
         "{\n"
         "  struct kiln *k = platform_get_drvdata(pdev);\n"
         "  int ret = light(k);\n"
         "  if (ret)\n"
         "    return ret;\n"
         "  if (flue(k) < 0)\n"
         "    goto out;\n"
         "  ret = request_irq(k->irq, hot, 0, \"kiln\", k);\n"
         "  if (ret)\n"
         "    return ret;\n"
         "  return 0;\n"
         "out:\n"
         "  " +
         Unwind +
         ";\n"
         "  return ret;\n"
         "}\n"
         "void stop(struct platform_device *pdev)\n"
         "{\n"
         "  struct kiln *k = platform_get_drvdata(pdev);\n"
         "  free_irq(k->irq, k);\n"
         "}\n"
         "struct platform_driver kiln = { .probe = start, .remove = stop };\n";
}

static std::vector<std::string> messagesOf(const Finding &F) {
  std::vector<std::string> All = {F.Message};
  for (const Event &E : F.Witness)
    All.push_back(E.Message);
  return All;
}

TEST(WitnessTest, SaysHowSetUpCameUpWithNothing) {
  ParsedC Unit(kiln("light(k)"));
  std::vector<Finding> Found = analyse(Unit.context()).Findings;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(messagesOf(Found[0]),
              ElementsAre("irq 'k->irq' is freed but was not requested on this "
                          "path",
                          "the kernel calls start()", "assuming flue() fails",
                          "returning 'ret', which is no error here",
                          "the kernel calls stop()"));
}

TEST(WitnessTest, DoesNotCallRequestedWhatIsStrayTwice) {
  ParsedC Unit(kiln("free_irq(k->irq, k)"));
  std::vector<Finding> Found = analyse(Unit.context()).Findings;
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0].Message,
            "irq 'k->irq' is freed but was not requested on this path");
  EXPECT_THAT(messagesOf(Found[1]),
              ElementsAre("irq 'k->irq' is freed twice but was not requested "
                          "on this path",
                          "the kernel calls start()", "assuming flue() fails",
                          "released here",
                          "returning 'ret', which is no error here",
                          "the kernel calls stop()"));
}
