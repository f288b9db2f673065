// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The kernel calls a function of the driver for each of what it keeps. */

#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct stall {
	int irq;
};

static irqreturn_t stall_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int fair_close(int id, void *object, void *data)
{
	struct stall *s = object;

	free_irq(s->irq, s);
	kfree(s);
	return 0;
}

static int fair_add(struct idr *fair, int irq)
{
	struct stall *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int id, ret;

	if (!s)
		return -ENOMEM;

	s->irq = irq;
	id = idr_alloc(fair, s, 0, 0, GFP_KERNEL);
	if (id < 0) {
		kfree(s);
		return id;
	}

	ret = request_irq(irq, stall_event, 0, "fair", s);
	if (ret) {
		idr_remove(fair, id);
		kfree(s);
	}
	return ret;
}

static int fair_probe_ok(struct platform_device *pdev)
{
	struct idr *fair = platform_get_drvdata(pdev);
	int i, ret = 0;

	for (i = 0; i < 3; i++) {
		ret = fair_add(fair, platform_get_irq(pdev, i));
		if (ret)
			break;
	}

	if (ret)
		idr_for_each(fair, fair_close, fair);
	return ret;
}

static void fair_remove_ok(struct platform_device *pdev)
{
	struct idr *fair = platform_get_drvdata(pdev);

	idr_for_each(fair, fair_close, fair);
}

struct platform_driver fair_driver = {
	.probe = fair_probe_ok,
	.remove = fair_remove_ok,
};

static int fair_count(int id, void *object, void *data)
{
	++*(int *)data;
	return 0;
}

/* Whoever only counts gives nothing back. */
/* finds: epf-irq-leak */
int fair_count_bad(struct idr *fair, struct stall *s)
{
	int count = 0, ret;

	ret = request_irq(s->irq, stall_event, 0, "fair", s);
	if (ret)
		return ret;

	idr_for_each(fair, fair_count, &count);
	if (!count)
		return -ENOENT;
		//! epf-irq-leak: irq 's->irq' is still requested when fair_count_bad() fails
		//!   -6 's->irq' is requested here
		//!   -1 assuming '!count' is true
		//!   fix: call free_irq() before leaving

	free_irq(s->irq, s);
	return 0;
}
