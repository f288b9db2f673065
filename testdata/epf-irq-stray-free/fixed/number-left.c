// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Where nothing was requested, the irq's place still has the number it had. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct buoy {
	int irq;
	int lamp;
};

static irqreturn_t buoy_rang(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int buoy_probe(struct platform_device *pdev)
{
	struct buoy *b = devm_kzalloc(&pdev->dev, sizeof(*b), GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;

	ret = platform_get_irq(pdev, 0);
	if (ret > 0)
		b->lamp = ret;
	platform_set_drvdata(pdev, b);
	if (b->lamp > 0)
		return request_irq(b->lamp, buoy_rang, 0, "buoy", b);
	return 0;
}

/* finds: epf-irq-stray-free */
static void buoy_remove_bad(struct platform_device *pdev)
{
	struct buoy *b = platform_get_drvdata(pdev);

	if (b->lamp > 0)
		free_irq(b->lamp, b);
}

static void buoy_remove_ok(struct platform_device *pdev)
{
	struct buoy *b = platform_get_drvdata(pdev);

	if (b->lamp > 0)
		free_irq(b->lamp, b);
}

struct platform_driver buoy_driver = {
	.probe = buoy_probe,
	.remove = buoy_remove_bad,
};

struct platform_driver lit_driver = {
	.probe = buoy_probe,
	.remove = buoy_remove_ok,
};
