// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What only other files call may tell them, one by one, what it has requested:
 * they free it when it fails.
 */

#include <linux/interrupt.h>

struct attic {
	int irqs;
	int irq[8];
	bool requested[8];
};

static irqreturn_t attic_creak(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-leak */
int attic_request_ok(struct attic *a)
{
	int ret, i;

	for (i = 0; i < a->irqs; i++) {
		ret = request_irq(a->irq[i], attic_creak, 0, "attic", a);
		if (ret)
			return ret;
		a->requested[i] = true;
	}

	return 0;
}

/* Nobody is told. */
/* finds: epf-irq-leak */
int attic_request_bad(struct attic *a)
{
	int ret, i;

	for (i = 0; i < a->irqs; i++) {
		ret = request_irq(a->irq[i], attic_creak, 0, "attic", a);
		if (ret) {
			while (i--)
				free_irq(a->irq[i], a);
			return ret;
		}
	}

	return 0;
}
