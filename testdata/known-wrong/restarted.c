// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A request behind a free of the same line is taken for the one that the free
 * misses.
 */

#include <linux/interrupt.h>

struct pump {
	int irq;
};

int pump_prime(struct pump *p);

static irqreturn_t pump_stroke(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* should find nothing */
int pump_restart(struct pump *p)
{
	free_irq(p->irq, p);
	return request_irq(p->irq, pump_stroke, 0, "pump", p);
}
