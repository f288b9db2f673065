// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The driver has a function that gives back, and calls it elsewhere. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>

#define FERRY_CARS 4

struct ferry {
	int irqs[FERRY_CARS];
	int cars;
};

int ferry_board(struct ferry *f);

static irqreturn_t ferry_horn(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void ferry_drop_all(struct ferry *f, int cars)
{
	int i;

	for (i = 0; i < cars; i++)
		free_irq(f->irqs[i], f);
}

static int ferry_take_all(struct ferry *f)
{
	int i, ret;

	for (i = 0; i < f->cars; i++) {
		ret = request_irq(f->irqs[i], ferry_horn, 0, "ferry", f);
		if (ret) {
			ferry_drop_all(f, i);
			return ret;
		}
	}
	return 0;
}

/* finds: epf-irq-leak */
static int ferry_probe_bad(struct platform_device *pdev)
{
	struct ferry *f = platform_get_drvdata(pdev);
	int ret;

	ret = ferry_take_all(f);
	if (ret)
		return ret;

	ret = ferry_board(f);
	if (ret) {
		ferry_drop_all(f, f->cars);
		return ret;
	}

	return 0;
}

static void ferry_remove(struct platform_device *pdev)
{
	struct ferry *f = platform_get_drvdata(pdev);

	ferry_drop_all(f, f->cars);
}

struct platform_driver ferry_driver = {
	.probe = ferry_probe_bad,
	.remove = ferry_remove,
};
