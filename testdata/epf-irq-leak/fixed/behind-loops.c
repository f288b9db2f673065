// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What comes behind a loop whose end is known, however the loop is written. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/types.h>

#define KILN_ZONES 16

struct kiln {
	int irq;
	int level;
	int zone[KILN_ZONES];
};

char *kiln_map(struct kiln *k, int zones);
int kiln_heat(struct kiln *k, int zone);

static irqreturn_t kiln_hot(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int kiln_do_while_bad(struct kiln *k)
{
	int ret, i = 0;

	do {
		if (k->zone[i] != k->level)
			return -EINVAL;
	} while (++i < KILN_ZONES);

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

int kiln_do_while_ok(struct kiln *k)
{
	int ret, i = 0;

	do {
		if (k->zone[i] != k->level)
			return -EINVAL;
	} while (++i < KILN_ZONES);

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

/* finds: epf-irq-leak */
int kiln_breaks_bad(struct kiln *k)
{
	int ret, i;

	for (i = 0;; i++) {
		if (i == KILN_ZONES)
			break;
		if (k->zone[i] != k->level)
			return -EINVAL;
	}

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

/* finds: epf-irq-leak */
int kiln_jumps_bad(struct kiln *k)
{
	int ret, i = 0;

next:
	if (k->zone[i] != k->level)
		return -EINVAL;
	if (++i < KILN_ZONES)
		goto next;

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

/* What is counted down tells which zone is looked at; the zone is not it. */
/* finds: epf-irq-leak */
int kiln_down_bad(struct kiln *k)
{
	int ret, i;

	for (i = KILN_ZONES; i--;)
		if (k->zone[i] != 3)
			return -EINVAL;

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

/* As many rounds as another loop has counted down to. */
/* finds: epf-irq-leak */
int kiln_counted_bad(struct kiln *k)
{
	char *map = NULL;
	int ret, zones, i;

	for (zones = 19; zones >= 19; zones--) {
		map = kiln_map(k, zones);
		if (map)
			break;
	}
	if (!map)
		return -ENOMEM;

	for (i = 0; i < zones; i++)
		map++;

	ret = request_irq(k->irq, kiln_hot, 0, "kiln", k);
	if (ret)
		return ret;

	ret = kiln_heat(k, 0);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}
