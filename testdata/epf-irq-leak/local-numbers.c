// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A number that only the helper that requests it knows. */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>

struct organ {
	struct device *dev;
};

int pipe_find(int stop);
void pipe_mute(int pipe);
int organ_tune(int stops);

static irqreturn_t pipe_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int pipe_setup(struct organ *o, int base)
{
	int irq, status;

	irq = base + pipe_find(base);
	status = request_irq(irq, pipe_event, 0, "pipe", NULL);
	dev_err(o->dev, "pipe at %d\n", irq);

	return status;
}

/* finds: epf-irq-leak */
int organ_init_bad(struct organ *o, int base)
{
	int i, status;

	status = pipe_setup(o, base);
	if (status < 0)
		goto fail;

	status = organ_tune(8);
	if (status < 0)
		goto fail_tune;
		//! epf-irq-leak: irq 'irq' is still requested when organ_init_bad() fails
		//!   -6 calling pipe_setup()
		//!   -17 'irq' is requested here
		//!   -1 assuming organ_tune() fails
		//!   fix: call free_irq() at 'fail_tune'

	return 0;

fail_tune:
	/* undo pipe_setup() */
fail:
	for (i = 0; i < 3; i++)
		pipe_mute(i);

	return status;
}
