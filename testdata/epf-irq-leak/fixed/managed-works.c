// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A driver that frees no line at all, in memory that is the device's, whose handler
 * starts a work. The device frees the line when the work has ended already: it must
 * be off by then.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct kettle {
	struct delayed_work whistle;
	int irq;
};

int kettle_heat(struct kettle *k);
void kettle_whistle(struct work_struct *work);

static irqreturn_t kettle_event(int irq, void *data)
{
	struct kettle *k = data;

	schedule_delayed_work(&k->whistle, 0);

	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
static int kettle_probe_bad(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct kettle *k;
	int ret;

	k = devm_kzalloc(dev, sizeof(*k), GFP_KERNEL);
	if (!k)
		return -ENOMEM;

	INIT_DELAYED_WORK(&k->whistle, kettle_whistle);
	platform_set_drvdata(pdev, k);

	ret = devm_request_irq(dev, k->irq, kettle_event, 0, "kettle", k);
	if (ret)
		return ret;

	return kettle_heat(k);
}

/* finds: epf-irq-leak */
static void kettle_remove_bad(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);

	disable_irq(k->irq);
	cancel_delayed_work_sync(&k->whistle);
}

struct platform_driver kettle_driver = {
	.probe = kettle_probe_bad,
	.remove = kettle_remove_bad,
};
