// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A driver that frees no line at all, in memory that is the device's. */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct hedge {
	int irq;
};

int hedge_trim(struct hedge *h);

static irqreturn_t hedge_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
static int hedge_probe_bad(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct hedge *h;
	int ret;

	h = devm_kzalloc(dev, sizeof(*h), GFP_KERNEL);
	if (!h)
		return -ENOMEM;

	ret = devm_request_irq(dev, h->irq, hedge_event, 0, "hedge", h);
	if (ret)
		return ret;

	return hedge_trim(h);
}

struct platform_driver hedge_driver = {
	.probe = hedge_probe_bad,
};

static int hedge_managed_probe_ok(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct hedge *h;
	int ret;

	h = devm_kzalloc(dev, sizeof(*h), GFP_KERNEL);
	if (!h)
		return -ENOMEM;

	ret = devm_request_irq(dev, h->irq, hedge_event, 0, "hedge", h);
	if (ret)
		return ret;

	return hedge_trim(h);
}

struct platform_driver hedge_managed_driver = {
	.probe = hedge_managed_probe_ok,
};
