// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Lines that the device core frees, so that a loop may take more of them, or
 * give back less; and one that is -1 where there is none, which free_irq()
 * does not mind.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct chime {
	struct device *dev;
	int irq[4];
	int count;
};

static int extra = -1;

static irqreturn_t chime_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

int chime_strike(struct chime *c);

static int chime_probe(struct platform_device *pdev)
{
	struct chime *c = devm_kzalloc(&pdev->dev, sizeof(*c), GFP_KERNEL);
	int i, ret;

	if (!c)
		return -ENOMEM;
	platform_set_drvdata(pdev, c);
	c->count = chime_strike(c);
	for (i = 0; i < c->count; i++) {
		c->irq[i] = platform_get_irq(pdev, i);
		ret = devm_request_irq(&pdev->dev, c->irq[i], chime_rung, 0,
				       "chime", c);
		if (ret)
			return ret;
	}
	if (extra > -1) {
		ret = request_irq(extra, chime_rung, 0, "extra", c);
		if (ret)
			return ret;
	}
	return 0;
}

static void chime_remove(struct platform_device *pdev)
{
	struct chime *c = platform_get_drvdata(pdev);
	int i;

	if (extra > -1)
		free_irq(extra, c);
	for (i = 0; i < c->count; i++)
		devm_free_irq(&pdev->dev, c->irq[i], c);
}

static struct platform_driver chime_driver = {
	.probe = chime_probe,
	.remove = chime_remove,
	.driver = { .name = "chime" },
};
module_platform_driver(chime_driver);
