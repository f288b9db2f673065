// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Unwind loops that stop one too early, or start from a clobbered index. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/types.h>

#define RACK_SLOTS 8

struct rack {
	int count;
	int irq[RACK_SLOTS];
	u32 serial[RACK_SLOTS];
};

int rack_read_serial(struct rack *r, int slot, u32 *serial);
int rack_start(struct rack *r);

static irqreturn_t rack_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int rack_while_one_left_bad(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i >= 0)
		free_irq(r->irq[i], r);
	return ret;
}

int rack_while_one_left_ok(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i >= 0)
		free_irq(r->irq[i], r);
	return ret;
}

/* finds: epf-irq-leak */
int rack_for_one_left_bad(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret) {
			for (i--; i >= 0; i--)
				free_irq(r->irq[i], r);
			return ret;
		}
	}

	return 0;
}

int rack_for_one_left_ok(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret) {
			for (i--; i >= 0; i--)
				free_irq(r->irq[i], r);
			return ret;
		}
	}

	return 0;
}

/* Counting up from 1 misses the first as well. */
/* finds: epf-irq-leak */
int rack_from_one_bad(struct rack *r)
{
	int i, done, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			break;
	}
	if (i >= r->count)
		return 0;

	for (done = 0; done < i; done++)
		free_irq(r->irq[done], r);
	return ret;
}

int rack_from_one_ok(struct rack *r)
{
	int i, done, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			break;
	}
	if (i >= r->count)
		return 0;

	for (done = 0; done < i; done++)
		free_irq(r->irq[done], r);
	return ret;
}

/* The last one requested is left: i - 1 is where the unwind should start. */
/* finds: epf-irq-leak */
int rack_starts_low_bad(struct rack *r)
{
	int i, ret = 0;

	for (i = 0; i < r->count && !ret; i++)
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
	if (!ret)
		return 0;

	/* i is one past the failed one already. */
	for (i -= 2; i >= 0; i--)
		free_irq(r->irq[i], r);
	return ret;
}

int rack_starts_low_ok(struct rack *r)
{
	int i, ret = 0;

	for (i = 0; i < r->count && !ret; i++)
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
	if (!ret)
		return 0;

	/* i is one past the failed one already. */
	for (i -= 2; i >= 0; i--)
		free_irq(r->irq[i], r);
	return ret;
}

/* finds: epf-irq-leak */
int rack_index_reused_bad(struct rack *r)
{
	int i, req, ret;

	for (req = 0; req < r->count; req++) {
		ret = request_irq(r->irq[req], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	for (i = 0; i < r->count; i++) {
		ret = rack_read_serial(r, i, &r->serial[i]);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (req--)
		free_irq(r->irq[req], r);
	return ret;
}

int rack_index_reused_ok(struct rack *r)
{
	int i, slot, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	for (slot = 0; slot < r->count; slot++) {
		ret = rack_read_serial(r, slot, &r->serial[slot]);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

/* The same index again, but each way into the label has it right. */
int rack_index_reset_ok(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	for (i = 0; i < r->count; i++) {
		ret = rack_read_serial(r, i, &r->serial[i]);
		if (ret) {
			i = r->count;
			goto err_irqs;
		}
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

/* A later failure finds the index at the count, where the loop left it. */
int rack_fails_after_loop_ok(struct rack *r)
{
	unsigned int i;
	int ret;

	for (i = 0; i < (unsigned int)r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	ret = rack_start(r);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i)
		free_irq(r->irq[--i], r);
	return ret;
}

/* finds: epf-irq-leak */
int rack_loop_returns_bad(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret) {
			while (i--)
				free_irq(r->irq[i], r);
			return ret;
		}
	}

	ret = rack_start(r);
	if (ret)
		while (i--)
			free_irq(r->irq[i], r);

	return ret;
}

/* finds: epf-irq-leak */
int rack_frees_last_bad(struct rack *r)
{
	int i, ret;

	for (i = 0; i < r->count; i++) {
		ret = request_irq(r->irq[i], rack_event, 0, "rack", r);
		if (ret)
			goto err_irqs;
	}

	ret = rack_start(r);
	if (ret && i)
		goto err_irqs;

	return ret;

err_irqs:
	while (i--)
		free_irq(r->irq[i], r);
	return ret;
}

int rack_frees_two_ok(struct rack *r)
{
	int ret;

	ret = request_irq(r->irq[0], rack_event, 0, "rack", r);
	if (ret)
		return ret;

	ret = request_irq(r->irq[1], rack_event, 0, "rack", r);
	if (ret) {
		free_irq(r->irq[0], r);
		return ret;
	}

	ret = rack_start(r);
	if (ret) {
		int *irq;

		for (irq = r->irq; irq < r->irq + 2; irq++)
			free_irq(*irq, r);
	}

	return ret;
}
