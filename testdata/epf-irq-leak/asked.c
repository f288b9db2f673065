// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A teardown asks a function of its own whether there is anything to give back.
 * The way that the answer was found decides as a condition in its place would.
 */

#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/slab.h>

struct bellows {
	int irq;
	int valves;
	void *bag[8];
};

int bellows_fill(struct bellows *b);

static irqreturn_t bellows_puff(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int bellows_is_flat(struct bellows *b)
{
	int i;

	for (i = 0; i < b->valves; i++)
		if (b->bag[i])
			return 0;

	return 1;
}

static int bellows_open(struct net_device *dev)
{
	struct bellows *b = netdev_priv(dev);
	int ret;

	ret = bellows_fill(b);
	if (ret)
		return ret;

	return request_irq(b->irq, bellows_puff, 0, "bellows", b);
}

/* doubts: epf-irq-leak */
static int bellows_stop_ok(struct net_device *dev)
{
	struct bellows *b = netdev_priv(dev);

	if (!bellows_is_flat(b))
		free_irq(b->irq, b);

	return 0;
}
//! doubt: epf-irq-leak: irq 'b->irq' is still requested when bellows_stop_ok() returns

const struct net_device_ops bellows_ops = {
	.ndo_open = bellows_open,
	.ndo_stop = bellows_stop_ok,
};

struct fan {
	int irq;
	int drive_irq;
};

static int fan_is_on(struct fan *f)
{
	return 1;
}

/* Where the answer is known, so is what is left. */
static int fan_open(struct net_device *dev)
{
	struct fan *f = netdev_priv(dev);

	return request_irq(f->irq, bellows_puff, 0, "fan", f);
}

/* finds: epf-irq-leak */
static int fan_stop_bad(struct net_device *dev)
{
	struct fan *f = netdev_priv(dev);

	if (!fan_is_on(f))
		free_irq(f->irq, f);

	return 0;
}
//! epf-irq-leak: irq 'f->irq' is still requested when fan_stop_bad() returns
//!   -16 the kernel calls fan_open()
//!   -12 'f->irq' is requested here
//!   -8 the kernel calls fan_stop_bad()
//!   fix: free under the condition of the request

const struct net_device_ops fan_ops = {
	.ndo_open = fan_open,
	.ndo_stop = fan_stop_bad,
};
//! not judged: 1 a condition that is not decided leads past the free
