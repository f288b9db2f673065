// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Lines that several users share: the first requests, the last frees. */

#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/mailbox_controller.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct ferry {
	atomic_t aboard;
	struct kref ref;
	int irq;
};

static irqreturn_t ferry_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int counted_open_ok(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);
	int ret;

	if (atomic_inc_return(&f->aboard) != 1)
		return 0;

	ret = request_irq(f->irq, ferry_event, 0, "ferry", f);
	if (ret)
		atomic_dec(&f->aboard);

	return ret;
}

static int counted_stop_ok(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);

	if (atomic_dec_and_test(&f->aboard))
		free_irq(f->irq, f);

	return 0;
}

const struct net_device_ops counted_ops = {
	.ndo_open = counted_open_ok,
	.ndo_stop = counted_stop_ok,
};

static int miscounted_open(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);
	int ret;

	if (atomic_inc_return(&f->aboard) != 1)
		return 0;

	ret = request_irq(f->irq, ferry_event, 0, "ferry", f);
	if (ret)
		atomic_dec(&f->aboard);

	return ret;
}

/* finds: epf-irq-leak; doubts: epf-irq-stray-free */
static int miscounted_stop_bad(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);

	if (atomic_dec_return(&f->aboard) == 0)
		free_irq(f->irq, f);

	return 0;
}

const struct net_device_ops miscounted_ops = {
	.ndo_open = miscounted_open,
	.ndo_stop = miscounted_stop_bad,
};

/* A count that others may have changed in a way not looked into. */
static int capped_open_ok(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);
	int ret;

	if (!atomic_add_unless(&f->aboard, 1, 4))
		return -EBUSY;

	ret = request_irq(f->irq, ferry_event, 0, "ferry", f);
	if (ret)
		atomic_dec(&f->aboard);

	return ret;
}

static int capped_stop_ok(struct net_device *ndev)
{
	struct ferry *f = netdev_priv(ndev);

	free_irq(f->irq, f);
	atomic_dec(&f->aboard);

	return 0;
}

const struct net_device_ops capped_ops = {
	.ndo_open = capped_open_ok,
	.ndo_stop = capped_stop_ok,
};

static void ferry_sink(struct kref *ref)
{
	struct ferry *f = container_of(ref, struct ferry, ref);

	free_irq(f->irq, f);
	kfree(f);
}

static int last_put_probe_ok(struct platform_device *pdev)
{
	struct ferry *f = kzalloc(sizeof(*f), GFP_KERNEL);
	int ret;

	if (!f)
		return -ENOMEM;

	f->irq = platform_get_irq(pdev, 0);
	if (f->irq < 0) {
		ret = f->irq;
		kfree(f);
		return ret;
	}

	ret = request_irq(f->irq, ferry_event, 0, "ferry", f);
	if (ret) {
		kfree(f);
		return ret;
	}

	kref_init(&f->ref);
	platform_set_drvdata(pdev, f);

	return 0;
}

static void last_put_remove_ok(struct platform_device *pdev)
{
	struct ferry *f = platform_get_drvdata(pdev);

	kref_put(&f->ref, ferry_sink);
}

struct platform_driver last_put_driver = {
	.probe = last_put_probe_ok,
	.remove = last_put_remove_ok,
	.driver.name = "ferry-last-put",
};

static void ferry_drift(struct kref *ref)
{
	kfree(container_of(ref, struct ferry, ref));
}

static int drifts_probe(struct platform_device *pdev)
{
	struct ferry *f = kzalloc(sizeof(*f), GFP_KERNEL);
	int ret;

	if (!f)
		return -ENOMEM;

	f->irq = platform_get_irq(pdev, 0);
	if (f->irq < 0) {
		ret = f->irq;
		kfree(f);
		return ret;
	}

	ret = request_irq(f->irq, ferry_event, 0, "ferry", f);
	if (ret) {
		kfree(f);
		return ret;
	}

	kref_init(&f->ref);
	platform_set_drvdata(pdev, f);

	return 0;
}

/* The last reference goes, and with it the memory that the handler uses. */
/* finds: epf-irq-leak */
static void drifts_remove_bad(struct platform_device *pdev)
{
	struct ferry *f = platform_get_drvdata(pdev);

	free_irq(f->irq, f);
	kref_put(&f->ref, ferry_drift);
}

struct platform_driver drifts_driver = {
	.probe = drifts_probe,
	.remove = drifts_remove_bad,
	.driver.name = "ferry-drifts",
};

/* One object a line, shared by all devices that have the line. */
struct pier {
	struct list_head node;
	refcount_t users;
	int irq;
};

static LIST_HEAD(piers);

static struct pier *pier_get(int irq)
{
	struct pier *p;
	int ret;

	list_for_each_entry(p, &piers, node)
		if (p->irq == irq && refcount_inc_not_zero(&p->users))
			return p;

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return ERR_PTR(-ENOMEM);

	refcount_set(&p->users, 1);
	ret = request_irq(irq, ferry_event, 0, "pier", p);
	if (ret) {
		kfree(p);
		return ERR_PTR(ret);
	}

	p->irq = irq;
	list_add(&p->node, &piers);

	return p;
}

static void pier_put(struct pier *p)
{
	if (!refcount_dec_and_test(&p->users))
		return;

	list_del(&p->node);
	free_irq(p->irq, p);
	kfree(p);
}

static int pier_probe_ok(struct platform_device *pdev)
{
	struct pier *p;
	int irq;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;

	p = pier_get(irq);
	if (IS_ERR(p))
		return PTR_ERR(p);

	platform_set_drvdata(pdev, p);

	return 0;
}

static void pier_remove_ok(struct platform_device *pdev)
{
	pier_put(platform_get_drvdata(pdev));
}

struct platform_driver pier_driver = {
	.probe = pier_probe_ok,
	.remove = pier_remove_ok,
	.driver.name = "pier",
};

/* A count that is a plain number, and several users on the way. */
struct raft {
	struct mbox_chan *chan;
	int users;
	int irq;
};

static int raft_board_ok(struct mbox_chan *chan)
{
	struct raft *r = chan->con_priv;
	int ret;

	if (!r->users) {
		ret = request_irq(r->irq, ferry_event, 0, "raft", r);
		if (ret)
			return ret;
	}
	r->users++;

	return 0;
}

static void raft_leave_ok(struct mbox_chan *chan)
{
	struct raft *r = chan->con_priv;

	if (--r->users == 0)
		free_irq(r->irq, r);
}

const struct mbox_chan_ops raft_ops = {
	.startup = raft_board_ok,
	.shutdown = raft_leave_ok,
};
