// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A module for cards of the old bus: it looks at a few places, and keeps those
 * that answer in an array, and their number in a static variable.
 */

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

static void __exit cards_exit_ok(void)
{
	int i;

	for (i = 0; i < count; i++)
		free_irq(found[i]->irq, found[i]);
}
module_exit(cards_exit_ok);
