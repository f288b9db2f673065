// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Loops that wait for a device, and give up after many rounds.
 */

#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/netdevice.h>

#define KETTLE_COLD	1
#define KETTLE_ROUNDS	60000

struct kettle {
	int irq;
	void __iomem *regs;
};

static irqreturn_t kettle_sings(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int kettle_boils(struct kettle *k)
{
	int rounds = KETTLE_ROUNDS;

	while ((readl(k->regs) & KETTLE_COLD) && rounds)
		rounds--;
	return !rounds;
}

static int kettle_boils_in_time(struct kettle *k)
{
	int rounds = KETTLE_ROUNDS;

	do {
		if (!(readl(k->regs) & KETTLE_COLD))
			return 0;
	} while (--rounds);
	return -ETIMEDOUT;
}

/* Never gives up. */
static int kettle_boils_once(struct kettle *k)
{
	int rounds = 0;

	while (readl(k->regs) & KETTLE_COLD)
		rounds++;
	return rounds < 0 ? -ETIMEDOUT : 0;
}

/* finds: epf-irq-leak */
static int kettle_open_bad(struct net_device *dev)
{
	struct kettle *k = netdev_priv(dev);
	int ret;

	ret = request_irq(k->irq, kettle_sings, 0, "kettle", k);
	if (ret)
		return ret;
	if (kettle_boils(k)) {
		netif_stop_queue(dev);
		return -EBUSY;
		//! epf-irq-leak: irq 'k->irq' is still requested when kettle_open_bad() fails
		//!   -5 'k->irq' is requested here
		//!   -2 assuming 'kettle_boils(k)' is true
		//!   fix: call free_irq() before leaving
	}
	return 0;
}

/* finds: epf-irq-leak */
static int kettle_open_late_bad(struct net_device *dev)
{
	struct kettle *k = netdev_priv(dev);
	int ret;

	ret = request_irq(k->irq, kettle_sings, 0, "kettle", k);
	if (ret)
		return ret;
	return kettle_boils_in_time(k);
	//! epf-irq-leak: irq 'k->irq' is still requested when kettle_open_late_bad() fails
	//!   -3 'k->irq' is requested here
	//!   fix: call free_irq() before leaving
}

static int kettle_open_ok(struct net_device *dev)
{
	struct kettle *k = netdev_priv(dev);
	int ret;

	ret = request_irq(k->irq, kettle_sings, 0, "kettle", k);
	if (ret)
		return ret;
	ret = kettle_boils_in_time(k);
	if (ret)
		free_irq(k->irq, k);
	return ret;
}

static int kettle_open_patient_ok(struct net_device *dev)
{
	struct kettle *k = netdev_priv(dev);
	int ret;

	ret = request_irq(k->irq, kettle_sings, 0, "kettle", k);
	if (ret)
		return ret;
	return kettle_boils_once(k);
}

static int kettle_stop(struct net_device *dev)
{
	struct kettle *k = netdev_priv(dev);

	free_irq(k->irq, k);
	return 0;
}

static const struct net_device_ops kettle_ops[] = {
	{ .ndo_open = kettle_open_bad, .ndo_stop = kettle_stop },
	{ .ndo_open = kettle_open_late_bad, .ndo_stop = kettle_stop },
	{ .ndo_open = kettle_open_ok, .ndo_stop = kettle_stop },
	{ .ndo_open = kettle_open_patient_ok, .ndo_stop = kettle_stop },
};
