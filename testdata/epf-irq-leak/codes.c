// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A helper is told by a code what has failed, and undoes what came before: its
 * cases stand in the order of the requests, turned round.
 */

#include <linux/device.h>
#include <linux/interrupt.h>

enum lock_step {
	LOCK_ALL,
	LOCK_LAMP,
	LOCK_GATE,
	LOCK_PUMP,
};

struct lock {
	struct device *dev;
	int pump_irq;
	int lamp_irq;
	int horn_irq;
	bool has_gate;
	bool has_lamp;
};

int lock_lift(struct lock *l);
void lock_shut(struct lock *l);

static irqreturn_t lock_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void lock_undo(struct lock *l, enum lock_step failed)
{
	switch (failed) {
	case LOCK_ALL:
		free_irq(l->horn_irq, l);
		fallthrough;
	case LOCK_LAMP:
		if (l->has_lamp)
			free_irq(l->lamp_irq, l);
		fallthrough;
	case LOCK_GATE:
		lock_shut(l);
		fallthrough;
	case LOCK_PUMP:
		free_irq(l->pump_irq, l);
		break;
	}
}

/* finds: epf-irq-leak */
int lock_fill_bad(struct lock *l)
{
	enum lock_step failed;
	int ret;

	ret = request_irq(l->pump_irq, lock_event, 0, "pump", l);
	if (ret)
		return ret;

	if (l->has_lamp) {
		ret = request_irq(l->lamp_irq, lock_event, 0, "lamp", l);
		if (ret) {
			failed = LOCK_PUMP;
			goto err;
		}
	}

	if (l->has_gate) {
		ret = lock_lift(l);
		if (ret) {
			failed = LOCK_GATE;
			goto err;
			//! epf-irq-leak: irq 'l->lamp_irq' is still requested when lock_fill_bad() fails
			//!   -12 assuming 'l->has_lamp' is true
			//!   -11 'l->lamp_irq' is requested here
			//!   -4 assuming 'l->has_gate' is true
			//!   -2 assuming lock_lift() fails
			//!   +7 calling lock_undo(), which does not free it here
			//!   fix: free in the order of the requests
		}
	}

	return 0;

err:
	lock_undo(l, failed);
	return ret;
}
