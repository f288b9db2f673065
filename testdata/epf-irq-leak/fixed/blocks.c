// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What a block has a name for is left behind outside of it. */

#include <linux/errno.h>
#include <linux/interrupt.h>

struct lamp {
	int irq;
};

struct kiln {
	bool lit;
	struct lamp lamps[2];
};

int kiln_fire(int degrees);

static irqreturn_t kiln_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int kiln_light_bad(struct kiln *k)
{
	int ret;

	if (k->lit) {
		struct lamp *l = &k->lamps[0];

		ret = request_irq(l->irq, kiln_event, 0, "lamp", l);
		if (ret)
			return ret;
	}

	ret = kiln_fire(900);
	if (ret) {
		if (k->lit)
			free_irq(k->lamps[0].irq, &k->lamps[0]);
		return ret;
	}

	return 0;
}

int kiln_light_ok(struct kiln *k)
{
	int ret;

	if (k->lit) {
		struct lamp *l = &k->lamps[0];

		ret = request_irq(l->irq, kiln_event, 0, "lamp", l);
		if (ret)
			return ret;
	}

	ret = kiln_fire(900);
	if (ret) {
		if (k->lit)
			free_irq(k->lamps[0].irq, &k->lamps[0]);
		return ret;
	}

	return 0;
}

/* The failure of the request leaves by the same way as the one behind it. */
/* finds: epf-irq-leak */
int kiln_shared_bad(struct kiln *k)
{
	int ret;

	ret = request_irq(k->lamps[1].irq, kiln_event, 0, "lamp", k);
	if (!ret) {
		ret = kiln_fire(100);
		if (ret)
			free_irq(k->lamps[1].irq, k);
	}
	if (ret)
		return ret;

	ret = kiln_fire(900);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	free_irq(k->lamps[1].irq, k);
	return ret;
}
