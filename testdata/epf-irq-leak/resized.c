// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * As many lines as are wanted: one function requests those that are missing and
 * frees those that are too many. And as many as can be had, if any.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>

struct choir {
	int wanted;
	int singing;
	int irq[4];
	bool ok[4];
	int part[4];
};

static irqreturn_t choir_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-stray-free */
static int choir_resize(struct choir *c, int want)
{
	int ret;

	while (c->singing > want) {
		c->singing--;
		free_irq(c->irq[c->singing], &c->part[c->singing]);
		//! doubt: epf-irq-stray-free: irq 'c->irq[c->singing]' is freed but was not requested on this path
	}

	while (c->singing < want) {
		ret = request_irq(c->irq[c->singing], choir_event, 0, "choir",
				  &c->part[c->singing]);
		if (ret)
			return ret;
		c->singing++;
	}

	return 0;
}

static int resized_open_ok(struct net_device *ndev)
{
	struct choir *c = netdev_priv(ndev);
	int ret = choir_resize(c, c->wanted);

	if (ret)
		choir_resize(c, 0);
	return ret;
}

static int resized_stop_ok(struct net_device *ndev)
{
	return choir_resize(netdev_priv(ndev), 0);
}

const struct net_device_ops resized_ops = {
	.ndo_open = resized_open_ok,
	.ndo_stop = resized_stop_ok,
};

static int some_open_ok(struct net_device *ndev)
{
	struct choir *c = netdev_priv(ndev);
	int i, good = 0;

	for (i = 0; i < 4; i++) {
		c->ok[i] = !request_irq(c->irq[i], choir_event, 0, "choir", c);
		good += c->ok[i];
	}

	return good ? 0 : -ENODEV;
}

static int some_stop_ok(struct net_device *ndev)
{
	struct choir *c = netdev_priv(ndev);
	int i;

	for (i = 0; i < 4; i++)
		if (c->ok[i])
			free_irq(c->irq[i], c);
	return 0;
}

const struct net_device_ops some_ops = {
	.ndo_open = some_open_ok,
	.ndo_stop = some_stop_ok,
};
//! not judged: 1 a condition that is not decided leads to the free
