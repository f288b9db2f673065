// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A set-up that fails leaves its object where another file finds it, to tear
 * it down.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

struct tram {
	struct device *dev;
	int irq;
};

struct depot {
	struct device *dev;
	int irq;
	struct tram *tram;
};

int tram_wire(struct tram *t);
void tram_park(struct tram *t);
int tram_roll(struct tram *t);

static irqreturn_t tram_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
static int tram_start_bad(struct tram *t)
{
	int ret;

	ret = tram_wire(t);
	if (ret)
		return ret;

	if (!t->irq) {
		ret = -ENODEV;
		goto err_park;
	}

	ret = devm_request_irq(t->dev, t->irq, tram_event, 0, "tram", t);
	if (ret)
		goto err_park;

	ret = tram_roll(t);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	devm_free_irq(t->dev, t->irq, t);
err_park:
	tram_park(t);
	return ret;
}

int depot_open(struct depot *d)
{
	struct tram *t;
	int ret;

	t = devm_kzalloc(d->dev, sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;

	t->dev = d->dev;
	t->irq = d->irq;
	d->tram = t;

	ret = tram_start_bad(t);
	if (ret) {
		d->tram = NULL;
		return ret;
	}

	return 0;
}

void depot_close(struct depot *d)
{
	struct tram *t = d->tram;

	devm_free_irq(t->dev, t->irq, t);
	tram_park(t);
}
