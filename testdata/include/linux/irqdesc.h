/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the kernel remembers of a line. */
#ifndef EPFLINT_MINI_IRQDESC_H
#define EPFLINT_MINI_IRQDESC_H

#include <linux/interrupt.h>

struct irqaction {
	irq_handler_t handler;
	void *dev_id;
	struct irqaction *next;
};

struct irq_desc {
	struct irqaction *action;
};

struct irq_desc *irq_to_desc(unsigned int line);

#endif
