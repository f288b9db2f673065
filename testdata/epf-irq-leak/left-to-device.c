// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A driver that never frees and forgets what it has: the device core gives back
 * the rest.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct chime {
	int irq;
	int strokes;
};

static irqreturn_t chime_strikes(int irq, void *data)
{
	struct chime *c = data;

	c->strokes++;
	return IRQ_HANDLED;
}

static int chime_probe(struct platform_device *pdev)
{
	struct chime *c;
	int ret;

	c = devm_kzalloc(&pdev->dev, sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	c->irq = platform_get_irq(pdev, 0);
	if (c->irq < 0)
		return c->irq;
	ret = request_irq(c->irq, chime_strikes, 0, "chime", c);
	if (ret)
		dev_err(&pdev->dev, "no chime: %d\n", ret);
	return ret;
}

/* finds: epf-irq-leak */
static void chime_remove_bad(struct platform_device *pdev)
{
	dev_info(&pdev->dev, "gone\n");
}
//! epf-irq-leak: irq 'c->irq' is still requested when chime_remove_bad() returns
//!   -21 the kernel calls chime_probe()
//!   -10 'c->irq' is requested here
//!   -3 the kernel calls chime_remove_bad()
//!   fix: leave the free to the device

static struct platform_driver chime_driver = {
	.probe = chime_probe,
	.remove = chime_remove_bad,
};
