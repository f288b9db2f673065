// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Entries that belong together, from tables within tables and from none. */

#include <linux/device.h>
#include <linux/dmaengine.h>
#include <linux/interrupt.h>
#include <linux/mailbox_controller.h>
#include <linux/platform_device.h>

struct loom {
	struct dma_device dma;
	int irq;
	int spare;
};

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* An engine gives the number of descriptors: that is a success. */
static int loom_thread_ok(struct dma_chan *chan)
{
	struct loom *l = chan->private;
	int ret;

	ret = request_irq(l->irq, loom_event, 0, "loom", l);
	if (ret)
		return ret;

	return 16;
}

static void loom_cut_ok(struct dma_chan *chan)
{
	struct loom *l = chan->private;

	free_irq(l->irq, l);
}

int loom_register(struct loom *l)
{
	l->dma.device_alloc_chan_resources = loom_thread_ok;
	l->dma.device_free_chan_resources = loom_cut_ok;

	return dma_async_device_register(&l->dma);
}

static int loom_spare(struct dma_chan *chan)
{
	struct loom *l = chan->private;
	int ret;

	ret = request_irq(l->spare, loom_event, 0, "loom", l);
	if (ret)
		return ret;

	return 16;
}

/* finds: epf-irq-leak */
static void loom_spare_bad(struct dma_chan *chan)
{
	struct loom *l = chan->private;

	l->irq = 0;
	free_irq(l->spare, l);
}

int loom_register_spare(struct loom *l)
{
	l->dma.device_alloc_chan_resources = loom_spare;
	l->dma.device_free_chan_resources = loom_spare_bad;

	return dma_async_device_register(&l->dma);
}

/* The driver core's own entries, where a bus has none. */
static int shuttle_probe(struct device *dev)
{
	struct loom *l = dev_get_drvdata(dev);

	return request_irq(l->irq, loom_event, 0, "shuttle", l);
}

/* finds: epf-irq-leak */
static int shuttle_remove_bad(struct device *dev)
{
	struct loom *l = dev_get_drvdata(dev);

	free_irq(l->irq, l);
	l->irq = 0;
	return 0;
}

struct bus_driver {
	int kind;
	struct device_driver driver;
};

struct bus_driver shuttle_driver = {
	.kind = 3,
	.driver = {
		.name = "shuttle",
		.probe = shuttle_probe,
		.remove = shuttle_remove_bad,
	},
};

/* A shutdown that follows a startup that failed, too: nothing is lost. */
static int bobbin_startup_ok(struct mbox_chan *chan)
{
	struct loom *l = chan->con_priv;
	int ret;

	ret = request_irq(l->irq, loom_event, 0, "bobbin", l);
	if (ret)
		return ret;

	return request_irq(l->spare, loom_event, 0, "bobbin", l);
}

static void bobbin_shutdown_ok(struct mbox_chan *chan)
{
	struct loom *l = chan->con_priv;

	free_irq(l->spare, l);
	free_irq(l->irq, l);
}

const struct mbox_chan_ops bobbin_ops = {
	.startup = bobbin_startup_ok,
	.shutdown = bobbin_shutdown_ok,
};
