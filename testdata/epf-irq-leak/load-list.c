// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Lists of cards whose ends are static pointers, set where they are declared. */

#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/slab.h>

struct card {
	int irq;
	struct card *next;
};

static struct card *first, *first_spare, *lost;
static struct card **last = &first;
static struct card **last_spare = &lost;

static irqreturn_t card_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int card_add(int irq)
{
	struct card *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int ret;

	if (!c)
		return -ENOMEM;
	c->irq = irq;
	ret = request_irq(c->irq, card_event, 0, "card", c);
	if (ret) {
		kfree(c);
		return ret;
	}
	*last = c;
	return 0;
}

static int spare_add(int irq)
{
	struct card *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int ret;

	if (!c)
		return -ENOMEM;
	c->irq = irq;
	ret = request_irq(c->irq, card_event, 0, "spare", c);
	if (ret) {
		kfree(c);
		return ret;
	}
	*last_spare = c;
	return 0;
}

static void list_free(struct card *c)
{
	if (c) {
		free_irq(c->irq, c);
		kfree(c);
	}
}

static int __init cards_init(void)
{
	int ret = card_add(5);

	if (ret)
		return ret;
	ret = spare_add(7);
	if (ret)
		list_free(first);
	return ret;
}
module_init(cards_init);

/* The end of the spare ones is that of no list. */
/* finds: epf-irq-leak */
static void __exit cards_exit_bad(void)
{
	list_free(first_spare);
	list_free(first);
}
//! epf-irq-leak: irq 'c->irq' is still requested when cards_exit_bad() returns
//!   -19 the kernel calls cards_init()
//!   -13 calling spare_add()
//!   -36 'c->irq' is requested here
//!   -4 the kernel calls cards_exit_bad()
//!   -2 calling list_free(), which does not free it here
//!   -1 calling list_free(), which does not free it here
//!   fix: free what is in 'lost'
module_exit(cards_exit_bad);
