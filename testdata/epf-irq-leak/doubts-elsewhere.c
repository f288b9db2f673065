// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What decides about a free is asked, or was done, elsewhere than at the free:
 * in front of the request, behind it, in a helper, by a caller.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>

struct mill {
	int irq;
	int irqs[4];
	int stones;
	int sacks;
	bool turning;
};

int mill_grind(struct mill *m);
int mill_free_irqs(struct mill *m);

void mill_wind(struct mill *m)
{
	m->turning = true;
	m->stones = 2;
	m->sacks = 3;
}

static irqreturn_t mill_jam(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The caller says whether the line is to stay. */
/* doubts: epf-irq-leak */
int mill_told_unsure(struct mill *m, bool keep)
{
	int ret = request_irq(m->irq, mill_jam, 0, "mill", m);

	if (ret)
		return ret;
	ret = mill_grind(m);
	if (ret && !keep)
		free_irq(m->irq, m);
	return ret;
	//! doubt: epf-irq-leak: irq 'm->irq' is still requested when mill_told_unsure() fails
}

/* Of two bounds that are not the same, either may be the higher. */
/* doubts: epf-irq-leak, epf-irq-stray-free */
int mill_bounds_unsure(struct mill *m)
{
	int i, ret;

	for (i = 0; i < m->stones; i++) {
		ret = request_irq(m->irqs[i], mill_jam, 0, "mill", m);
		if (ret)
			return i ? mill_free_irqs(m) : ret;
	}

	ret = mill_grind(m);
	if (ret)
		for (i = 0; i < m->sacks; i++)
			free_irq(m->irqs[i], m);
			//! doubt: epf-irq-stray-free: irq 'm->irqs[i]' is freed but was not requested on this path
	return ret;
	//! doubt: epf-irq-leak: irq 'm->irqs[i]' is still requested when mill_bounds_unsure() fails
}

/* finds: epf-irq-leak */
int mill_same_bound_bad(struct mill *m)
{
	int i, ret;

	for (i = 0; i < m->stones; i++) {
		ret = request_irq(m->irqs[i], mill_jam, 0, "mill", m);
		if (ret)
			return i ? mill_free_irqs(m) : ret;
	}

	ret = mill_grind(m);
	if (ret)
		for (i = 1; i < m->stones; i++)
			free_irq(m->irqs[i], m);
	return ret;
	//! epf-irq-leak: irq 'm->irqs[i]' is still requested when mill_same_bound_bad() fails
	//!   -10 assuming 'i < m->stones' is true
	//!   -9 'm->irqs[i]' is requested here
	//!   -10 assuming 'i < m->stones' is false
	//!   -3 assuming mill_grind() fails
	//!   fix: start one further
}

static void mill_stop(struct mill *m)
{
	if (m->turning)
		free_irq(m->irq, m);
}

/* What only gives back cleans up wherever it is called. */
/* doubts: epf-irq-leak */
int mill_stopped_unsure(struct mill *m)
{
	int ret = request_irq(m->irq, mill_jam, 0, "mill", m);

	if (ret)
		return ret;
	mill_stop(m);
	return mill_grind(m);
	//! doubt: epf-irq-leak: irq 'm->irq' is still requested when mill_stopped_unsure() fails
}

/* A reset: what it freed before, or passed by, was held when it was called. */
/* doubts: epf-irq-leak, epf-irq-stray-free */
static int reset_open_unsure(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);
	int ret;

	mill_stop(m);
	//! doubt: epf-irq-stray-free: irq 'm->irq' is freed but was not requested on this path
	ret = request_irq(m->irq, mill_jam, 0, "mill", m);
	if (ret)
		return ret;
	return mill_grind(m);
	//! doubt: epf-irq-leak: irq 'm->irq' is still requested when reset_open_unsure() fails
}

static int reset_stop(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);

	free_irq(m->irq, m);
	return 0;
}

struct net_device_ops mill_reset_ops = {
	.ndo_open = reset_open_unsure,
	.ndo_stop = reset_stop,
};

/* finds: epf-irq-leak */
static int fresh_open_bad(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);
	int ret;

	ret = request_irq(m->irq, mill_jam, 0, "mill", m);
	if (ret)
		return ret;
	return mill_grind(m);
	//! epf-irq-leak: irq 'm->irq' is still requested when fresh_open_bad() fails
	//!   -3 'm->irq' is requested here
	//!   +0 assuming mill_grind() fails
	//!   fix: call free_irq() before leaving
}

static int fresh_stop(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);

	free_irq(m->irq, m);
	return 0;
}

struct net_device_ops mill_fresh_ops = {
	.ndo_open = fresh_open_bad,
	.ndo_stop = fresh_stop,
};

/* Set-up asks behind the request for what decides the teardown. */
static int bound_probe(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(m->irq, mill_jam, 0, "mill", m);
	if (ret)
		return ret;
	if (m->stones) {
		ret = request_irq(m->irqs[0], mill_jam, 0, "stone", m);
		if (ret)
			free_irq(m->irq, m);
	}
	return ret;
}

/* doubts: epf-irq-leak */
static void bound_remove_unsure(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	if (m->stones) {
		free_irq(m->irqs[0], m);
		free_irq(m->irq, m);
	}
}
//! doubt: epf-irq-leak: irq 'm->irq' is still requested when bound_remove_unsure() returns

struct platform_driver mill_bound_driver = {
	.probe = bound_probe,
	.remove = bound_remove_unsure,
};

static int set_probe(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);
	int ret;

	m->stones = 0;
	ret = request_irq(m->irq, mill_jam, 0, "mill", m);
	if (ret)
		return ret;
	if (m->stones)
		mill_grind(m);
	return 0;
}

/* finds: epf-irq-leak */
static void set_remove_bad(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	if (m->stones)
		free_irq(m->irq, m);
}
//! epf-irq-leak: irq 'm->irq' is still requested when set_remove_bad() returns
//!   -21 the kernel calls set_probe()
//!   -15 'm->irq' is requested here
//!   -6 the kernel calls set_remove_bad()
//!   fix: free under the condition of the request

struct platform_driver mill_set_driver = {
	.probe = set_probe,
	.remove = set_remove_bad,
};
//! not judged: 4 a function of another file may give back what is held
//! not judged: 4 a condition that is not decided leads past the free
//! not judged: 2 a condition that is not decided leads to the free
//! not judged: 1 what is held may have been held before
