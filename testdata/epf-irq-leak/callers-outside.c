// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A function that other files call cleans up by one of another file: what a
 * failing request leaves behind may be freed there.
 */

#include <linux/interrupt.h>

struct loft {
	int irq;
};

int loft_climb(struct loft *l);
void loft_free_irqs(struct loft *l);

static irqreturn_t loft_creak(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-leak */
int loft_request_unsure(struct loft *l)
{
	int ret = request_irq(l->irq, loft_creak, 0, "loft", l);

	if (ret)
		return ret;
	return loft_climb(l);
	//! doubt: epf-irq-leak: irq 'l->irq' is still requested when loft_request_unsure() fails
}

void loft_leave(struct loft *l)
{
	loft_free_irqs(l);
}
//! not judged: 1 a caller may free what is left
