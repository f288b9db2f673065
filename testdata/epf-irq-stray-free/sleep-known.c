// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Devices that give their irq back to sleep, and know whether they have got it
 * again, or that keep it.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct owl {
	int irq;
	bool listens;
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
	o->listens = true;
	return 0;

err_free:
	kfree(o);
	return ret;
}

static int eagle_suspend(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);

	if (o->listens)
		free_irq(o->irq, o);
	o->listens = false;
	return 0;
}

static int eagle_resume(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);
	int ret = request_irq(o->irq, owl_hears, 0, "eagle", o);

	o->listens = !ret;
	return ret;
}

static void eagle_remove_ok(struct platform_device *pdev)
{
	struct owl *o = platform_get_drvdata(pdev);

	if (o->listens)
		free_irq(o->irq, o);
	kfree(o);
}

static DEFINE_SIMPLE_DEV_PM_OPS(eagle_pm, eagle_suspend, eagle_resume);

static struct platform_driver eagle_driver = {
	.probe = owl_probe,
	.remove = eagle_remove_ok,
	.driver = {
		.name = "eagle",
		.pm = &eagle_pm,
	},
};

/* Nothing is given back, so nothing is to be taken again. */

static int bat_suspend(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);

	disable_irq(o->irq);
	return 0;
}

static int bat_resume(struct device *dev)
{
	struct owl *o = dev_get_drvdata(dev);

	enable_irq(o->irq);
	return 0;
}

static void bat_remove_ok(struct platform_device *pdev)
{
	struct owl *o = platform_get_drvdata(pdev);

	free_irq(o->irq, o);
	kfree(o);
}

static DEFINE_SIMPLE_DEV_PM_OPS(bat_pm, bat_suspend, bat_resume);

static struct platform_driver bat_driver = {
	.probe = owl_probe,
	.remove = bat_remove_ok,
	.driver = {
		.name = "bat",
		.pm = &bat_pm,
	},
};
