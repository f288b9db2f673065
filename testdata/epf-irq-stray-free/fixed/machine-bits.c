// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * On some machines set_bit() is a macro that chooses among functions of other
 * names. What a bit remembers is known all the same.
 */

#include <linux/interrupt.h>

struct loom {
	int irqs;
	int irq[8];
	unsigned long held;
};

void _set_bit(int nr, volatile unsigned long *p);
int _test_and_clear_bit(int nr, volatile unsigned long *p);
static inline void ____atomic_set_bit(unsigned int bit, volatile unsigned long *p)
{
	*p |= 1UL << bit;
}

#define machine_set_bit(nr, p) \
	(__builtin_constant_p(nr) ? ____atomic_set_bit(nr, p) : _set_bit(nr, p))

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void loom_free(struct loom *l)
{
	int i;

	for (i = 0; i < l->irqs; i++)
		if (_test_and_clear_bit(i, &l->held))
			free_irq(l->irq[i], l);
}

int loom_request_ok(struct loom *l)
{
	int ret, i;

	l->held = 0;
	for (i = 0; i < l->irqs; i++) {
		ret = request_irq(l->irq[i], loom_event, 0, "loom", l);
		if (ret) {
			loom_free(l);
			return ret;
		}
		machine_set_bit(i, &l->held);
	}

	return 0;
}

/* Nobody asks the bit of the one that failed. */
/* finds: epf-irq-stray-free */
int loom_request_bad(struct loom *l)
{
	int ret, i;

	l->held = 0;
	for (i = 0; i < l->irqs; i++) {
		ret = request_irq(l->irq[i], loom_event, 0, "loom", l);
		if (ret)
			goto err;
		machine_set_bit(i, &l->held);
	}

	return 0;

err:
	for (i--; i >= 0; i--)
		free_irq(l->irq[i], l);
	return ret;
}
