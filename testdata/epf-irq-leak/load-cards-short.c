// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* As in load-cards.c, but the exit knows of one card only. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>

struct card {
	int irq;
};

static struct card cards[2];
static struct card *found[2];
static int count;

static irqreturn_t card_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int __init cards_init(void)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (request_irq(cards[i].irq, card_event, 0, "card", &cards[i]))
			continue;
		found[count++] = &cards[i];
	}
	return count ? 0 : -ENODEV;
}
module_init(cards_init);

/* finds: epf-irq-leak */
static void __exit cards_exit_bad(void)
{
	if (count)
		free_irq(found[0]->irq, found[0]);
}
//! epf-irq-leak: irq 'cards[i].irq' is still requested when cards_exit_bad() returns
//!   -18 the kernel calls cards_init()
//!   -13 'cards[i].irq' is requested here
//!   -4 the kernel calls cards_exit_bad()
//!   fix: free all that are counted
module_exit(cards_exit_bad);
