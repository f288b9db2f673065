//===- Flaws_test.cpp - What no repair may bring --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace epf;

static bool hasFlaw(FlawKind Kind, const std::string &Body) {
  ParsedC C(R"(#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
int other(void);
irqreturn_t handler(int irq, void *data);
int start(struct pci_epf *epf)
{
	int ret;

)" + Body + "}\n");
  for (const Flaw &Each : analyse(C.context()).Flaws)
    if (Each.Kind == Kind && Each.Function == "start")
      return true;
  return false;
}

static constexpr char Allocates[] = R"(
	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;
)";

TEST(Flaws, SeesAnErrorThatIsNotReturned) {
  auto Body = [](std::string Label) {
    return Allocates +
           ("	if (other()) {\n\t\tret = -EINVAL;\n\t\tgoto " + Label +
            ";\n\t}\n") +
           "out:\n\treturn 0;\nerr:\n\tpci_epf_free_doorbell(epf);\n"
           "\treturn ret;\n";
  };
  EXPECT_TRUE(hasFlaw(FlawKind::LostError, Body("out")));
  EXPECT_FALSE(hasFlaw(FlawKind::LostError, Body("err")));
}

TEST(Flaws, SeesAFreeOfNothing) {
  auto Body = [](std::string Condition) {
    return "\tret = pci_epf_alloc_doorbell(epf, 1);\n\tif (!ret)\n"
           "\t\tret = other();\n\tif (" +
           Condition + ")\n\t\tpci_epf_free_doorbell(epf);\n\treturn ret;\n";
  };
  EXPECT_TRUE(hasFlaw(FlawKind::NothingToFree, Body("ret")));
  EXPECT_FALSE(hasFlaw(FlawKind::NothingToFree, Body("!ret")));
}

TEST(Flaws, SeesAFreeUnderAnIrq) {
  auto Body = [](std::string Free) {
    return Allocates +
           ("	ret = devm_request_irq(&epf->dev, epf->db_msg->virq, "
            "handler,\n\t\t\t       epf->db_msg->irq_flags, \"\", "
            "epf);\n\tif (ret || !other())\n\t\treturn 0;\n" +
            Free) +
           "\tpci_epf_free_doorbell(epf);\n\treturn -EINVAL;\n";
  };
  EXPECT_TRUE(hasFlaw(FlawKind::FreedUnderIrq, Body("")));
  EXPECT_FALSE(
      hasFlaw(FlawKind::FreedUnderIrq,
              Body("\tdevm_free_irq(&epf->dev, epf->db_msg->virq, epf);\n")));
}
