// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* One error of several makes a set-up give up. */

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>

struct weir {
	int irq;
	void *gate;
};

int weir_scan(struct weir *w);
void *weir_gate(struct weir *w);

static irqreturn_t weir_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int weir_look(struct weir *w)
{
	w->gate = weir_gate(w);
	if (IS_ERR(w->gate))
		return PTR_ERR(w->gate);
	return 0;
}

/* finds: epf-irq-leak */
static int weir_probe_bad(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(w->irq, weir_event, 0, "weir", w);
	if (ret)
		return ret;
	ret = weir_look(w);
	if (ret == -EBUSY)
		goto err_none;
		//! epf-irq-leak: irq 'w->irq' is still requested when weir_probe_bad() fails
		//!   -5 'w->irq' is requested here
		//!   -2 calling weir_look()
		//!   -16 assuming weir_gate() fails
		//!   -1 assuming 'ret == -EBUSY' is true
		//!   fix: go to 'err_irq', which gives it back
	ret = weir_scan(w);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(w->irq, w);
err_none:
	return ret;
}

static int weir_probe_ok(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(w->irq, weir_event, 0, "weir", w);
	if (ret)
		return ret;
	ret = weir_look(w);
	if (ret == -EBUSY)
		goto err_irq;
	ret = weir_scan(w);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(w->irq, w);
	return ret;
}

static void weir_remove(struct platform_device *pdev)
{
	struct weir *w = platform_get_drvdata(pdev);

	free_irq(w->irq, w);
}

struct platform_driver weir_driver = {
	.probe = weir_probe_bad,
	.remove = weir_remove,
};

struct platform_driver dam_driver = {
	.probe = weir_probe_ok,
	.remove = weir_remove,
};
