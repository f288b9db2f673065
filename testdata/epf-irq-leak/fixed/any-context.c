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
	if (ret < 0) {
		kfree(h->samples);
		return ret < 0 ? ret : -EIO;
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
	if (ret < 0) {
		free_irq(h->irq, h);
		return ret;
	}

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
	if (ret)
		free_irq(h->irq, h);

	return ret;
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
	if (ret < 0)
		goto err;

	return 0;

err:
	kfree(h->samples);
	return ret;
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
