// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A step that can fail and needs no undoing comes behind the request, whose own
 * undoing is not at hand there.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>

struct pump {
	unsigned long running;
	unsigned int pipes;
	int irq;
	int valve_irq;
};

void pump_start(struct pump *p);

static irqreturn_t pump_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int pump_up(struct pump *p)
{
	int ret;

	ret = request_irq(p->irq, pump_event, 0, "pump", p);
	if (ret)
		return ret;

	ret = request_irq(p->valve_irq, pump_event, 0, "pump", p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

/* finds: epf-irq-leak */
static int pump_open_bad(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);
	int err;

	netif_set_real_num_tx_queues(ndev, p->pipes);
	err = netif_set_real_num_rx_queues(ndev, p->pipes);
	if (err)
		return err;

	if (!p->running && (err = pump_up(p)) < 0)
		return err;

	p->running |= 1;

	pump_start(p);

	return 0;
}

static int pump_stop(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);

	if (!p->running)
		return 0;
	p->running &= ~1UL;
	if (!p->running) {
		free_irq(p->valve_irq, p);
		free_irq(p->irq, p);
	}

	return 0;
}

const struct net_device_ops pump_ops = {
	.ndo_open = pump_open_bad,
	.ndo_stop = pump_stop,
};
