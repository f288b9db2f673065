// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Static variables hold what they were declared with when the init function of
 * a module runs, unless something else of the file may write them before.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>

static int horn_irq = 5, whistle_irq = 7, bell_irq = 9;
static bool horn_up, whistle_up, bell_up;
static int cookie;

/* What is told to the kernel at load time can be set from the command line. */
struct knob {
	const char *name;
	bool *at;
};

struct knob whistle_knob = { "whistle_up", &whistle_up };

/* Any other function of the file may have run before. */
void bell_ring(void)
{
	bell_up = true;
}

static irqreturn_t horn_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int horn_start_ok(void)
{
	int ret = request_irq(horn_irq, horn_event, 0, "horn", &cookie);

	if (ret)
		return ret;
	if (horn_up)
		return -EBUSY;
	horn_up = true;
	return 0;
}

/* finds: epf-irq-leak */
static int whistle_start_bad(void)
{
	int ret = request_irq(whistle_irq, horn_event, 0, "whistle", &cookie);

	if (ret)
		return ret;
	if (whistle_up) {
		free_irq(whistle_irq, &cookie);
		return -EBUSY;
	}
	whistle_up = true;
	return 0;
}

/* finds: epf-irq-leak */
static int bell_start_bad(void)
{
	int ret = request_irq(bell_irq, horn_event, 0, "bell", &cookie);

	if (ret)
		return ret;
	if (bell_up) {
		free_irq(bell_irq, &cookie);
		return -EBUSY;
	}
	bell_up = true;
	return 0;
}

static int __init horns_init(void)
{
	int ret = horn_start_ok();

	if (ret)
		return ret;
	ret = whistle_start_bad();
	if (ret)
		goto err_horn;
	ret = bell_start_bad();
	if (ret)
		goto err_whistle;
	return 0;

err_whistle:
	free_irq(whistle_irq, &cookie);
err_horn:
	free_irq(horn_irq, &cookie);
	return ret;
}
module_init(horns_init);

static void __exit horns_exit(void)
{
	free_irq(bell_irq, &cookie);
	free_irq(whistle_irq, &cookie);
	free_irq(horn_irq, &cookie);
}
module_exit(horns_exit);
