// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A request whose failure is told of, and no more: what is freed must be held. */

#include <linux/device.h>
#include <linux/interrupt.h>

struct tide {
	struct device *dev;
	int ebb_irq;
	int flow_irq;
};

static irqreturn_t tide_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int tide_watch_bad(struct tide *t)
{
	int ret;
	bool requested = false;

	ret = request_irq(t->ebb_irq, tide_event, 0, "ebb", t);
	requested = !ret;
	if (ret)
		dev_err(t->dev, "nobody watches the ebb\n");

	ret = request_irq(t->flow_irq, tide_event, 0, "flow", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the flow\n");
		if (requested)
			free_irq(t->ebb_irq, t);
		return ret;
	}

	return 0;
}

int tide_watch_ok(struct tide *t)
{
	int ret;

	ret = request_irq(t->ebb_irq, tide_event, 0, "ebb", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the ebb\n");
		return ret;
	}

	ret = request_irq(t->flow_irq, tide_event, 0, "flow", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the flow\n");
		free_irq(t->ebb_irq, t);
		return ret;
	}

	return 0;
}
