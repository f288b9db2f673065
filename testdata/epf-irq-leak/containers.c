// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What was put into a container is asked for again when it is given back. That
 * nothing comes out is no failure, and whether it can be is not known here.
 */

#include <linux/interrupt.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct hive {
	struct xarray bees;
	int irq[4];
};

struct bee {
	int number;
};

int hive_open_doors(struct hive *h);
int hive_queue_empty(struct hive *h);

static irqreturn_t hive_hum(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-leak */
int hive_start_ok(struct hive *h)
{
	struct bee *b;
	int ret, i;

	for (i = 0; i < 4; i++) {
		b = kzalloc(sizeof(*b), GFP_KERNEL);
		if (!b) {
			ret = -ENOMEM;
			goto err;
		}
		ret = request_irq(h->irq[i], hive_hum, 0, "hive", b);
		if (ret) {
			kfree(b);
			goto err;
		}
		xa_store(&h->bees, i, b, GFP_KERNEL);
	}

	return 0;

err:
	while (i--) {
		b = xa_load(&h->bees, i);
		if (!b)
			continue;
		free_irq(h->irq[i], b);
		xa_erase(&h->bees, i);
		kfree(b);
	}
	return ret;
	//! doubt: epf-irq-leak: irq 'h->irq[i]' is still requested when hive_start_ok() fails
}

/* What is kept in variables is known. */
/* finds: epf-irq-leak */
int hive_start_bad(struct hive *h)
{
	int ret;

	ret = request_irq(h->irq[0], hive_hum, 0, "first", h);
	if (ret)
		return ret;
	ret = request_irq(h->irq[1], hive_hum, 0, "second", h);
	if (ret)
		return ret;
		//! epf-irq-leak: irq 'h->irq[0]' is still requested when hive_start_bad() fails
		//!   -5 'h->irq[0]' is requested here
		//!   -2 assuming request_irq() fails
		//!   fix: call free_irq() before leaving
	ret = hive_open_doors(h);
	if (ret) {
		free_irq(h->irq[1], h);
		free_irq(h->irq[0], h);
	}

	return ret;
}

/* Whether there is anything in a queue is no failure either. */
/* doubts: epf-irq-leak */
int hive_swarm_unsure(struct hive *h)
{
	int ret;

	ret = request_irq(h->irq[2], hive_hum, 0, "swarm", h);
	if (ret)
		return ret;
	ret = hive_open_doors(h);
	if (ret) {
		if (hive_queue_empty(h))
			free_irq(h->irq[2], h);
		return ret;
		//! doubt: epf-irq-leak: irq 'h->irq[2]' is still requested when hive_swarm_unsure() fails
	}

	return 0;
}
//! not judged: 2 an irq is freed that may be any of those held
//! not judged: 2 a condition that is not decided leads past the free
