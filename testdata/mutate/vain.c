// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A driver in which some mistakes of tool/mutate are none, or are not to be
 * told from this file: what follows a failure that never comes, what the device
 * core frees, what only switches a line on and off, and what callers of another
 * file may clean up.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct gong {
	struct device *dev;
	int irq[4];
	int count;
	int polled;
};

int gong_strike(struct gong *g);

static irqreturn_t gong_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int gong_tune(struct gong *g)
{
	g->polled = 0;
	return 0;
}

/* The only way to the free is the failure of what never fails. */
static int gong_probe(struct platform_device *pdev)
{
	struct gong *g = devm_kzalloc(&pdev->dev, sizeof(*g), GFP_KERNEL);
	int ret;

	if (!g)
		return -ENOMEM;
	platform_set_drvdata(pdev, g);
	g->irq[0] = platform_get_irq(pdev, 0);
	if (g->irq[0] < 0)
		return g->irq[0];
	ret = request_irq(g->irq[0], gong_rung, 0, "gong", g);
	if (ret)
		return ret;
	ret = gong_tune(g);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(g->irq[0], g);
err_out:
	return ret;
}

static void gong_remove(struct platform_device *pdev)
{
	struct gong *g = platform_get_drvdata(pdev);

	free_irq(g->irq[0], g);
}

static struct platform_driver gong_driver = {
	.probe = gong_probe,
	.remove = gong_remove,
	.driver = { .name = "gong" },
};
module_platform_driver(gong_driver);

/* One branch takes and the other gives back. */
int gong_listen(struct gong *g, int on, int line)
{
	if (on)
		return request_threaded_irq(line, NULL, gong_rung, 0, "line", g);
	free_irq(line, g);
	return 0;
}

/* Whoever calls this may call gong_close() when it fails, or not. */
int gong_open(struct gong *g)
{
	int ret = request_any_context_irq(g->polled, gong_rung, 0, "open", g);

	if (ret < 0)
		return ret;
	ret = gong_strike(g);
	if (ret) {
		free_irq(g->polled, g);
		return ret;
	}
	return 0;
}

void gong_close(struct gong *g)
{
	free_irq(g->polled, g);
}
