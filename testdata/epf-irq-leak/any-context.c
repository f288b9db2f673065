// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* request_any_context_irq succeeds with zero or a positive number. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct probe_head {
	int irq;
	int touch_irq;
	void *samples;
};

int probe_head_zero(struct probe_head *h);

static irqreturn_t probe_head_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* A nested line is requested, and then taken for a failure. */
/* finds: epf-irq-leak */
int head_positive_is_error_bad(struct probe_head *h)
{
	int ret;

	h->samples = kzalloc(64, GFP_KERNEL);
	if (!h->samples)
		return -ENOMEM;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret) {
		kfree(h->samples);
		return ret < 0 ? ret : -EIO;
		//! epf-irq-leak: irq 'h->irq' is still requested when head_positive_is_error_bad() fails
		//!   -3 'h->irq' is requested here
		//!   -2 assuming request_any_context_irq() returns a positive number
		//!   fix: take only what is negative for an error
	}

	return 0;
}

int head_positive_is_success_ok(struct probe_head *h)
{
	int ret;

	h->samples = kzalloc(64, GFP_KERNEL);
	if (!h->samples)
		return -ENOMEM;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret < 0) {
		kfree(h->samples);
		return ret;
	}

	return 0;
}

/* finds: epf-irq-leak */
int head_second_fails_bad(struct probe_head *h)
{
	int ret;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret < 0)
		return ret;

	ret = request_any_context_irq(h->touch_irq, probe_head_event, 0,
				      "head-touch", h);
	if (ret < 0)
		return ret;
		//! epf-irq-leak: irq 'h->irq' is still requested when head_second_fails_bad() fails
		//!   -7 'h->irq' is requested here
		//!   -3 assuming request_any_context_irq() fails
		//!   fix: call free_irq() before leaving

	return 0;
}

int head_second_fails_ok(struct probe_head *h)
{
	int ret;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret < 0)
		return ret;

	ret = request_any_context_irq(h->touch_irq, probe_head_event, 0,
				      "head-touch", h);
	if (ret < 0) {
		free_irq(h->irq, h);
		return ret;
	}

	return 0;
}

/* finds: epf-irq-leak */
int head_only_nested_undone_bad(struct probe_head *h)
{
	int kind, ret;

	kind = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (kind < 0)
		return kind;

	ret = probe_head_zero(h);
	if (ret && kind == IRQC_IS_NESTED)
		free_irq(h->irq, h);

	return ret;
	//! epf-irq-leak: irq 'h->irq' is still requested when head_only_nested_undone_bad() fails
	//!   -8 'h->irq' is requested here
	//!   -3 assuming probe_head_zero() fails
	//!   fix: release whenever it fails
}

int head_any_undone_ok(struct probe_head *h)
{
	int kind, ret;

	kind = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (kind < 0)
		return kind;

	ret = probe_head_zero(h);
	if (ret && kind >= IRQC_IS_HARDIRQ)
		free_irq(h->irq, h);

	return ret;
}

/* The kernel is told a number that is neither 0 nor an error. */
/* finds: epf-irq-leak */
static int scanner_probe_bad(struct platform_device *pdev)
{
	struct probe_head *h = platform_get_drvdata(pdev);
	int ret;

	h->samples = kzalloc(64, GFP_KERNEL);
	if (!h->samples)
		return -ENOMEM;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret)
		goto err;

	return 0;

err:
	kfree(h->samples);
	return ret;
	//! epf-irq-leak: irq 'h->irq' is still requested when scanner_probe_bad() fails
	//!   -8 'h->irq' is requested here
	//!   -7 assuming request_any_context_irq() returns a positive number
	//!   fix: take only what is negative for an error
}

static void scanner_remove(struct platform_device *pdev)
{
	struct probe_head *h = platform_get_drvdata(pdev);

	free_irq(h->irq, h);
	kfree(h->samples);
}

struct platform_driver scanner_driver = {
	.probe = scanner_probe_bad,
	.remove = scanner_remove,
};

static int scanner_negative_probe_ok(struct platform_device *pdev)
{
	struct probe_head *h = platform_get_drvdata(pdev);
	int ret;

	h->samples = kzalloc(64, GFP_KERNEL);
	if (!h->samples)
		return -ENOMEM;

	ret = request_any_context_irq(h->irq, probe_head_event, 0, "head", h);
	if (ret < 0)
		goto err;

	return 0;

err:
	kfree(h->samples);
	return ret;
}

struct platform_driver scanner_negative_driver = {
	.probe = scanner_negative_probe_ok,
	.remove = scanner_remove,
};
