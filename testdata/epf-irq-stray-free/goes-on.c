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
				//! epf-irq-stray-free: irq 'm->sail_irq[j]' is freed twice on this path
				//!   -3 assuming 'i < m->sails' is true
				//!   -2 'm->sail_irq[i]' is requested here
				//!   -3 assuming 'i < m->sails' is true
				//!   -2 assuming request_irq() fails
				//!   +0 released here
				//!   -3 assuming 'i < m->sails' is true
				//!   -2 assuming request_irq() fails
				//!   fix: request no more once they are freed
				//! epf-irq-stray-free: irq 'm->sail_irq[j]' is freed although its request failed
				//!   -3 assuming 'i < m->sails' is true
				//!   -2 assuming request_irq() fails
				//!   -3 assuming 'i < m->sails' is true
				//!   -2 assuming request_irq() fails
				//!   fix: request no more once they are freed
			ret = -EBUSY;
		}
	}

	return ret;
	//! epf-irq-leak: irq 'm->sail_irq[i]' is still requested when mill_goes_on_bad() fails
	//!   -8 assuming 'i < m->sails' is true
	//!   -7 assuming request_irq() fails
	//!   -8 assuming 'i < m->sails' is true
	//!   -7 'm->sail_irq[i]' is requested here
	//!   -8 assuming 'i < m->sails' is false
	//!   fix: request no more once they are freed
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

	/* The bell is quiet now, and stays so. */
	free_irq(m->bell_irq, m);
	//! epf-irq-stray-free: irq 'm->bell_irq' is freed twice on this path
	//!   -4 released here
	//!   fix: take out free_irq()
}

void mill_said_once_ok(struct mill *m)
{
	free_irq(m->bell_irq, m);
	m->sails = 0;
}
