// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What takes the irq has an opposite that does more than free it: the teardown
 * is to call that.
 */

#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct mill_port {
	int irq;
};

struct mill {
	struct mill_port port;
	void *grist;
};

void mill_mask(int irq);
void mill_unmask(int irq);

static irqreturn_t mill_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int mill_startup(struct mill_port *port)
{
	int ret;

	ret = request_irq(port->irq, mill_event, 0, "mill", port);
	if (ret)
		return ret;

	mill_unmask(port->irq);

	return 0;
}

static void mill_shutdown(struct mill_port *port)
{
	mill_mask(port->irq);
	free_irq(port->irq, port);
}

static int mill_probe(struct platform_device *pdev)
{
	struct mill *m = kzalloc(sizeof(*m), GFP_KERNEL);
	int ret;

	if (!m)
		return -ENOMEM;

	m->port.irq = platform_get_irq(pdev, 0);
	ret = mill_startup(&m->port);
	if (ret) {
		kfree(m);
		return ret;
	}

	platform_set_drvdata(pdev, m);

	return 0;
}

/* finds: epf-irq-leak */
static void mill_remove_bad(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	kfree(m);
}
//! epf-irq-leak: irq 'port->irq' is still requested when mill_remove_bad() returns
//!   -26 the kernel calls mill_probe()
//!   -17 calling mill_startup()
//!   -41 'port->irq' is requested here
//!   -5 the kernel calls mill_remove_bad()
//!   fix: call mill_shutdown() in mill_remove_bad()

struct platform_driver mill_driver = {
	.probe = mill_probe,
	.remove = mill_remove_bad,
	.driver.name = "mill",
};

/* As it should be. */
static void mill_close_ok(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	mill_shutdown(&m->port);
	kfree(m);
}

struct platform_driver mill_ok_driver = {
	.probe = mill_probe,
	.remove = mill_close_ok,
	.driver.name = "mill-ok",
};
