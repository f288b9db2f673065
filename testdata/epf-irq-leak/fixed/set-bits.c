// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What is requested for each bit that is set is freed for each behind a label, which
 * unmaps as well what a clock goes on reading: only the loop is to be done.
 */

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/interrupt.h>

struct gate {
	int irq;
};

struct bank {
	struct device *dev;
	unsigned long used[1];
	struct gate gates[8];
};

static struct bank bank;

int bank_line(int gate);
int bank_map(struct bank *b);
void bank_unmap(struct bank *b);
int bank_register_clock(struct bank *b);
int bank_arm(struct bank *b);

static irqreturn_t gate_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int bank_start(struct bank *b)
{
	unsigned long i;
	int ret;

	ret = bank_map(b);
	if (ret)
		return ret;

	for_each_set_bit(i, b->used, 8) {
		struct gate *g = &b->gates[i];

		g->irq = bank_line(i);
		ret = request_irq(g->irq, gate_event, 0, "gate", g);
		if (ret) {
			g->irq = 0;
			goto err_irq;
		}
	}

	bank_register_clock(b);

	ret = bank_arm(b);
	if (ret) {
		dev_err(b->dev, "not armed: %d\n", ret);
		for_each_set_bit(i, b->used, 8) {
			struct gate *g = &b->gates[i];

			if (g->irq)
				free_irq(g->irq, g);
		}
	}

	return ret;

err_irq:
	for_each_set_bit(i, b->used, 8) {
		struct gate *g = &b->gates[i];

		if (g->irq)
			free_irq(g->irq, g);
	}
	bank_unmap(b);
	return ret;
}

/* finds: epf-irq-leak */
int bank_init_bad(void)
{
	return bank_start(&bank);
}
