// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What requests tells that it failed, and nobody listens.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct gull {
	struct device *dev;
	int irq;
};

int gull_feed(struct gull *g);

static irqreturn_t gull_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int gull_listen(struct gull *g)
{
	return request_irq(g->irq, gull_event, 0, "gull", g);
}

static int gull_hatch(struct gull *g)
{
	gull_feed(g);

	return gull_listen(g);
}

static int gull_probe(struct platform_device *pdev)
{
	struct gull *g;
	int ret;

	g = devm_kzalloc(&pdev->dev, sizeof(*g), GFP_KERNEL);
	if (!g)
		return -ENOMEM;

	platform_set_drvdata(pdev, g);
	g->irq = platform_get_irq(pdev, 0);
	ret = gull_hatch(g);
	if (ret)
		return ret;

	return 0;
}

/* finds: epf-irq-stray-free */
static void gull_remove_bad(struct platform_device *pdev)
{
	struct gull *g = platform_get_drvdata(pdev);

	free_irq(g->irq, g);
}

struct platform_driver gull_driver = {
	.probe = gull_probe,
	.remove = gull_remove_bad,
};

struct tern {
	struct device *dev;
	bool nested;
	int irq;
	bool irq_requested;
};

static void tern_register_nest(struct tern *t)
{
	t->nested = true;
}

static void tern_unregister_nest(struct tern *t)
{
	t->nested = false;
}

static irqreturn_t tern_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int tern_listen(struct tern *t)
{
	int ret;

	ret = request_irq(t->irq, tern_event, 0, "tern", t);
	if (ret)
		return ret;
	t->irq_requested = true;

	return 0;
}

/* Here set-up can't just fail: the nest would stay. A flag does. */
static int tern_probe(struct platform_device *pdev)
{
	struct tern *t;

	t = devm_kzalloc(&pdev->dev, sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;

	platform_set_drvdata(pdev, t);
	t->irq = platform_get_irq(pdev, 0);
	tern_register_nest(t);

	tern_listen(t);
	return 0;
}

/* finds: epf-irq-stray-free */
static void tern_remove_bad(struct platform_device *pdev)
{
	struct tern *t = platform_get_drvdata(pdev);

	if (t->irq_requested)
		free_irq(t->irq, t);
	tern_unregister_nest(t);
}

struct platform_driver tern_driver = {
	.probe = tern_probe,
	.remove = tern_remove_bad,
};

int gull_stretch(struct gull *g);

/* Nobody is told at all: the log is, as it is of what fails before. */
/* finds: epf-irq-stray-free */
void gull_wake_bad(struct gull *g)
{
	int ret;

	ret = gull_stretch(g);
	if (ret) {
		dev_err(g->dev, "still asleep: %d\n", ret);
		return;
	}

	ret = request_irq(g->irq, gull_event, 0, "gull", g);
	if (ret)
		dev_err(g->dev, "failed to request irq: %d\n", ret);
}
