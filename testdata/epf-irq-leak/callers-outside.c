// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A function that other files call cleans up by one of another file: what a
 * failing request leaves behind may be freed there.
 */

#include <linux/interrupt.h>

struct loft {
	int irq;
};

int loft_climb(struct loft *l);
void loft_free_irqs(struct loft *l);

static irqreturn_t loft_creak(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-leak */
int loft_request_unsure(struct loft *l)
{
	int ret = request_irq(l->irq, loft_creak, 0, "loft", l);

	if (ret)
		return ret;
	return loft_climb(l);
	//! doubt: epf-irq-leak: irq 'l->irq' is still requested when loft_request_unsure() fails
}

void loft_leave(struct loft *l)
{
	loft_free_irqs(l);
}

struct attic {
	int beams;
	struct beam *beam[8];
};

struct beam {
	int irq;
	int load;
};

int beam_test(struct beam *b);

/* That each cleans up behind itself says nothing of those before. */
/* doubts: epf-irq-leak */
static int beam_raise(struct beam *b)
{
	int ret = request_irq(b->irq, loft_creak, 0, "beam", b);

	if (ret)
		return ret;
	ret = beam_test(b);
	if (ret)
		free_irq(b->irq, b);

	return ret;
	//! doubt: epf-irq-leak: irq 'b->irq' is still requested when beam_raise() fails
}

/* Those that stand are in the count. */
int attic_raise_ok(struct attic *a, int beams)
{
	int ret = 0, i;

	for (i = 0; i < beams; i++) {
		ret = beam_raise(a->beam[i]);
		if (ret)
			break;
	}
	a->beams = i;

	return ret;
}

void attic_lower(struct attic *a)
{
	while (a->beams-- > 0)
		free_irq(a->beam[a->beams]->irq, a->beam[a->beams]);
}
//! not judged: 2 a caller may free what is left
