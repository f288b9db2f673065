// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A driver without a mistake, for tool/mutate to make mistakes in: two lines
 * taken and given back in order, one of them only where the board has it, and
 * a third that a function of another file is to give back.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct bell {
	struct device *dev;
	int irq;
	int spare;
	bool has_spare;
};

int bell_power(struct bell *b);

static irqreturn_t bell_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int bell_probe(struct platform_device *pdev)
{
	struct bell *b = devm_kzalloc(&pdev->dev, sizeof(*b), GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;
	b->irq = platform_get_irq(pdev, 0);
	if (b->irq < 0)
		return b->irq;
	b->spare = platform_get_irq_optional(pdev, 1);
	b->has_spare = b->spare > 0;
	platform_set_drvdata(pdev, b);

	ret = request_irq(b->irq, bell_rung, 0, "bell", b);
	if (ret)
		return ret;
	if (b->has_spare) {
		ret = request_irq(b->spare, bell_rung, 0, "spare", b);
		if (ret)
			goto err_irq;
	}
	ret = bell_power(b);
	if (ret)
		goto err_spare;

	return 0;

err_spare:
	if (b->has_spare)
		free_irq(b->spare, b);
err_irq:
	free_irq(b->irq, b);
err_out:
	return ret;
}

static void bell_remove(struct platform_device *pdev)
{
	struct bell *b = platform_get_drvdata(pdev);

	if (b->has_spare)
		free_irq(b->spare, b);
	free_irq(b->irq, b);
}

static struct platform_driver bell_driver = {
	.probe = bell_probe,
	.remove = bell_remove,
	.driver = { .name = "bell" },
};
module_platform_driver(bell_driver);

/* Whoever calls these is not seen here. */
int bell_listen(struct bell *b, int line)
{
	return request_threaded_irq(line, NULL, bell_rung, 0, "line", b);
}

void bell_ignore(struct bell *b, int line)
{
	free_irq(line, b);
}
