// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Lines of two loops, and one behind them, named by one index that runs on. */

#include <linux/device.h>
#include <linux/interrupt.h>

struct lane {
	int number;
};

struct road {
	struct device *dev;
	struct lane up[2];
	struct lane down[4];
	unsigned int downs;
	int irqs[9];
	bool open;
};

static irqreturn_t lane_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int road_open_bad(struct road *r)
{
	unsigned int i;
	int err = 0;
	int n = 0;

	if (r->open) {
		for (i = 0; i < 2; i++) {
			err = request_irq(r->irqs[n], lane_event, 0, "up",
					  &r->up[i]);
			if (err) {
				dev_err(r->dev, "no line up: %d\n", err);
				return err;
				//! epf-irq-leak: irq 'r->irqs[n]' is still requested when road_open_bad() fails
				//!   -6 assuming 'r->open' is true
				//!   -4 'r->irqs[n]' is requested here
				//!   -4 assuming request_irq() fails
				//!   fix: count back what was requested
			}
			r->up[i].number = n++;
		}

		for (i = 0; i < r->downs; i++) {
			err = request_irq(r->irqs[n], lane_event, 0, "down",
					  &r->down[i]);
			if (err) {
				dev_err(r->dev, "no line down: %d\n", err);
				return err;
			}
			r->down[i].number = n++;
		}

		err = request_irq(r->irqs[n], lane_event, 0, "road", r);
	}

	if (err)
		dev_err(r->dev, "no line: %d\n", err);

	return err;
	//! epf-irq-leak: irq 'r->irqs[n]' is still requested when road_open_bad() fails
	//!   -27 assuming 'r->open' is true
	//!   -16 assuming 'i < r->downs' is true
	//!   -15 'r->irqs[n]' is requested here
	//!   -16 assuming 'i < r->downs' is false
	//!   -6 assuming request_irq() fails
	//!   fix: count back what was requested
}
