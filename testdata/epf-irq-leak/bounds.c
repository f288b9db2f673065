// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * How often a clean-up goes round: by a bound that is another than that of the
 * requests, by one that was asked behind them, or after a retry and a reset.
 */

#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/string.h>

struct mill_kind {
	int most;
};

struct wheel {
	int irq;
	char *name;
	bool turns;
};

struct mill {
	const struct mill_kind *kind;
	struct wheel wheels[8];
	struct wheel *sails;
	int used;
	int irq;
	int gear_irq;
};

int mill_oil(struct mill *m);
int mill_wind(struct mill *m);
struct mill *mill_of(struct net_device *ndev);

static irqreturn_t mill_turns(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The kind of the mill says how many there are at most, the caller how many. */
/* doubts: epf-irq-leak, epf-irq-stray-free */
int other_bound_unsure(struct mill *m, int n)
{
	int i, j, ret;

	for (i = 0; i < n; i++) {
		ret = request_irq(m->wheels[i].irq, mill_turns, 0, "mill",
				  &m->wheels[i]);
		if (ret) {
			for (j = 0; j < i; j++)
				free_irq(m->wheels[j].irq, &m->wheels[j]);
			return ret;
		}
		m->wheels[i].turns = true;
	}
	ret = mill_oil(m);
	if (ret)
		for (j = 0; j < m->kind->most; j++)
			if (m->wheels[j].turns)
				free_irq(m->wheels[j].irq, &m->wheels[j]);
				//! doubt: epf-irq-stray-free: irq 'm->wheels[j].irq' is freed but was not requested on this path
	return ret;
	//! doubt: epf-irq-leak: irq 'm->wheels[i].irq' is still requested when other_bound_unsure() fails
}

/* finds: epf-irq-leak */
int lower_bound_bad(struct mill *m)
{
	int i, ret;

	for (i = 0; i < 4; i++) {
		ret = request_irq(m->wheels[i].irq, mill_turns, 0, "mill",
				  &m->wheels[i]);
		if (ret) {
			while (--i >= 0)
				free_irq(m->wheels[i].irq, &m->wheels[i]);
			return ret;
		}
	}
	ret = mill_oil(m);
	if (ret)
		for (i = 0; i < 3; i++)
			free_irq(m->wheels[i].irq, &m->wheels[i]);
	return ret;
	//! epf-irq-leak: irq 'm->wheels[i].irq' is still requested when lower_bound_bad() fails
	//!   -12 'm->wheels[i].irq' is requested here
	//!   -3 assuming mill_oil() fails
	//!   fix: free the last one as well
}

/* That there is one wheel at least is known by the one who counts them. */
static int counted_open(struct net_device *ndev)
{
	struct mill *m = mill_of(ndev);
	int i, j, ret;

	ret = request_irq(m->wheels[0].irq, mill_turns, 0, "mill",
			  &m->wheels[0]);
	if (ret)
		return ret;
	for (i = 1; i < m->used; i++) {
		ret = request_irq(m->wheels[i].irq, mill_turns, 0, "mill",
				  &m->wheels[i]);
		if (ret)
			goto err;
	}
	return 0;

err:
	for (j = 0; j < i; j++)
		free_irq(m->wheels[j].irq, &m->wheels[j]);
	return ret;
}

/* doubts: epf-irq-leak */
static int counted_stop_unsure(struct net_device *ndev)
{
	struct mill *m = mill_of(ndev);
	int i;

	for (i = 0; i < m->used; i++)
		free_irq(m->wheels[i].irq, &m->wheels[i]);
	return 0;
}
//! doubt: epf-irq-leak: irq 'm->wheels[0].irq' is still requested when counted_stop_unsure() returns
//! doubt: epf-irq-leak: irq 'm->wheels[i].irq' is still requested when counted_stop_unsure() returns

void mill_build(struct mill *m, int n)
{
	m->used = n;
}

struct net_device_ops counted_ops = {
	.ndo_open = counted_open,
	.ndo_stop = counted_stop_unsure,
};

/* A reset gives back and takes again: that it fails later changes nothing. */
static void sails_down(struct mill *m)
{
	if (!m->sails)
		return;
	free_irq(m->gear_irq, m);
	m->sails = NULL;
}

/* doubts: epf-irq-leak */
static int sails_up_unsure(struct mill *m, struct wheel *w)
{
	int ret = request_irq(m->gear_irq, mill_turns, 0, "mill-gear", m);

	if (!ret)
		m->sails = w;
	return ret;
	//! doubt: epf-irq-leak: irq 'm->gear_irq' is still requested when sails_up_unsure() fails
}

/* doubts: epf-irq-stray-free */
static int reset_open_unsure(struct net_device *ndev)
{
	struct mill *m = mill_of(ndev);
	struct wheel *w = m->sails;
	int ret;

	ret = mill_wind(m);
	if (ret) {
		sails_down(m);
		//! doubt: epf-irq-stray-free: irq 'm->gear_irq' is freed but was not requested on this path
		sails_up_unsure(m, w);
		return ret;
	}
	return 0;
}

static int reset_stop(struct net_device *ndev)
{
	return 0;
}

struct net_device_ops reset_ops = {
	.ndo_open = reset_open_unsure,
	.ndo_stop = reset_stop,
};

/* Memory that was had is no error pointer. */
int named_open_ok(struct mill *m)
{
	int i, ret = 0;

	for (i = 0; i < m->kind->most; i++) {
		m->wheels[i].name = kasprintf(GFP_KERNEL, "wheel-%d", i);
		if (!m->wheels[i].name) {
			ret = -ENOMEM;
			goto err;
		}
		ret = request_irq(m->wheels[i].irq, mill_turns, 0,
				  m->wheels[i].name, &m->wheels[i]);
		if (ret) {
			kfree(m->wheels[i].name);
			m->wheels[i].name = ERR_PTR(ret);
		}
	}
	return 0;

err:
	for (--i; i >= 0; i--)
		if (!IS_ERR(m->wheels[i].name)) {
			free_irq(m->wheels[i].irq, &m->wheels[i]);
			kfree(m->wheels[i].name);
		}
	return ret;
}

/* The clean-up is left early by what was there before, and then comes a retry. */
static void retry_clean(struct mill *m)
{
	if (!m->sails)
		return;
	free_irq(m->gear_irq, m);
}

/* doubts: epf-irq-leak */
int retry_unsure(struct mill *m)
{
	int ret;

	ret = request_irq(m->gear_irq, mill_turns, 0, "mill-gear", m);
	if (!ret) {
		ret = mill_oil(m);
		if (!ret)
			return 0;
		retry_clean(m);
	}
	return request_irq(m->irq, mill_turns, 0, "mill", m);
	//! doubt: epf-irq-leak: irq 'm->gear_irq' is still requested when retry_unsure() fails
}

/* Whether one is up is asked of the miller that another pointer leads to. */
struct miller {
	struct mill *mill;
	unsigned long up;
	int irq;
	int place;
};

struct miller *miller_of(struct mill *m);

static int mill_grind(struct mill *m)
{
	struct miller *of = miller_of(m);

	if (of->up & 0xf)
		return mill_oil(m);
	return request_irq(of->irq, mill_turns, 0, "miller", of);
}

/* doubts: epf-irq-leak */
int flag_before_unsure(struct mill *m, struct miller *by)
{
	int ret;

	__set_bit(by->place, &by->up);
	ret = mill_grind(m);
	if (ret)
		return ret;
	return mill_wind(m);
	//! doubt: epf-irq-leak: irq 'of->irq' is still requested when flag_before_unsure() fails
}
//! not judged: 3 an irq is freed that may be any of those held
//! not judged: 4 a condition that is not decided leads past the free
//! not judged: 2 a condition that is not decided leads to the free
//! not judged: 1 a flag that was set before decides what is taken
//! not judged: 1 what is held may have been held before
