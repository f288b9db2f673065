// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Unwind loops that free the line whose request failed, or go on below 0. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/types.h>

#define RELAY_COILS 8

struct relay {
	int count;
	int irq[RELAY_COILS];
};

int relay_arm(struct relay *r);

static irqreturn_t relay_click(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
int relay_frees_failed_bad(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (i--; i >= 0; i--)
		free_irq(r->irq[i], r);
	return ret;
}

int relay_frees_failed_ok(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (i--; i >= 0; i--)
		free_irq(r->irq[i], r);
	return ret;
}

/* finds: epf-irq-stray-free */
int relay_do_while_bad(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret) {
			while (i--)
				free_irq(r->irq[i], r);
			return ret;
		}
	}

	return 0;
}

int relay_do_while_ok(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret) {
			if (!i)
				return ret;
			do {
				free_irq(r->irq[--i], r);
			} while (i);
			return ret;
		}
	}

	return 0;
}

/* The failed one again, counting up. */
/* finds: epf-irq-stray-free */
int relay_counts_up_bad(struct relay *r)
{
	int i, j, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret) {
			for (j = 0; j < i; j++)
				free_irq(r->irq[j], r);
			return ret;
		}
	}

	return 0;
}

int relay_counts_up_ok(struct relay *r)
{
	int i, j, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret) {
			for (j = 0; j < i; j++)
				free_irq(r->irq[j], r);
			return ret;
		}
	}

	return 0;
}

/* An unsigned number is never below zero. */
/* finds: epf-irq-stray-free */
int relay_unsigned_for_bad(struct relay *r)
{
	unsigned int i;
	int ret;

	for (i = 0; i < (unsigned int)r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

int relay_unsigned_for_ok(struct relay *r)
{
	unsigned int i;
	int ret;

	for (i = 0; i < (unsigned int)r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (; i > 0; i--)
		free_irq(r->irq[i - 1], r);
	return ret;
}

/* finds: epf-irq-stray-free */
int relay_unsigned_while_bad(struct relay *r, u8 count)
{
	int ret;
	u32 i;

	for (i = 0; i < count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

/* Wraps as well, but the wrapped number ends the loop. */
int relay_unsigned_wraps_ok(struct relay *r, u8 count)
{
	int ret;
	u32 i;

	for (i = 0; i < count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i < count)
		free_irq(r->irq[i], r);
	return ret;
}

/* The whole array, whatever was reached. */
/* finds: epf-irq-stray-free */
int relay_frees_all_bad(struct relay *r)
{
	int i, ret = 0;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			break;
	}

	if (ret)
		while (i--)
			free_irq(r->irq[i], r);

	return ret;
}

int relay_frees_all_ok(struct relay *r)
{
	int i, got, ret = 0;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			break;
	}

	got = i;
	if (ret)
		for (i = 0; i < got; i++)
			free_irq(r->irq[i], r);

	return ret;
}

/* finds: epf-irq-stray-free */
int relay_post_decrement_bad(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	ret = relay_arm(r);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

int relay_post_decrement_ok(struct relay *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], relay_click, 0, "relay", r);
		if (ret)
			goto err_irqs;
	}

	ret = relay_arm(r);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	i--;
	while (i >= 0)
		free_irq(r->irq[i--], r);
	return ret;
}
