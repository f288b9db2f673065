//===- IrqStrayFree_test.cpp - Frees of what nobody took ------------------===//
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

// One irq is kept in an array for four; the teardown frees Freed of them.
static std::vector<std::string> messagesFor(const std::string &Freed) {
  ParsedC Unit("#include <linux/interrupt.h>\n"
               "#include <linux/platform_device.h>\n"
               "#include <linux/slab.h>\n"
               "struct loom { int *irqs; int used; };\n"
               "irqreturn_t wove(int irq, void *data);\n"
               "int next(struct loom *l);\n"
               "static int probe(struct platform_device *pdev)\n"
               "{\n"
               "  struct loom *l = platform_get_drvdata(pdev);\n"
               "  int ret, irq;\n"
               "  l->irqs = kcalloc(4, sizeof(int), GFP_KERNEL);\n"
               "  if (!l->irqs)\n"
               "    return -12;\n"
               "  irq = next(l);\n"
               "  l->used = 0;\n"
               "  ret = request_irq(irq, wove, 0, \"loom\", l);\n"
               "  if (ret)\n"
               "    return ret;\n"
               "  l->irqs[l->used++] = irq;\n"
               "  return 0;\n"
               "}\n"
               "static void remove(struct platform_device *pdev)\n"
               "{\n"
               "  struct loom *l = platform_get_drvdata(pdev);\n"
               "  int i;\n"
               "  for (i = 0; i < " +
               Freed +
               "; i++)\n"
               "    free_irq(l->irqs[i], l);\n"
               "}\n"
               "struct platform_driver loom = {\n"
               "  .probe = probe, .remove = remove,\n"
               "};\n");
  std::vector<std::string> Messages;
  for (const Finding &F : analyse(Unit.context()).Findings)
    Messages.push_back(F.Message);
  return Messages;
}

TEST(IrqStrayFree, FindsPlacesOfAnArrayThatNothingWasKeptIn) {
  EXPECT_THAT(messagesFor("4"),
              testing::ElementsAre("irq 'l->irqs[i]' is freed but was not "
                                   "requested on this path"));
}

TEST(IrqStrayFree, LeavesAloneWhatIsKept) {
  EXPECT_THAT(messagesFor("l->used"), testing::IsEmpty());
}
