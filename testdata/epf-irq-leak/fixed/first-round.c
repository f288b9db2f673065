// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Requests that begin with another line than number 0, left behind. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/types.h>

struct plane {
	int first;
	int count;
	int irq[40];
};

static irqreturn_t plane_cut(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int plane_leaves_bad(struct plane *p)
{
	int i, ret;

	for (i = 1; i < p->count; i++) {
		ret = request_irq(p->irq[i], plane_cut, 0, "plane", p);
		if (ret) {
			while (i-- > 1)
				free_irq(p->irq[i], p);
			return ret;
		}
	}

	return 0;
}

int plane_leaves_ok(struct plane *p)
{
	int i, ret;

	for (i = 1; i < p->count; i++) {
		ret = request_irq(p->irq[i], plane_cut, 0, "plane", p);
		if (ret) {
			while (i-- > 1)
				free_irq(p->irq[i], p);
			return ret;
		}
	}

	return 0;
}

/* finds: epf-irq-leak */
int plane_begins_bad(struct plane *p)
{
	unsigned int i;
	int ret;

	for (i = p->first; i < p->count; i++) {
		ret = request_irq(p->irq[i], plane_cut, 0, "plane", p);
		if (ret) {
			while (i-- > p->first)
				free_irq(p->irq[i], p);
			return ret;
		}
	}

	return 0;
}

int plane_begins_ok(struct plane *p)
{
	unsigned int i;
	int ret;

	for (i = p->first; i < p->count; i++) {
		ret = request_irq(p->irq[i], plane_cut, 0, "plane", p);
		if (ret) {
			while (i-- > p->first)
				free_irq(p->irq[i], p);
			return ret;
		}
	}

	return 0;
}
