// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Clean-ups that come to the release when it does nothing any more: what they
 * undo first is what it goes by.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

enum kiln_kind { KILN_NONE, KILN_GAS };

struct kiln {
	enum kiln_kind kind;
	void *shelves;
	int irq;
};

int kiln_light(struct kiln *k);
int kiln_open(int nr);
void kiln_close(int nr);

static irqreturn_t kiln_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int kiln_request_irq(struct kiln *k)
{
	if (k->kind != KILN_GAS)
		return 0;

	return request_irq(k->irq, kiln_event, 0, "kiln", k);
}

static void kiln_free_irq(struct kiln *k)
{
	if (k->kind != KILN_GAS)
		return;

	free_irq(k->irq, k);
}

static int kiln_fill(struct kiln *k)
{
	k->shelves = kzalloc(64, GFP_KERNEL);

	return k->shelves ? 0 : -ENOMEM;
}

static void kiln_empty(struct kiln *k)
{
	kfree(k->shelves);
	k->kind = KILN_NONE;
}

/* finds: epf-irq-leak */
int kiln_fire_bad(struct kiln *k)
{
	int ret;

	ret = kiln_open(0);
	if (ret)
		return ret;

	ret = kiln_request_irq(k);
	if (ret)
		goto err_close;

	ret = kiln_fill(k);
	if (ret)
		goto err_irq;

	ret = kiln_light(k);
	if (ret)
		goto err_empty;

	return 0;

err_empty:
	kiln_free_irq(k);
	kiln_empty(k);
	goto err_close;
err_irq:
	kiln_free_irq(k);
err_close:
	kiln_close(0);
	return ret;
}

/* The other way round. */
int kiln_warm_ok(struct kiln *k)
{
	int ret;

	ret = kiln_request_irq(k);
	if (ret)
		return ret;

	ret = kiln_fill(k);
	if (ret)
		goto err_irq;

	ret = kiln_light(k);
	if (ret)
		goto err_empty;

	return 0;

err_empty:
	kiln_free_irq(k);
	kiln_empty(k);
	return ret;
err_irq:
	kiln_free_irq(k);
	return ret;
}
