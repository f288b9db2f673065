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
	}

	if (o->manuals > 2) {
		ret = request_irq(o->choir_irq, organ_event, 0, "choir", o);
		if (ret) {
			dev_err(o->dev, "no choir: %d\n", ret);
			return ret;
			//! epf-irq-leak: irq 'o->great_irq' is still requested when organ_start_bad() fails
			//!   +33 calling organ_start_bad()
			//!   -9 'o->great_irq' is requested here
			//!   -4 assuming 'o->manuals > 2' is true
			//!   -3 assuming request_irq() fails
			//!   fix: give back all that is held, by one chain of labels
			//! epf-irq-leak: irq 'o->swell_irq' is still requested when organ_start_bad() fails
			//!   +33 calling organ_start_bad()
			//!   -13 'o->swell_irq' is requested here
			//!   -4 assuming 'o->manuals > 2' is true
			//!   -3 assuming request_irq() fails
			//!   fix: give back all that is held, by one chain of labels
		}

		if (organ_tune(o))
			return -EIO;
			//! epf-irq-leak: irq 'o->choir_irq' is still requested when organ_start_bad() fails
			//!   +29 calling organ_start_bad()
			//!   -8 assuming 'o->manuals > 2' is true
			//!   -7 'o->choir_irq' is requested here
			//!   -1 assuming organ_tune() fails
			//!   fix: give back all that is held, by one chain of labels
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void organ_stop_bad(struct organ *o)
{
	if (o->manuals > 2)
		free_irq(o->choir_irq, o);
	free_irq(o->swell_irq, o);
	free_irq(o->great_irq, o);
	//! epf-irq-stray-free: irq 'o->great_irq' is freed although its request failed
	//!   +3 the kernel calls organ_probe()
	//!   +17 calling organ_start_bad()
	//!   -25 assuming request_irq() fails
	//!   -20 assuming 'o->manuals > 2' is false
	//!   +24 the kernel calls organ_remove()
	//!   +26 calling organ_stop_bad()
	//!   fix: remember in a flag whether it is requested
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
