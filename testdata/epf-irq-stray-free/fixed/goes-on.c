// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Frees that are right by themselves, in code that goes on where it should
 * end.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>

struct mill {
	int sails;
	int sail_irq[4];
	int bell_irq;
};

static irqreturn_t mill_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* After the unwinding the next round requests, and unwinds again. */
/* finds: epf-irq-leak, epf-irq-stray-free */
int mill_goes_on_bad(struct mill *m)
{
	int i, j, ret = 0;

	for (i = 0; i < m->sails; i++) {
		if (request_irq(m->sail_irq[i], mill_event, 0, "mill", m)) {
			for (j = 0; j < i; j++)
				free_irq(m->sail_irq[j], m);
			ret = -EBUSY;
			break;
		}
	}

	return ret;
}

int mill_ends_ok(struct mill *m)
{
	int i, j, ret = 0;

	for (i = 0; i < m->sails; i++) {
		if (request_irq(m->sail_irq[i], mill_event, 0, "mill", m)) {
			for (j = 0; j < i; j++)
				free_irq(m->sail_irq[j], m);
			ret = -EBUSY;
			break;
		}
	}

	return ret;
}

/* The comment is about the free, and goes with it. */
/* finds: epf-irq-stray-free */
void mill_said_twice_bad(struct mill *m)
{
	free_irq(m->bell_irq, m);
	m->sails = 0;
}

void mill_said_once_ok(struct mill *m)
{
	free_irq(m->bell_irq, m);
	m->sails = 0;
}
