// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The user may ask for a line, which is not to say that it is requested. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>

#define module_param(name, type, perm)	extern int name##_is_a_parameter

static int lamp_irq;
static int lamp_interval;

module_param(lamp_irq, int, 0444);
module_param(lamp_interval, int, 0444);

int lamp_free_line(int wanted);
int lamp_light(void);

static irqreturn_t lamp_flicker(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
static int lamp_init_bad(void)
{
	int i, ret;

	if (lamp_interval == 0) {
		i = lamp_free_line(lamp_irq);
		if (request_irq(i, lamp_flicker, 0, "lamp", lamp_flicker) != 0)
			i = 0;
		lamp_irq = i;
	} else {
		lamp_irq = 0;
	}

	ret = lamp_light();

	if (ret && lamp_irq != 0)
		free_irq(lamp_irq, lamp_flicker);
	return ret;
}
module_init(lamp_init_bad);

static void lamp_exit(void)
{
	if (lamp_irq != 0)
		free_irq(lamp_irq, lamp_flicker);
}
module_exit(lamp_exit);
