// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What an action frees, the device core frees: by hand it would be twice. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct kettle {
	struct device *dev;
	int irq;
	int lid_irq;
	bool lid;
};

int kettle_fill(struct kettle *k);
void devm_remove_action(struct device *dev, void (*action)(void *),
			void *data);

static irqreturn_t kettle_boils(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void kettle_off(void *data)
{
	struct kettle *k = data;

	free_irq(k->irq, k);
}

static int kettle_probe(struct platform_device *pdev)
{
	struct kettle *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);
	int ret;

	if (!k)
		return -ENOMEM;

	platform_set_drvdata(pdev, k);
	ret = request_irq(k->irq, kettle_boils, 0, "kettle", k);
	if (ret)
		return ret;

	return devm_add_action_or_reset(&pdev->dev, kettle_off, k);
}

/* finds: epf-irq-managed-mix */
static void kettle_remove_bad(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);

	kettle_fill(k);
}

struct platform_driver kettle_driver = {
	.probe = kettle_probe,
	.remove = kettle_remove_bad,
};

static void kettle_left_remove_ok(struct platform_device *pdev)
{
	kettle_fill(platform_get_drvdata(pdev));
}

struct platform_driver kettle_left_driver = {
	.probe = kettle_probe,
	.remove = kettle_left_remove_ok,
};

static void kettle_taken_back_remove_ok(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);

	devm_remove_action(&pdev->dev, kettle_off, k);
	free_irq(k->irq, k);
}

struct platform_driver kettle_taken_back_driver = {
	.probe = kettle_probe,
	.remove = kettle_taken_back_remove_ok,
};

/* finds: epf-irq-managed-mix */
static int kettle_fails_probe_bad(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(k->irq, kettle_boils, 0, "kettle", k);
	if (ret)
		return ret;

	ret = devm_add_action_or_reset(&pdev->dev, kettle_off, k);
	if (ret)
		return ret;

	ret = kettle_fill(k);

	return ret;
}

struct platform_driver kettle_fails_driver = {
	.probe = kettle_fails_probe_bad,
};

/* What the action leaves is left: the lid's. */
/* finds: epf-irq-leak */
static int kettle_lid_probe_bad(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(k->irq, kettle_boils, 0, "kettle", k);
	if (ret)
		return ret;

	ret = devm_add_action_or_reset(&pdev->dev, kettle_off, k);
	if (ret)
		return ret;

	ret = request_irq(k->lid_irq, kettle_boils, 0, "kettle-lid", k);
	if (ret)
		return ret;

	ret = kettle_fill(k);
	if (ret) {
		free_irq(k->lid_irq, k);
		return ret;
	}

	return 0;
}

static void kettle_lid_remove(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);

	free_irq(k->lid_irq, k);
}

struct platform_driver kettle_lid_driver = {
	.probe = kettle_lid_probe_bad,
	.remove = kettle_lid_remove,
};

static void kettle_off_both(void *data)
{
	struct kettle *k = data;

	free_irq(k->irq, k);
	if (k->lid)
		free_irq(k->lid_irq, k);
}

/* Who knows what that frees. */
static int kettle_both_probe_ok(struct platform_device *pdev)
{
	struct kettle *k = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(k->irq, kettle_boils, 0, "kettle", k);
	if (ret)
		return ret;

	return devm_add_action_or_reset(&pdev->dev, kettle_off_both, k);
}

static void kettle_both_remove_ok(struct platform_device *pdev)
{
}

struct platform_driver kettle_both_driver = {
	.probe = kettle_both_probe_ok,
	.remove = kettle_both_remove_ok,
};
