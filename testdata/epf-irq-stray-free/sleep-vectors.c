// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A device that gives all its vectors back to sleep. Waking up may fail, and
 * then nothing tells which of them are requested; but each has a pointer.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define BAT_EARS 4

struct bat;

struct bat_ear {
	struct bat *owner;
	int heard;
};

struct bat {
	int irq;
	int ears;
	struct bat_ear ear[BAT_EARS];
};

int bat_wake(struct bat *b);
int bat_count_ears(struct platform_device *pdev);

static irqreturn_t bat_hears(int irq, void *data)
{
	struct bat_ear *ear = data;

	if (!ear->owner->ears)
		return IRQ_NONE;
	ear->heard++;
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
static void bat_close_bad(struct bat *b)
{
	int i;

	for (i = 0; i < b->ears; i++)
		free_irq(b->irq + i, &b->ear[i]);
		//! epf-irq-stray-free: irq 'b->irq + i' is freed twice on this path
		//!   +47 the kernel calls bat_suspend()
		//!   +53 the kernel calls bat_resume()
		//!   +61 calling bat_open()
		//!   +11 'b->irq + i' is requested here
		//!   +11 assuming request_irq() fails
		//!   +19 released here
		//!   +64 the kernel calls bat_remove()
		//!   fix: tell by 'owner' which are requested
}

static int bat_open(struct bat *b)
{
	int i, ret;

	for (i = 0; i < b->ears; i++) {
		struct bat_ear *ear = &b->ear[i];

		ear->owner = b;
		ret = request_irq(b->irq + i, bat_hears, 0, "bat", ear);
		if (ret)
			goto err_free;
	}
	return 0;

err_free:
	while (--i >= 0)
		free_irq(b->irq + i, &b->ear[i]);
	return ret;
}

static int bat_probe(struct platform_device *pdev)
{
	struct bat *b = kzalloc(sizeof(*b), GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;
	platform_set_drvdata(pdev, b);
	b->irq = platform_get_irq(pdev, 0);
	if (b->irq < 0) {
		ret = b->irq;
		goto err_bat;
	}
	b->ears = BAT_EARS - 2;
	ret = bat_open(b);
	if (ret)
		goto err_bat;
	return 0;

err_bat:
	kfree(b);
	return ret;
}

static int bat_suspend(struct device *dev)
{
	bat_close_bad(dev_get_drvdata(dev));
	return 0;
}

static int bat_resume(struct device *dev)
{
	struct bat *b = dev_get_drvdata(dev);
	int ret;

	ret = bat_wake(b);
	if (ret)
		return ret;
	return bat_open(b);
}

static void bat_remove(struct platform_device *pdev)
{
	struct bat *b = platform_get_drvdata(pdev);

	bat_close_bad(b);
	kfree(b);
}

static DEFINE_SIMPLE_DEV_PM_OPS(bat_pm, bat_suspend, bat_resume);

static struct platform_driver bat_driver = {
	.probe = bat_probe,
	.remove = bat_remove,
	.driver = {
		.name = "bat",
		.pm = pm_sleep_ptr(&bat_pm),
	},
};
