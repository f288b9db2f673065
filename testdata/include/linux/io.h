/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Registers behind a mapping. */
#ifndef EPFLINT_MINI_IO_H
#define EPFLINT_MINI_IO_H

#include <linux/types.h>

extern u32 readl(const volatile void __iomem *reg);
extern void writel(u32 value, volatile void __iomem *reg);

#endif
