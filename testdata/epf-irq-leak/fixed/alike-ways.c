// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Ways out that look alike: to a label that begins with a message, or to a caller. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>

struct anvil {
	struct device *dev;
	int irq;
};

int anvil_heat(int degrees);
int anvil_strike(int times);
int anvil_quench(int seconds);
void anvil_cool(int seconds);

static irqreturn_t anvil_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The label begins with a message. */
/* finds: epf-irq-leak */
int anvil_told_bad(struct anvil *a)
{
	int ret;

	ret = anvil_heat(900);
	if (ret)
		goto out;

	ret = request_irq(a->irq, anvil_event, 0, "anvil", a);
	if (ret)
		goto out;

	ret = anvil_strike(3);
	if (ret)
		goto out_free_irq;

	return 0;

out_free_irq:
	free_irq(a->irq, a);
out:
	dev_err(a->dev, "not forged: %d\n", ret);
	anvil_cool(60);
	return ret;
}

/* Two failures of one helper look alike to whoever calls it. */
/* finds: epf-irq-leak */
static int forge_init_bad(struct anvil *a)
{
	if (request_irq(a->irq, anvil_event, 0, "forge", a)) {
		anvil_cool(60);
		return -1;
	}

	if (anvil_heat(900)) {
		anvil_cool(60);
		free_irq(a->irq, a);
		return -1;
	}

	if (anvil_strike(3)) {
		anvil_cool(60);
		free_irq(a->irq, a);
		return -1;
	}

	if (anvil_quench(5)) {
		anvil_cool(60);
		free_irq(a->irq, a);
		return -1;
	}

	return 0;
}

int forge_probe(struct anvil *a)
{
	if (forge_init_bad(a))
		return -ENODEV;
	return 0;
}
