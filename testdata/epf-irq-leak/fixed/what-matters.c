// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Branches and values that look as if they did not matter, and do. */

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/interrupt.h>

struct lathe {
	int irq;
	bool held;
	bool noisy;
	unsigned long marks[1];
	void (*note)(struct lathe *l);
};

int lathe_start(struct lathe *l);
int lathe_speed(struct lathe *l);
void lathe_ask(struct lathe *l, int *mode);

static irqreturn_t lathe_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The flag is read and written through a pointer to it. */
int lathe_flag_ok(struct lathe *l)
{
	bool *held = &l->held;
	int ret;

	*held = false;
	if (!l->noisy) {
		ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
		if (ret)
			return ret;
		*held = true;
	}

	ret = lathe_start(l);
	if (ret && *held)
		free_irq(l->irq, l);
	return ret;
}

/* The bit is set under a condition that seems to be about something else. */
int lathe_bit_ok(struct lathe *l)
{
	unsigned long *marks = l->marks;
	int ret;

	__clear_bit(0, marks);
	ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
	if (ret)
		return ret;
	if (marks)
		__set_bit(0, marks);

	ret = lathe_start(l);
	if (ret && test_bit(0, marks))
		free_irq(l->irq, l);
	return ret;
}

static void lathe_note(struct lathe *l)
{
	l->held = true;
}

/* The flag is set by whatever the pointer leads to. */
int lathe_callback_ok(struct lathe *l)
{
	int ret;

	l->note = lathe_note;
	l->held = false;
	ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
	if (ret)
		return ret;
	if (l->note)
		l->note(l);

	ret = lathe_start(l);
	if (ret && l->held)
		free_irq(l->irq, l);
	return ret;
}

/* Another file fills in what decides. */
/* finds: epf-irq-leak */
int lathe_asked_bad(struct lathe *l)
{
	int mode = 0, *out = &mode, ret;

	if (l->noisy)
		lathe_ask(l, out);
	if (mode == 2) {
		ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
		if (ret)
			return ret;
	}

	ret = lathe_start(l);
	if (ret && mode == 2)
		free_irq(l->irq, l);

	return ret;
}

/* Two results that nothing is known of are still two. */
/* finds: epf-irq-leak */
int lathe_two_speeds_bad(struct lathe *l)
{
	int before = 0, now = 0, i, ret;

	for (i = 0; i < 2; i++) {
		before = now;
		now = lathe_speed(l);
	}

	ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
	if (ret)
		return ret;
	if (now != before) {
		free_irq(l->irq, l);
		return -EIO;
	}
	free_irq(l->irq, l);
	return 0;
}

/* The loop ends, whatever its ways out. */
/* finds: epf-irq-leak */
int lathe_rounds_bad(struct lathe *l)
{
	int i, ret;

	for (i = 0; i < 8; i++) {
		ret = lathe_speed(l);
		if (ret < 0 || l->noisy)
			return -EIO;
	}

	ret = request_irq(l->irq, lathe_event, 0, "lathe", l);
	if (ret)
		return ret;
	ret = lathe_start(l);
	if (ret)
		free_irq(l->irq, l);

	return ret;
}

/* Two results that are both known to be 0 are no error at the end. */
int lathe_optional_ok(struct lathe *l)
{
	int ret = request_irq(l->irq, lathe_event, 0, "lathe", l);

	if (ret)
		return ret;
	ret = lathe_start(l);
	if (ret && l->irq)
		free_irq(l->irq, l);
	if (ret)
		return ret;
	if (l->noisy) {
		ret = lathe_speed(l);
		if (ret && l->irq)
			free_irq(l->irq, l);
	}
	return ret;
}
