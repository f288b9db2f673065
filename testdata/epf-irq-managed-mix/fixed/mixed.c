// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Lines that the device core releases, freed by hand, and lines requested by
 * hand that are released as if they were managed.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-epf.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct boiler {
	struct device *dev;
	int irq;
	bool managed;
};

int boiler_ignite(struct boiler *b);

static irqreturn_t boiler_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-managed-mix */
int boiler_managed_freed_bad(struct boiler *b)
{
	int ret;

	ret = devm_request_irq(b->dev, b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		devm_free_irq(b->dev, b->irq, b);

	return ret;
}

int boiler_managed_freed_ok(struct boiler *b)
{
	int ret;

	ret = devm_request_irq(b->dev, b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		devm_free_irq(b->dev, b->irq, b);

	return ret;
}

/* The core sees to it when probe fails: nothing to do is right as well. */
int boiler_managed_left_ok(struct boiler *b)
{
	int ret;

	ret = devm_request_irq(b->dev, b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	return boiler_ignite(b);
}

/* finds: epf-irq-managed-mix */
int boiler_plain_freed_managed_bad(struct boiler *b)
{
	int ret;

	ret = request_irq(b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		free_irq(b->irq, b);

	return ret;
}

int boiler_plain_freed_plain_ok(struct boiler *b)
{
	int ret;

	ret = request_irq(b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		free_irq(b->irq, b);

	return ret;
}

/* finds: epf-irq-managed-mix */
int boiler_threaded_bad(struct boiler *b)
{
	int ret;

	ret = devm_request_threaded_irq(b->dev, b->irq, NULL, boiler_event,
					IRQF_ONESHOT, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	devm_free_irq(b->dev, b->irq, b);
	return ret;
}

int boiler_threaded_ok(struct boiler *b)
{
	int ret;

	ret = devm_request_threaded_irq(b->dev, b->irq, NULL, boiler_event,
					IRQF_ONESHOT, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	disable_irq(b->irq);
	return ret;
}

/* One way or the other at set-up, always by hand in the unwind. */
/* finds: epf-irq-managed-mix */
int boiler_either_bad(struct boiler *b)
{
	int ret;

	ret = b->managed ?
		devm_request_irq(b->dev, b->irq, boiler_event, 0, "boiler", b) :
		request_irq(b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret && !b->managed)
		free_irq(b->irq, b);

	return ret;
}

int boiler_either_ok(struct boiler *b)
{
	int ret;

	ret = b->managed ?
		devm_request_irq(b->dev, b->irq, boiler_event, 0, "boiler", b) :
		request_irq(b->irq, boiler_event, 0, "boiler", b);
	if (ret)
		return ret;

	ret = boiler_ignite(b);
	if (ret && !b->managed)
		free_irq(b->irq, b);

	return ret;
}

/* finds: epf-irq-managed-mix */
int boiler_any_context_bad(struct boiler *b)
{
	int ret;

	ret = devm_request_any_context_irq(b->dev, b->irq, boiler_event, 0,
					   "boiler", b);
	if (ret < 0)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		devm_free_irq(b->dev, b->irq, b);

	return ret;
}

int boiler_any_context_ok(struct boiler *b)
{
	int ret;

	ret = devm_request_any_context_irq(b->dev, b->irq, boiler_event, 0,
					   "boiler", b);
	if (ret < 0)
		return ret;

	ret = boiler_ignite(b);
	if (ret)
		devm_free_irq(b->dev, b->irq, b);

	return ret;
}
