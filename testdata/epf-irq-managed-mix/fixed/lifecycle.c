// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The same mistakes with the request in probe and the free in remove. */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct still {
	struct device *dev;
	int irq;
};

static irqreturn_t still_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static struct still *still_create(struct platform_device *pdev)
{
	struct still *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;

	s->dev = &pdev->dev;
	s->irq = platform_get_irq(pdev, 0);
	platform_set_drvdata(pdev, s);
	return s;
}

static int core_probe(struct platform_device *pdev)
{
	struct still *s = still_create(pdev);

	if (!s)
		return -ENOMEM;

	return devm_request_irq(s->dev, s->irq, still_event, 0, "still", s);
}

/* finds: epf-irq-managed-mix */
static void core_remove_bad(struct platform_device *pdev)
{
	struct still *s = platform_get_drvdata(pdev);

	devm_free_irq(s->dev, s->irq, s);
}

struct platform_driver core_driver = {
	.probe = core_probe,
	.remove = core_remove_bad,
	.driver.name = "still-core",
};

static int core_probe_ok(struct platform_device *pdev)
{
	struct still *s = still_create(pdev);

	if (!s)
		return -ENOMEM;

	return devm_request_irq(s->dev, s->irq, still_event, 0, "still", s);
}

static void core_remove_ok(struct platform_device *pdev)
{
	struct still *s = platform_get_drvdata(pdev);

	disable_irq(s->irq);
}

struct platform_driver core_ok_driver = {
	.probe = core_probe_ok,
	.remove = core_remove_ok,
	.driver.name = "still-core-ok",
};

static int early_probe_ok(struct platform_device *pdev)
{
	struct still *s = still_create(pdev);

	if (!s)
		return -ENOMEM;

	return devm_request_irq(s->dev, s->irq, still_event, 0, "still", s);
}

static void early_remove_ok(struct platform_device *pdev)
{
	struct still *s = platform_get_drvdata(pdev);

	devm_free_irq(&pdev->dev, s->irq, s);
}

struct platform_driver early_ok_driver = {
	.probe = early_probe_ok,
	.remove = early_remove_ok,
	.driver.name = "still-early-ok",
};

static int hand_probe(struct platform_device *pdev)
{
	struct still *s = still_create(pdev);

	if (!s)
		return -ENOMEM;

	return request_irq(s->irq, still_event, 0, "still", s);
}

/* finds: epf-irq-managed-mix */
static void hand_remove_bad(struct platform_device *pdev)
{
	struct still *s = platform_get_drvdata(pdev);

	free_irq(s->irq, s);
}

struct platform_driver hand_driver = {
	.probe = hand_probe,
	.remove = hand_remove_bad,
	.driver.name = "still-hand",
};

/* Requested by hand, but an action frees it when the device goes. */
static void still_free_line(void *data)
{
	struct still *s = data;

	free_irq(s->irq, s);
}

static int action_probe_ok(struct platform_device *pdev)
{
	struct still *s = still_create(pdev);
	int ret;

	if (!s)
		return -ENOMEM;

	ret = request_irq(s->irq, still_event, 0, "still", s);
	if (ret)
		return ret;

	return devm_add_action_or_reset(s->dev, still_free_line, s);
}

static void action_remove_ok(struct platform_device *pdev)
{
	disable_irq(((struct still *)platform_get_drvdata(pdev))->irq);
}

struct platform_driver action_ok_driver = {
	.probe = action_probe_ok,
	.remove = action_remove_ok,
	.driver.name = "still-action-ok",
};
