// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What is requested is in use: a way out must not take away what still runs, nor
 * give back what was never taken.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct clavier {
	struct device *dev;
	struct delayed_work touch;
	int irq;
	bool polled;
};

int clavier_register(struct clavier *c);
void clavier_unregister(struct clavier *c);
void clavier_touched(struct work_struct *work);

static irqreturn_t clavier_event(int irq, void *data)
{
	struct clavier *c = data;

	schedule_delayed_work(&c->touch, 0);

	return IRQ_HANDLED;
}

/*
 * The failure leaves its trace in a field: no flag is needed. And the work that
 * the handler has started goes on, unless it is cancelled.
 */
/* finds: epf-irq-leak */
static int clavier_probe_bad(struct platform_device *pdev)
{
	struct clavier *c;
	int ret;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;

	INIT_DELAYED_WORK(&c->touch, clavier_touched);

	if (!c->polled) {
		ret = request_irq(c->irq, clavier_event, 0, "clavier", c);
		if (ret) {
			dev_warn(&pdev->dev, "no line: %d\n", ret);
			c->polled = true;
		}
	}

	ret = clavier_register(c);
	if (ret) {
		dev_err(&pdev->dev, "no keys: %d\n", ret);
		if (!c->polled) {
			free_irq(c->irq, c);
			cancel_delayed_work_sync(&c->touch);
		}
		goto err;
	}

	platform_set_drvdata(pdev, c);

	return 0;

err:
	kfree(c);
	return ret;
}

static void clavier_remove(struct platform_device *pdev)
{
	struct clavier *c = platform_get_drvdata(pdev);

	if (!c->polled)
		free_irq(c->irq, c);
	cancel_delayed_work_sync(&c->touch);
	clavier_unregister(c);
	kfree(c);
}

struct platform_driver clavier_driver = {
	.probe = clavier_probe_bad,
	.remove = clavier_remove,
};

struct bell {
	void *regs;
	int irq;
};

int bell_map(struct bell *b);
void bell_unmap(struct bell *b);
int bell_register_clock(struct bell *b);
int bell_ring(struct bell *b);

static irqreturn_t bell_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The clock, which nothing takes back, reads what 'err_irq' unmaps. */
/* finds: epf-irq-leak */
int bell_hang_bad(struct bell *b)
{
	int ret;

	ret = bell_map(b);
	if (ret)
		return ret;

	ret = request_irq(b->irq, bell_event, 0, "bell", b);
	if (ret)
		goto err_map;

	if (!b->regs) {
		ret = -EINVAL;
		goto err_irq;
	}

	bell_register_clock(b);

	ret = bell_ring(b);
	if (ret) {
		free_irq(b->irq, b);
		return ret;
	}

	return 0;

err_irq:
	free_irq(b->irq, b);
err_map:
	bell_unmap(b);
	return ret;
}

static int bell_open(struct bell *b)
{
	int ret;

	ret = request_irq(b->irq, bell_event, 0, "bell", b);
	if (ret)
		return ret;

	return 0;
}

/* finds: epf-irq-stray-free */
static void bell_close_bad(struct bell *b)
{
	free_irq(b->irq, b);
}

/* If opening failed, closing would free what is not held. */
/* finds: epf-irq-leak */
static int bell_probe_bad(struct platform_device *pdev)
{
	struct bell *b;
	int ret;

	b = devm_kzalloc(&pdev->dev, sizeof(*b), GFP_KERNEL);
	if (!b)
		return -ENOMEM;

	b->irq = platform_get_irq(pdev, 0);
	ret = bell_open(b);
	if (ret)
		return ret;

	ret = bell_ring(b);
	if (ret) {
		dev_err(&pdev->dev, "no sound: %d\n", ret);
		free_irq(b->irq, b);
		return ret;
	}

	platform_set_drvdata(pdev, b);

	return 0;
}

static void bell_remove(struct platform_device *pdev)
{
	bell_close_bad(platform_get_drvdata(pdev));
}

struct platform_driver bell_driver = {
	.probe = bell_probe_bad,
	.remove = bell_remove,
};
