//===- DoorbellUseAfterFree_test.cpp - Irqs that outlive their doorbells --===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is mended stands in the cases; for these no repair is offered.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gmock/gmock.h"

using namespace epf;

static std::vector<std::string> messagesFor(const std::string &Unbind) {
  ParsedC Unit(
      "#include <linux/interrupt.h>\n"
      "#include <linux/pci-ep-msi.h>\n"
      "#include <linux/pci-epf.h>\n"
      "irqreturn_t rang(int irq, void *data);\n"
      "static int bind(struct pci_epf *epf)\n"
      "{\n"
      "  int ret = pci_epf_alloc_doorbell(epf, 1);\n"
      "  if (ret)\n"
      "    return ret;\n"
      "  ret = devm_request_irq(&epf->dev, epf->db_msg[0].virq, rang,\n"
      "                         epf->db_msg[0].irq_flags, \"x\", epf);\n"
      "  if (ret)\n"
      "    pci_epf_free_doorbell(epf);\n"
      "  return ret;\n"
      "}\n"
      "static void unbind(struct pci_epf *epf)\n"
      "{\n" +
      Unbind +
      "}\n"
      "const struct pci_epf_ops ops = {\n"
      "  .bind = bind, .unbind = unbind,\n"
      "};\n");
  std::vector<std::string> Messages;
  for (const Finding &F : analyse(Unit.context()).Findings)
    Messages.push_back(F.Message);
  return Messages;
}

TEST(DoorbellUseAfterFree, FindsIrqsThatTheDeviceCoreFreesLater) {
  EXPECT_THAT(
      messagesFor("  pci_epf_free_doorbell(epf);\n"),
      testing::ElementsAre("doorbells are freed while 'epf->db_msg[0].virq' is "
                           "requested, which the device core frees later"));
}

TEST(DoorbellUseAfterFree, LeavesAloneWhatIsFreedBefore) {
  EXPECT_THAT(messagesFor("  devm_free_irq(&epf->dev, epf->db_msg[0].virq,\n"
                          "                epf);\n"
                          "  pci_epf_free_doorbell(epf);\n"),
              testing::IsEmpty());
}
