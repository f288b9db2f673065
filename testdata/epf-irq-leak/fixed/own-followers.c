// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Behind the free, the driver ends what its handler has started. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct mill {
	int irq;
	struct work_struct grind;
};

int mill_turn(struct mill *m);
int mill_suspend(struct mill *m);

static irqreturn_t mill_event(int irq, void *data)
{
	struct mill *m = data;

	schedule_work(&m->grind);
	return IRQ_HANDLED;
}

static void mill_rest(struct mill *m)
{
	cancel_work_sync(&m->grind);
}

static int mill_request_irq(struct mill *m)
{
	return request_irq(m->irq, mill_event, 0, "mill", m);
}

static void mill_free_irq(struct mill *m)
{
	free_irq(m->irq, m);
}

/* finds: epf-irq-leak */
static int mill_probe_bad(struct platform_device *pdev)
{
	struct mill *m;
	int ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;

	ret = mill_request_irq(m);
	if (ret)
		goto err_mill;

	ret = mill_turn(m);
	if (ret)
		goto err_free_irq;

	platform_set_drvdata(pdev, m);
	return 0;

err_free_irq:
	mill_free_irq(m);
	mill_rest(m);
err_mill:
	kfree(m);
	return ret;
}

static void mill_remove(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	mill_free_irq(m);
	mill_rest(m);
	kfree(m);
}

static void mill_shutdown(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	mill_free_irq(m);
	mill_rest(m);
}

struct platform_driver mill_driver = {
	.probe = mill_probe_bad,
	.remove = mill_remove,
	.shutdown = mill_shutdown,
};
