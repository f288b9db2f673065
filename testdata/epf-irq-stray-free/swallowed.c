// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A failed request that nobody hears of, and a teardown that frees all the same. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct buoy {
	struct device *dev;
	int irq;
	int depth;
};

static irqreturn_t buoy_bell(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
static void buoy_register_irq_bad(struct buoy *b)
{
	int ret;

	if (b->depth < 0) {
		dev_err(b->dev, "no depth\n");
		return;
	}
	ret = request_irq(b->irq, buoy_bell, 0, "buoy", b);
	if (ret)
		free_irq(b->irq, b);
		//! epf-irq-stray-free: irq 'b->irq' is freed although its request failed
		//!   +13 calling buoy_register_irq_bad()
		//!   -2 assuming request_irq() fails
		//!   fix: remember in a flag whether it is requested
}

static int buoy_probe(struct platform_device *pdev)
{
	struct buoy *b;

	b = kzalloc(sizeof(*b), GFP_KERNEL);
	if (!b)
		return -ENOMEM;

	b->dev = &pdev->dev;
	b->irq = platform_get_irq(pdev, 0);
	buoy_register_irq_bad(b);
	platform_set_drvdata(pdev, b);
	return 0;
}

static void buoy_remove(struct platform_device *pdev)
{
	struct buoy *b = platform_get_drvdata(pdev);

	free_irq(b->irq, b);
	kfree(b);
}

struct platform_driver buoy_driver = {
	.probe = buoy_probe,
	.remove = buoy_remove,
};
