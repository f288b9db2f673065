// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A flag that a handler sets may be set as soon as it is requested. */

#include <linux/errno.h>
#include <linux/interrupt.h>

struct gong {
	int irq;
	bool rung;
};

static irqreturn_t gong_rings(int irq, void *data)
{
	struct gong *g = data;

	g->rung = 1;
	return IRQ_HANDLED;
}

int gong_test_ok(struct gong *g)
{
	int ret;

	g->rung = false;
	ret = request_irq(g->irq, gong_rings, 0, "gong", g);
	if (ret)
		return ret;
	if (!g->rung)
		ret = -EINVAL;
	free_irq(g->irq, g);
	return ret;
}

/* finds: epf-irq-leak */
int gong_test_bad(struct gong *g)
{
	int ret;

	g->rung = false;
	ret = request_irq(g->irq, gong_rings, 0, "gong", g);
	if (ret)
		return ret;
	if (g->rung)
		return -EBUSY;
		//! epf-irq-leak: irq 'g->irq' is still requested when gong_test_bad() fails
		//!   -4 'g->irq' is requested here
		//!   -1 assuming 'g->rung' is true
		//!   fix: call free_irq() before leaving
	free_irq(g->irq, g);
	return -EINVAL;
}
