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
			//! doubt: epf-irq-leak: irq 'a->irq[i]' is still requested when attic_request_ok() fails
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
		if (ret)
			return ret;
			//! epf-irq-leak: irq 'a->irq[i]' is still requested when attic_request_bad() fails
			//!   -3 assuming 'i < a->irqs' is true
			//!   -2 'a->irq[i]' is requested here
			//!   -3 assuming 'i < a->irqs' is true
			//!   -2 assuming request_irq() fails
			//!   fix: call free_irq() before leaving
	}

	return 0;
}
//! not judged: 1 a caller may free what is left
