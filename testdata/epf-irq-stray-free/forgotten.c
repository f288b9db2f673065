// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A part that is not needed frees its irq where it fails, and the driver goes
 * on without it. Whether the irq is still there, its number tells, or should.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>

struct gong {
	struct device *dev;
	int irq;
};

int gong_tune(struct device *dev);
int gong_play(struct device *dev);

static irqreturn_t gong_struck(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int gong_listen(struct gong *g, int irq)
{
	int ret;

	ret = request_irq(irq, gong_struck, 0, "gong", g);
	if (ret)
		return ret;
	g->irq = irq;
	ret = gong_tune(g->dev);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(g->irq, g);
	return ret;
}

/* finds: epf-irq-stray-free */
int gong_start_bad(struct gong *g, int irq)
{
	int ret;

	if (irq) {
		ret = gong_listen(g, irq);
		if (ret)
			dev_err(g->dev, "goes unheard: %d\n", ret);
	}
	ret = gong_play(g->dev);
	if (ret) {
		if (irq)
			free_irq(g->irq, g);
			//! epf-irq-stray-free: irq 'g->irq' is freed twice on this path
			//!   -8 assuming 'irq' is true
			//!   -7 calling gong_listen()
			//!   -27 'irq' is requested here
			//!   -22 assuming gong_tune() fails
			//!   -17 released here
			//!   -2 assuming gong_play() fails
			//!   fix: forget the irq where it is freed
		return ret;
	}
	return 0;
}

static int bell_listen(struct gong *g, int irq)
{
	int ret;

	ret = request_irq(irq, gong_struck, 0, "bell", g);
	if (ret)
		return ret;
	g->irq = irq;
	ret = gong_tune(g->dev);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(g->irq, g);
	g->irq = 0;
	return ret;
}

int bell_start_ok(struct gong *g, int irq)
{
	int ret;

	g->irq = 0;
	ret = bell_listen(g, irq);
	if (ret)
		dev_err(g->dev, "goes unheard: %d\n", ret);
	ret = gong_play(g->dev);
	if (ret) {
		if (g->irq)
			free_irq(g->irq, g);
		return ret;
	}
	return 0;
}
