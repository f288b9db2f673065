// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What looks like a second request of a line and is none. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>

#define must_be_zero(x)                                                        \
	do {                                                                   \
		if (__builtin_constant_p(x)) {                                 \
			if (x)                                                 \
				__builtin_trap();                              \
		} else {                                                       \
			organ_check(x);                                        \
		}                                                              \
	} while (0)

void organ_check(int ret);
void organ_tune(int line);
int organ_next(const void *mask, int pipe);

static unsigned int organ_low, organ_high;

static irqreturn_t organ_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void organ_line(unsigned int line)
{
	int ret;

	organ_tune(line);
	ret = request_irq(line, organ_event, IRQF_NO_THREAD, "organ", NULL);
	organ_check(ret);
}

/* Each round is of another pipe. */
int organ_pipes_ok(const void *mask)
{
	int pipe;

	for (pipe = 0; pipe = organ_next(mask, pipe), pipe < 64; pipe++) {
		organ_line(organ_low + pipe);
		organ_line(organ_high + pipe);
	}
	return 0;
}

void organ_teardown(const void *mask)
{
	int pipe;

	for (pipe = 0; pipe = organ_next(mask, pipe), pipe < 64; pipe++) {
		free_irq(organ_low + pipe, NULL);
		free_irq(organ_high + pipe, NULL);
	}
}

/* What asks whether its operand is constant does not work it out. */
int organ_asked_ok(unsigned int line)
{
	must_be_zero(request_irq(line, organ_event, 0, "organ", NULL));
	return 0;
}

struct door {
	int opens;
	int shuts;
};

/* There is no line -1 to request twice. */
int door_setup_ok(struct door *d, struct platform_device *pdev, int wired)
{
	int ret;

	d->opens = wired ? platform_get_irq(pdev, 0) : -1;
	d->shuts = wired ? platform_get_irq(pdev, 1) : -1;

	ret = request_irq(d->opens, organ_event, 0, "opens", d);
	if (ret)
		return ret;
	ret = request_irq(d->shuts, organ_event, 0, "shuts", d);
	if (ret)
		free_irq(d->opens, d);
	return ret;
}

void door_teardown(struct door *d)
{
	if (d->shuts != -1)
		free_irq(d->shuts, d);
	if (d->opens != -1)
		free_irq(d->opens, d);
}
