// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Set-up and teardown ask the same bits, by a function of their own or by a copy
 * of the word. The words are set by others.
 */

#include <linux/interrupt.h>
#include <linux/netdevice.h>

struct lantern {
	unsigned int caps;
	unsigned int quirks;
	unsigned int wicks;
	int irq;
};

#define LANTERN_RINGS 4
#define LANTERN_BLINKS 8

static irqreturn_t lantern_lit(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool lantern_rings(struct lantern *l)
{
	return l->caps & LANTERN_RINGS;
}

static int rings_open_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (lantern_rings(l))
		return request_irq(l->irq, lantern_lit, 0, "lantern", l);
	return 0;
}

static int rings_stop_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (lantern_rings(l))
		free_irq(l->irq, l);
	return 0;
}

const struct net_device_ops rings_ops = {
	.ndo_open = rings_open_ok,
	.ndo_stop = rings_stop_ok,
};

static bool lantern_has(struct lantern *l, unsigned int quirk)
{
	return !!(l->quirks & quirk);
}

static int has_open_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (!lantern_has(l, LANTERN_RINGS))
		return 0;
	return request_irq(l->irq, lantern_lit, 0, "lantern", l);
}

static int has_stop_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (lantern_has(l, LANTERN_RINGS))
		free_irq(l->irq, l);
	return 0;
}

const struct net_device_ops has_ops = {
	.ndo_open = has_open_ok,
	.ndo_stop = has_stop_ok,
};

static int copy_open_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);
	unsigned int wicks = l->wicks;

	if (wicks & LANTERN_RINGS)
		return request_irq(l->irq, lantern_lit, 0, "lantern", l);
	return 0;
}

static int copy_stop_ok(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (l->wicks & LANTERN_RINGS)
		free_irq(l->irq, l);
	return 0;
}

const struct net_device_ops copy_ops = {
	.ndo_open = copy_open_ok,
	.ndo_stop = copy_stop_ok,
};

/* Another bit is asked. */
static int other_open(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (lantern_has(l, LANTERN_RINGS))
		return request_irq(l->irq, lantern_lit, 0, "lantern", l);
	return 0;
}

/* finds: epf-irq-leak, epf-irq-stray-free */
static int other_stop_bad(struct net_device *dev)
{
	struct lantern *l = netdev_priv(dev);

	if (lantern_has(l, LANTERN_BLINKS))
		free_irq(l->irq, l);
		//! epf-irq-stray-free: irq 'l->irq' is freed but was not requested on this path
		//!   -15 the kernel calls other_open()
		//!   -11 assuming 'lantern_has(l, LANTERN_RINGS)' is false
		//!   -5 the kernel calls other_stop_bad()
		//!   -1 assuming 'lantern_has(l, LANTERN_BLINKS)' is true
		//!   fix: free under the condition of the request
	return 0;
}
//! epf-irq-leak: irq 'l->irq' is still requested when other_stop_bad() returns
//!   -17 the kernel calls other_open()
//!   -12 'l->irq' is requested here
//!   -7 the kernel calls other_stop_bad()
//!   -3 assuming 'lantern_has(l, LANTERN_BLINKS)' is false
//!   fix: free under the condition of the request

const struct net_device_ops other_ops = {
	.ndo_open = other_open,
	.ndo_stop = other_stop_bad,
};
