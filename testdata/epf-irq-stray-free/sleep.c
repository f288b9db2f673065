// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Devices that give their irq back to sleep. Waking up may fail, and then the
 * device is there all the same, until it is removed.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct owl {
	int irq;
};

static irqreturn_t owl_hears(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int owl_probe(struct platform_device *pdev)
{
	struct owl *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	platform_set_drvdata(pdev, o);
	o->irq = platform_get_irq(pdev, 0);
	ret = o->irq;
	if (ret < 0)
		goto err_free;
	ret = request_irq(o->irq, owl_hears, 0, "owl", o);
	if (ret)
		goto err_free;
	return 0;

err_free:
	kfree(o);
	return ret;
}

static int owl_suspend(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);

	free_irq(o->irq, o);
	return 0;
}

static int owl_resume(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);
	int ret;

	ret = request_irq(o->irq, owl_hears, 0, "owl", o);
	if (ret)
		dev_err(dev, "cannot hear: %d\n", ret);
	return ret;
}

/* finds: epf-irq-stray-free */
static void owl_remove_bad(struct platform_device *pdev)
{
	struct owl *o = platform_get_drvdata(pdev);

	free_irq(o->irq, o);
	//! epf-irq-stray-free: irq 'o->irq' is freed although its request failed
	//!   -24 the kernel calls owl_suspend()
	//!   -16 the kernel calls owl_resume()
	//!   -11 assuming request_irq() fails
	//!   -4 the kernel calls owl_remove_bad()
	//!   fix: remember in a flag whether it is requested
	kfree(o);
}

static DEFINE_SIMPLE_DEV_PM_OPS(owl_pm, owl_suspend, owl_resume);

static struct platform_driver owl_driver = {
	.probe = owl_probe,
	.remove = owl_remove_bad,
	.driver = {
		.name = "owl",
		.pm = pm_sleep_ptr(&owl_pm),
	},
};

/* Another driver of the file, whose devices are its own. */

struct kestrel {
	int line;
};

static irqreturn_t kestrel_sees(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int kestrel_probe_ok(struct platform_device *pdev)
{
	struct kestrel *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);

	if (!k)
		return -ENOMEM;
	platform_set_drvdata(pdev, k);
	k->line = platform_get_irq(pdev, 0);
	if (k->line < 0)
		return k->line;
	return request_irq(k->line, kestrel_sees, 0, "kestrel", k);
}

static void kestrel_remove(struct platform_device *pdev)
{
	struct kestrel *k = platform_get_drvdata(pdev);

	free_irq(k->line, k);
}

struct platform_driver kestrel_driver = {
	.probe = kestrel_probe_ok,
	.remove = kestrel_remove,
};
