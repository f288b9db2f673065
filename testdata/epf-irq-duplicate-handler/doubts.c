// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A second request that may be of another line, or may not be come to: counted,
 * not told.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

struct carillon {
	int irq;
	int old_irq;
	bool silent;
};

void carillon_mute(struct carillon *c)
{
	c->silent = true;
}

static irqreturn_t carillon_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The name in the buffer is another one each time. */
/* doubts: epf-irq-duplicate-handler */
int carillon_named_unsure(struct platform_device *pdev, struct carillon *c)
{
	char name[16];
	int irq, ret;

	snprintf(name, sizeof(name), "bell-%d", 0);
	irq = platform_get_irq_byname(pdev, name);
	ret = request_irq(irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	snprintf(name, sizeof(name), "bell-%d", 1);
	irq = platform_get_irq_byname(pdev, name);
	ret = request_irq(irq, carillon_rung, 0, "carillon", c);
	//! doubt: epf-irq-duplicate-handler: irq 'irq' is requested again with dev_id 'c' while it is still requested
	if (ret)
		disable_irq(irq);
	return 0;
}

/* finds: epf-irq-duplicate-handler */
int carillon_named_bad(struct platform_device *pdev, struct carillon *c)
{
	int irq, ret;

	irq = platform_get_irq_byname(pdev, "bell");
	ret = request_irq(irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	irq = platform_get_irq_byname(pdev, "bell");
	ret = request_irq(irq, carillon_rung, 0, "carillon", c);
	//! epf-irq-duplicate-handler: irq 'irq' is requested again with dev_id 'c' while it is still requested
	//!   -5 'irq' is requested here
	//!   fix: request it once
	if (ret)
		disable_irq(irq);
	return 0;
}

/* Where there is no table, there is no line: an index below 0 has none. */
int carillon_no_index_ok(struct platform_device *pdev, struct carillon *c,
			 const int *table)
{
	int irq, ret;

	irq = platform_get_irq_optional(pdev, table ? table[0] : -1);
	if (irq > 0) {
		ret = devm_request_irq(&pdev->dev, irq, carillon_rung, 0,
				       "treble", c);
		if (ret)
			return ret;
	}

	irq = platform_get_irq_optional(pdev, table ? table[1] : -1);
	if (irq > 0)
		return devm_request_irq(&pdev->dev, irq, carillon_rung, 0,
					"tenor", c);
	return 0;
}

/* finds: epf-irq-duplicate-handler */
int carillon_same_index_bad(struct platform_device *pdev, struct carillon *c,
			    const int *table)
{
	int irq, ret;

	irq = platform_get_irq_optional(pdev, table ? table[0] : 0);
	if (irq > 0) {
		ret = devm_request_irq(&pdev->dev, irq, carillon_rung, 0,
				       "treble", c);
		if (ret)
			return ret;
	}

	irq = platform_get_irq_optional(pdev, table ? table[1] : 0);
	if (irq > 0)
		return devm_request_irq(&pdev->dev, irq, carillon_rung, 0,
		//! epf-irq-duplicate-handler: irq 'irq' is requested again with dev_id 'c' while it is still requested
		//!   -10 assuming 'table' is false
		//!   -9 assuming 'irq > 0' is true
		//!   -8 'irq' is requested here
		//!   fix: request it once
					"tenor", c);
	return 0;
}

int carillon_begin_ok(struct carillon *c)
{
	return request_irq(c->old_irq, carillon_rung, 0, "carillon", c);
}

/* What is freed in between may be the same line by another name. */
/* doubts: epf-irq-duplicate-handler */
int carillon_other_name_unsure(struct carillon *c)
{
	int ret;

	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	free_irq(c->old_irq, c);
	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	//! doubt: epf-irq-duplicate-handler: irq 'c->irq' is requested again with dev_id 'c' while it is still requested
	if (ret)
		disable_irq(c->irq);
	return 0;
}

/* finds: epf-irq-duplicate-handler */
int carillon_freed_before_bad(struct carillon *c)
{
	int ret;

	free_irq(c->old_irq, c);
	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	//! epf-irq-duplicate-handler: irq 'c->irq' is requested again with dev_id 'c' while it is still requested
	//!   -4 'c->irq' is requested here
	//!   fix: request it once
	if (ret)
		disable_irq(c->irq);
	return 0;
}

/* doubts: epf-irq-duplicate-handler */
int carillon_flag_unsure(struct carillon *c)
{
	int ret;

	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	if (c->silent)
		ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
		//! doubt: epf-irq-duplicate-handler: irq 'c->irq' is requested again with dev_id 'c' while it is still requested
	if (ret)
		disable_irq(c->irq);
	return 0;
}

/* finds: epf-irq-duplicate-handler */
int carillon_flag_bad(struct carillon *c)
{
	int ret;

	ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
	if (ret)
		return ret;

	c->silent = true;
	if (c->silent)
		ret = request_irq(c->irq, carillon_rung, 0, "carillon", c);
		//! epf-irq-duplicate-handler: irq 'c->irq' is requested again with dev_id 'c' while it is still requested
		//!   -6 'c->irq' is requested here
		//!   fix: request it once
	if (ret)
		disable_irq(c->irq);
	return 0;
}

struct belfry {
	int irq[2];
	int irqs;
};

/* A number that was never set stands for no irq. */
/* doubts: epf-irq-duplicate-handler */
int belfry_probe_unsure(struct platform_device *pdev)
{
	struct belfry *b = kzalloc(sizeof(*b), GFP_KERNEL);
	int i, ret;

	if (!b)
		return -ENOMEM;

	for (i = 0; i < b->irqs; i++)
		b->irq[i] = platform_get_irq(pdev, i);
	for (i = 0; i < 2; i++) {
		ret = request_irq(b->irq[i], carillon_rung, 0, "belfry", b);
		//! doubt: epf-irq-duplicate-handler: irq 'b->irq[i]' is requested again with dev_id 'b' while it is still requested
		if (ret)
			disable_irq(b->irq[i]);
	}

	return 0;
}
//! not judged: 1 a condition that is not decided leads to the second request
//! not judged: 1 the number 0 may stand for no irq
//! not judged: 2 what is requested again may be another irq
