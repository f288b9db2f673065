// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A lifecycle whose paths are left early: something that is not seen may have
 * given back what it holds. What it runs further on is judged nowhere else.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct loom {
	int irq;
	int shuttle_irq;
	int reed_irq;
	void (*stop)(struct loom *l);
};

int loom_count(struct loom *l);

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int loom_on(struct loom *l)
{
	int ret = request_irq(l->shuttle_irq, loom_event, 0, "shuttle", l);

	if (ret)
		return ret;

	ret = request_irq(l->reed_irq, loom_event, 0, "reed", l);
	if (ret)
		free_irq(l->shuttle_irq, l);

	return ret;
}

static int loom_off(struct loom *l)
{
	int shuttles = loom_count(l);

	if (!shuttles)
		return 0;
	free_irq(l->reed_irq, l);
	free_irq(l->shuttle_irq, l);

	return 0;
}

/* Called with 0 only where it was called with more before. */
int loom_configure_ok(struct loom *l, int shuttles)
{
	if (shuttles == 0)
		return loom_off(l);

	return loom_on(l);
}

static int loom_probe(struct platform_device *pdev)
{
	struct loom *l = devm_kzalloc(&pdev->dev, sizeof(*l), GFP_KERNEL);

	if (!l)
		return -ENOMEM;
	platform_set_drvdata(pdev, l);

	return request_irq(l->irq, loom_event, 0, "loom", l);
}

static void loom_remove_ok(struct platform_device *pdev)
{
	struct loom *l = platform_get_drvdata(pdev);

	l->stop(l);
	loom_off(l);
	free_irq(l->irq, l);
}

struct platform_driver loom_driver = {
	.probe = loom_probe,
	.remove = loom_remove_ok,
	.driver.name = "loom",
};
