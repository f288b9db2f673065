// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A line that is requested by the first open and kept until another entry. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>

#define BERTHED 0x55

struct barge {
	int irq;
	int berth;
	int cargo;
};

void barge_idle(struct barge *b);

static irqreturn_t barge_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int barge_berth(struct barge *b)
{
	int ret;

	if (b->berth == BERTHED)
		return 0;
	ret = request_irq(b->irq, barge_event, 0, "barge", b);
	if (ret)
		return ret;
	b->berth = BERTHED;
	return 0;
}

static void barge_unberth(struct barge *b)
{
	if (b->berth != BERTHED)
		return;
	free_irq(b->irq, b);
	b->berth = 0;
}

static int barge_open(struct net_device *ndev)
{
	return barge_berth(netdev_priv(ndev));
}

/* The next open does not request it again. */
/* doubts: epf-irq-leak */
static int barge_close_unsure(struct net_device *ndev)
{
	barge_idle(netdev_priv(ndev));
	return 0;
}

const struct net_device_ops barge_ops = {
	.ndo_open = barge_open,
	.ndo_stop = barge_close_unsure,
};

/* What the power management calls. */
void barge_detach(struct barge *b)
{
	barge_unberth(b);
}

struct tug {
	int line;
	int tied;
	int cold;
};

/* Nothing keeps the next open from requesting it again. */
static int tug_open(struct net_device *ndev)
{
	struct tug *t = netdev_priv(ndev);
	int ret;

	ret = request_irq(t->line, barge_event, 0, "tug", t);
	if (ret)
		return ret;
	t->tied = BERTHED;
	return 0;
}

/* finds: epf-irq-leak */
static int tug_close_bad(struct net_device *ndev)
{
	struct tug *t = netdev_priv(ndev);

	t->cold = 1;
	free_irq(t->line, t);
	return 0;
}

const struct net_device_ops tug_ops = {
	.ndo_open = tug_open,
	.ndo_stop = tug_close_bad,
};
