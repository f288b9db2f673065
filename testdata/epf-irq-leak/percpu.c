// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Lines that every CPU has one of, requested and freed by calls of their own. */

#include <linux/errno.h>
#include <linux/interrupt.h>

struct orchard {
	int irq;
	int tree_irq;
	int __percpu *ripe;
};

int orchard_water(struct orchard *o);

static irqreturn_t orchard_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int orchard_bad(struct orchard *o)
{
	int ret;

	ret = request_percpu_irq(o->irq, orchard_event, "orchard", o->ripe);
	if (ret)
		return ret;

	return orchard_water(o);
	//! epf-irq-leak: irq 'o->irq' is still requested when orchard_bad() fails
	//!   -4 'o->irq' is requested here
	//!   +0 assuming orchard_water() fails
	//!   fix: call free_percpu_irq() before leaving
}

int orchard_ok(struct orchard *o)
{
	int ret;

	ret = request_percpu_irq(o->irq, orchard_event, "orchard", o->ripe);
	if (ret)
		return ret;

	ret = orchard_water(o);
	if (ret)
		free_percpu_irq(o->irq, o->ripe);

	return ret;
}

/* Both kinds side by side, each given back its way. */
/* finds: epf-irq-leak */
int orchard_both_bad(struct orchard *o)
{
	int ret;

	ret = request_percpu_irq(o->irq, orchard_event, "orchard", o->ripe);
	if (ret)
		return ret;

	ret = request_irq(o->tree_irq, orchard_event, 0, "orchard-tree", o);
	if (ret)
		goto err;

	ret = orchard_water(o);
	if (ret) {
		free_irq(o->tree_irq, o);
		goto err;
		//! epf-irq-leak: irq 'o->irq' is still requested when orchard_both_bad() fails
		//!   -11 'o->irq' is requested here
		//!   -2 assuming orchard_water() fails
		//!   fix: call free_percpu_irq() at 'err'
	}

	return 0;

err:
	disable_irq(o->irq);
	return ret;
}

int orchard_both_ok(struct orchard *o)
{
	int ret;

	ret = request_percpu_irq(o->irq, orchard_event, "orchard", o->ripe);
	if (ret)
		return ret;

	ret = request_irq(o->tree_irq, orchard_event, 0, "orchard-tree", o);
	if (ret)
		goto err;

	ret = orchard_water(o);
	if (ret) {
		free_irq(o->tree_irq, o);
		goto err;
	}

	return 0;

err:
	free_percpu_irq(o->irq, o->ripe);
	return ret;
}
