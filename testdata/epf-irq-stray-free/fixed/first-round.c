// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Requests that begin with another line than number 0, undone down to 0. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/types.h>

struct lathe {
	int first;
	int count;
	int irq[40];
};

static irqreturn_t lathe_turned(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
int lathe_counts_bad(struct lathe *l)
{
	int i, ret;

	for (i = 1; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i-- > 1)
		free_irq(l->irq[i], l);
	return ret;
}

int lathe_counts_ok(struct lathe *l)
{
	int i, ret;

	for (i = 1; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i-- > 1)
		free_irq(l->irq[i], l);
	return ret;
}

/* finds: epf-irq-stray-free */
int lathe_compares_bad(struct lathe *l)
{
	int i, ret;

	for (i = 1; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i >= 1)
		free_irq(l->irq[i], l);
	return ret;
}

int lathe_compares_ok(struct lathe *l)
{
	int i, ret;

	for (i = 1; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i > 0)
		free_irq(l->irq[i], l);
	return ret;
}

/* finds: epf-irq-stray-free */
int lathe_steps_bad(struct lathe *l)
{
	int i, ret;

	for (i = l->first; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (i--; i >= l->first; i--)
		free_irq(l->irq[i], l);
	return ret;
}

int lathe_steps_ok(struct lathe *l)
{
	int i, ret;

	for (i = l->first; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (i--; i >= l->first; i--)
		free_irq(l->irq[i], l);
	return ret;
}

/* finds: epf-irq-stray-free */
int lathe_again_bad(struct lathe *l)
{
	int i, j, ret;

	for (i = 2; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (j = 2; j < i; j++)
		free_irq(l->irq[j], l);
	return ret;
}

int lathe_again_ok(struct lathe *l)
{
	int i, j, ret;

	for (i = 2; i < l->count; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (j = 2; j < i; j++)
		free_irq(l->irq[j], l);
	return ret;
}

static int lathe_probe(struct platform_device *pdev)
{
	struct lathe *l = platform_get_drvdata(pdev);
	int i, ret;

	for (i = 1; i < 8; i++) {
		ret = request_irq(l->irq[i], lathe_turned, 0, "lathe", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i > 0)
		free_irq(l->irq[i], l);
	return ret;
}

/* finds: epf-irq-stray-free */
static void lathe_remove_bad(struct platform_device *pdev)
{
	struct lathe *l = platform_get_drvdata(pdev);
	int i;

	for (i = 1; i < 8; i++)
		free_irq(l->irq[i], l);
}

struct platform_driver lathe_driver = {
	.probe = lathe_probe,
	.remove = lathe_remove_bad,
};

static void lathe_remove_ok(struct platform_device *pdev)
{
	struct lathe *l = platform_get_drvdata(pdev);
	int i;

	for (i = 1; i < 8; i++)
		free_irq(l->irq[i], l);
}

struct platform_driver lathe_right_driver = {
	.probe = lathe_probe,
	.remove = lathe_remove_ok,
};
