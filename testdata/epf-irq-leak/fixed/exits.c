// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Several lines, several exits: what is left behind is one fault, and mended at
 * once.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct organ {
	struct device *dev;
	int swell_irq;
	int great_irq;
	int choir_irq;
	int manuals;
};

int organ_count(struct organ *o);
int organ_tune(struct organ *o);

static irqreturn_t organ_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* One chain gives all of it back; the second request must fail as well. */
/* finds: epf-irq-leak */
static int organ_start_bad(struct organ *o)
{
	int ret;

	ret = request_irq(o->swell_irq, organ_event, 0, "swell", o);
	if (ret)
		return ret;

	ret = request_irq(o->great_irq, organ_event, 0, "great", o);
	if (ret) {
		dev_err(o->dev, "no great: %d\n", ret);
		goto err_free_swell_irq;
	}

	if (o->manuals > 2) {
		ret = request_irq(o->choir_irq, organ_event, 0, "choir", o);
		if (ret) {
			dev_err(o->dev, "no choir: %d\n", ret);
			goto err_free_great_irq;
		}

		if (organ_tune(o)) {
			ret = -EIO;
			goto err_free_choir_irq;
		}
	}

	return 0;

err_free_choir_irq:
	free_irq(o->choir_irq, o);
err_free_great_irq:
	free_irq(o->great_irq, o);
err_free_swell_irq:
	free_irq(o->swell_irq, o);
	return ret;
}

/* finds: epf-irq-stray-free */
static void organ_stop_bad(struct organ *o)
{
	if (o->manuals > 2)
		free_irq(o->choir_irq, o);
	free_irq(o->swell_irq, o);
	free_irq(o->great_irq, o);
}

static int organ_probe(struct platform_device *pdev)
{
	struct organ *o;
	int ret;

	o = devm_kzalloc(&pdev->dev, sizeof(*o), GFP_KERNEL);
	if (!o)
		return -ENOMEM;

	platform_set_drvdata(pdev, o);
	o->swell_irq = platform_get_irq(pdev, 0);
	o->great_irq = platform_get_irq(pdev, 1);
	o->choir_irq = platform_get_irq(pdev, 2);
	o->manuals = organ_count(o);
	ret = organ_start_bad(o);
	if (ret)
		return ret;

	return 0;
}

static void organ_remove(struct platform_device *pdev)
{
	organ_stop_bad(platform_get_drvdata(pdev));
}

struct platform_driver organ_driver = {
	.probe = organ_probe,
	.remove = organ_remove,
};
