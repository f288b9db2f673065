// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Ways out that are shared, or that do something themselves: what is put there
 * must run once, and only where something is held.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>

struct ferry {
	int bow_irq;
	int stern_irq;
	bool docked;
	int cars;
	int car_irq[4];
};

int ferry_board(struct ferry *f);
int ferry_count(struct ferry *f);
void ferry_announce(struct ferry *f);

static irqreturn_t ferry_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* What is returned is asked for by a call: it is made once. */
/* finds: epf-irq-leak */
int ferry_asked_once_bad(struct ferry *f)
{
	int ret;

	ret = request_irq(f->bow_irq, ferry_event, 0, "ferry-bow", f);
	if (ret)
		return ret;

	return ferry_board(f) ? -EIO : 0;
	//! epf-irq-leak: irq 'f->bow_irq' is still requested when ferry_asked_once_bad() fails
	//!   -4 'f->bow_irq' is requested here
	//!   +0 assuming ferry_board() returns non-zero
	//!   fix: call free_irq() before leaving
}

int ferry_asked_once_ok(struct ferry *f)
{
	int ret;

	ret = request_irq(f->bow_irq, ferry_event, 0, "ferry-bow", f);
	if (ret)
		return ret;

	ret = ferry_board(f) ? -EIO : 0;
	if (ret)
		free_irq(f->bow_irq, f);

	return ret;
}

/* The way out follows the branch of the success. */
/* finds: epf-irq-leak */
int ferry_success_first_bad(struct ferry *f)
{
	int ret;

	ret = request_irq(f->bow_irq, ferry_event, 0, "ferry-bow", f);
	if (ret)
		goto out;

	ret = ferry_board(f);
	if (ret == 0) {
		f->docked = true;
		ferry_announce(f);
	}

out:
	return ret;
	//! epf-irq-leak: irq 'f->bow_irq' is still requested when ferry_success_first_bad() fails
	//!   -11 'f->bow_irq' is requested here
	//!   -7 assuming ferry_board() fails
	//!   fix: release where ferry_board() fails
}

int ferry_success_first_ok(struct ferry *f)
{
	int ret;

	ret = request_irq(f->bow_irq, ferry_event, 0, "ferry-bow", f);
	if (ret)
		goto out;

	ret = ferry_board(f);
	if (ret == 0) {
		f->docked = true;
		ferry_announce(f);
	} else {
		free_irq(f->bow_irq, f);
	}

out:
	return ret;
}

static void ferry_free_car_irqs(struct ferry *f, int cars)
{
	int i;

	for (i = 0; i < cars; i++)
		free_irq(f->car_irq[i], f);
}

/* The helper is told of one too few. */
/* finds: epf-irq-leak */
int ferry_one_too_few_bad(struct ferry *f)
{
	int i, ret;

	for (i = 0; i < 4; i++) {
		ret = request_irq(f->car_irq[i], ferry_event, 0, "ferry", f);
		if (ret)
			goto err;
			//! epf-irq-leak: irq 'f->car_irq[i]' is still requested when ferry_one_too_few_bad() fails
			//!   -2 'f->car_irq[i]' is requested here
			//!   -2 assuming request_irq() fails
			//!   +7 calling ferry_free_car_irqs(), which does not free it here
			//!   fix: free all of those requested
	}

	return 0;

err:
	if (i > 0)
		ferry_free_car_irqs(f, i - 1);
	return ret;
}

int ferry_all_of_them_ok(struct ferry *f)
{
	int i, ret;

	for (i = 0; i < 4; i++) {
		ret = request_irq(f->car_irq[i], ferry_event, 0, "ferry", f);
		if (ret)
			goto err;
	}

	return 0;

err:
	if (i > 0)
		ferry_free_car_irqs(f, i);
	return ret;
}

static int ferry_request_stern_irq(struct ferry *f)
{
	return request_irq(f->stern_irq, ferry_event, 0, "ferry-stern", f);
}

static void ferry_free_stern_irq(struct ferry *f)
{
	free_irq(f->stern_irq, f);
}

/* The chain of labels belongs to the function that calls what requests. */
/* finds: epf-irq-leak */
int ferry_chain_bad(struct ferry *f)
{
	int ret;

	f->docked = true;
	ret = ferry_count(f);
	if (ret)
		goto err_docked;

	ret = ferry_request_stern_irq(f);
	if (ret)
		goto err_docked;

	ret = ferry_board(f);
	if (ret)
		goto err_docked;
		//! epf-irq-leak: irq 'f->stern_irq' is still requested when ferry_chain_bad() fails
		//!   -6 calling ferry_request_stern_irq()
		//!   -25 'f->stern_irq' is requested here
		//!   -1 assuming ferry_board() fails
		//!   fix: go to 'err_free_irq', which calls ferry_free_stern_irq()

	return 0;

err_docked:
	f->docked = false;
	return ret;
}
