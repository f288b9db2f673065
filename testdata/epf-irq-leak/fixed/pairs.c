// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Objects of which the second one may fail. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct chime {
	int irq;
};

struct chimes {
	struct chime *pair[2];
};

static irqreturn_t chime_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

struct chime *chime_buy(int nr);
void chime_scrap(struct chime *c);

static int chime_hang(struct chime *c, int nr)
{
	c->irq = nr;
	return request_irq(c->irq, chime_rung, 0, "chime", c);
}

static void chime_end(struct chime *c)
{
	free_irq(c->irq, c);
	chime_scrap(c);
}

/* The first one is freed with its line requested if the second one fails. */
/* finds: epf-irq-leak */
static int chimes_probe_bad(struct platform_device *pdev)
{
	struct chimes *both = platform_get_drvdata(pdev);
	int i, ret = 0;

	both->pair[0] = NULL;
	both->pair[1] = NULL;
	for (i = 0; i < 2; i++) {
		struct chime *c = chime_buy(i);

		if (!c) {
			ret = -ENOMEM;
			goto free_all;
		}
		ret = chime_hang(c, i);
		if (ret) {
			chime_scrap(c);
			goto free_all;
		}
		both->pair[i] = c;
	}

	return 0;

free_all:
	if (both->pair[0])
		chime_end(both->pair[0]);
	if (both->pair[1])
		chime_end(both->pair[1]);
	return ret;
}

static void chimes_remove(struct platform_device *pdev)
{
	struct chimes *both = platform_get_drvdata(pdev);

	chime_end(both->pair[0]);
	chime_end(both->pair[1]);
}

struct platform_driver chimes_driver = {
	.probe = chimes_probe_bad,
	.remove = chimes_remove,
};
