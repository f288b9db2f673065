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

	gull_listen(g);
	return 0;
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
	//! epf-irq-stray-free: irq 'g->irq' is freed although its request failed
	//!   -23 the kernel calls gull_probe()
	//!   -12 calling gull_hatch()
	//!   -27 calling gull_listen()
	//!   -34 assuming request_irq() fails
	//!   -4 the kernel calls gull_remove_bad()
	//!   fix: leave where gull_listen() fails
}

struct platform_driver gull_driver = {
	.probe = gull_probe,
	.remove = gull_remove_bad,
};

struct tern {
	struct device *dev;
	bool nested;
	int irq;
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

	free_irq(t->irq, t);
	//! epf-irq-stray-free: irq 't->irq' is freed although its request failed
	//!   -21 the kernel calls tern_probe()
	//!   -9 calling tern_listen()
	//!   -29 assuming request_irq() fails
	//!   -4 the kernel calls tern_remove_bad()
	//!   fix: remember in a flag whether it is requested
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
		free_irq(g->irq, g);
		//! epf-irq-stray-free: irq 'g->irq' is freed although its request failed
		//!   -2 assuming request_irq() fails
		//!   fix: tell of the failure instead of free_irq()
}
