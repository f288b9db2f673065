// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Errors that are made on the way out, and ways out to more than one label. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct weir {
	struct device *dev;
	void *stones;
	int sluice;
};

int weir_power(struct weir *w);
int weir_grind(struct weir *w);
int weir_sweep(struct weir *w);
void weir_brake(struct weir *w);
void weir_rinse(struct weir *w);

static irqreturn_t weir_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* An error that was made just before needs not be asked for. */
/* finds: epf-irq-leak */
static int weir_error_made_bad(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(w->sluice, weir_event, 0, "sluice", w);
	if (ret)
		return ret;

	w->stones = devm_kzalloc(w->dev, 64, GFP_KERNEL);
	if (!w->stones) {
		ret = -ENOMEM;
		free_irq(w->sluice, w);
		return ret;
	}

	return 0;
}

struct platform_driver weir_error_made_driver = {
	.probe = weir_error_made_bad,
};

static int weir_error_made_ok(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(w->sluice, weir_event, 0, "sluice", w);
	if (ret)
		return ret;

	w->stones = devm_kzalloc(w->dev, 64, GFP_KERNEL);
	if (!w->stones) {
		ret = -ENOMEM;
		free_irq(w->sluice, w);
		return ret;
	}

	return 0;
}

struct platform_driver weir_error_made_right_driver = {
	.probe = weir_error_made_ok,
};

/* Two labels are gone to, and what is held is held at both. */
/* finds: epf-irq-leak */
static int weir_two_labels_bad(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = weir_power(w);
	if (ret)
		return ret;

	ret = request_irq(w->sluice, weir_event, 0, "sluice", w);
	if (ret)
		goto err_sweep;

	ret = weir_grind(w);
	if (ret)
		goto err_free_irq;

	ret = weir_sweep(w);
	if (ret) {
		free_irq(w->sluice, w);
		goto err_brake;
	}

	return 0;

err_free_irq:
	free_irq(w->sluice, w);
err_sweep:
	weir_rinse(w);
err_brake:
	weir_brake(w);
	return ret;
}

struct platform_driver weir_two_labels_driver = {
	.probe = weir_two_labels_bad,
};

static int weir_two_labels_ok(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = weir_power(w);
	if (ret)
		return ret;

	ret = request_irq(w->sluice, weir_event, 0, "sluice", w);
	if (ret)
		goto err_sweep;

	ret = weir_grind(w);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	free_irq(w->sluice, w);
err_sweep:
	weir_rinse(w);
	weir_brake(w);
	return ret;
}

struct platform_driver weir_two_labels_right_driver = {
	.probe = weir_two_labels_ok,
};
