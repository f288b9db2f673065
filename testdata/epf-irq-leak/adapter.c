// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The ports of an adapter share its line: the first to be opened requests it,
 * and it is freed with the adapter.
 */

#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct quay {
	int irq;
	int ports_open;
};

struct berth {
	struct quay *quay;
	int own_irq;
	bool up;
};

static irqreturn_t quay_bell(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int quay_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct quay *q = pci_get_drvdata(pdev);

	q->ports_open = 0;
	return 0;
}

static void quay_remove(struct pci_dev *pdev)
{
	struct quay *q = pci_get_drvdata(pdev);

	if (q->ports_open)
		free_irq(q->irq, q);
}

struct pci_driver quay_driver = {
	.probe = quay_probe,
	.remove = quay_remove,
};

static int shared_open(struct net_device *ndev)
{
	struct berth *b = netdev_priv(ndev);
	struct quay *q = b->quay;
	int ret;

	ret = request_irq(q->irq, quay_bell, 0, "quay", q);
	if (ret)
		return ret;
	q->ports_open = 1;
	return 0;
}

/* doubts: epf-irq-leak */
static int shared_stop_ok(struct net_device *ndev)
{
	return 0;
}
//! doubt: epf-irq-leak: irq 'q->irq' is still requested when shared_stop_ok() returns

struct net_device_ops berth_shared_ops = {
	.ndo_open = shared_open,
	.ndo_stop = shared_stop_ok,
};

static int own_open(struct net_device *ndev)
{
	struct berth *b = netdev_priv(ndev);

	return request_irq(b->own_irq, quay_bell, 0, "berth", b);
}

/* The line of the port itself is not the adapter's to free. */
/* finds: epf-irq-leak */
static int own_stop_bad(struct net_device *ndev)
{
	struct berth *b = netdev_priv(ndev);

	b->up = false;
	return 0;
}
//! epf-irq-leak: irq 'b->own_irq' is still requested when own_stop_bad() returns
//!   -15 the kernel calls own_open()
//!   -11 'b->own_irq' is requested here
//!   -6 the kernel calls own_stop_bad()
//!   fix: call free_irq() in own_stop_bad()

struct net_device_ops berth_own_ops = {
	.ndo_open = own_open,
	.ndo_stop = own_stop_bad,
};
//! not judged: 1 another lifecycle of the file frees what is held
