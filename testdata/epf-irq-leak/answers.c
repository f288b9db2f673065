// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What a call answers is not told as a failure where it is none. */

#include <linux/interrupt.h>
#include <linux/platform_device.h>

#define EIO 5

struct mill;

struct wheel {
	int irq;
};

int mill_functionality(struct mill *m);
int wheel_functionality(struct wheel *w);
struct wheel *mill_other(struct wheel *w);
int mill_open(struct mill *m);

static irqreturn_t mill_turned(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Other than 0 is what it wants. */
/* finds: epf-irq-leak */
int mill_start_bad(struct mill *m, struct wheel *w)
{
	int ret;

	if (!mill_functionality(m))
		return -EIO;

	ret = request_irq(w->irq, mill_turned, 0, "mill", m);
	if (ret)
		return ret;

	ret = mill_open(m);
	if (ret)
		return ret;
		//! epf-irq-leak: irq 'w->irq' is still requested when mill_start_bad() fails
		//!   -6 'w->irq' is requested here
		//!   -1 assuming mill_open() fails
		//!   fix: call free_irq() before leaving

	return 0;
}

int mill_start_ok(struct mill *m, struct wheel *w)
{
	int ret;

	if (!mill_functionality(m))
		return -EIO;

	ret = request_irq(w->irq, mill_turned, 0, "mill", m);
	if (ret)
		return ret;

	ret = mill_open(m);
	if (ret)
		free_irq(w->irq, m);

	return ret;
}

/* Nor is either answer an error where a teardown asks. */
int mill_note_probe_ok(struct platform_device *pdev)
{
	struct wheel *w = platform_get_drvdata(pdev);

	return request_irq(w->irq, mill_turned, 0, "mill", w);
}

/* finds: epf-irq-leak */
void mill_note_bad(struct platform_device *pdev)
{
	struct wheel *w = platform_get_drvdata(pdev);

	if (wheel_functionality(w))
		return;

	free_irq(w->irq, w);
}
//! epf-irq-leak: irq 'w->irq' is still requested when mill_note_bad() returns
//!   -16 the kernel calls mill_note_probe_ok()
//!   -12 'w->irq' is requested here
//!   -8 the kernel calls mill_note_bad()
//!   -4 assuming wheel_functionality() returns non-zero
//!   fix: call free_irq() before the early return

struct platform_driver mill_note = {
	.probe = mill_note_probe_ok,
	.remove = mill_note_bad,
};

/* Nor is NULL, where there is none. */
int mill_pair_probe_ok(struct platform_device *pdev)
{
	struct wheel *w = platform_get_drvdata(pdev);

	return request_irq(w->irq, mill_turned, 0, "mill", w);
}

/* finds: epf-irq-leak */
void mill_pair_bad(struct platform_device *pdev)
{
	struct wheel *w = platform_get_drvdata(pdev);

	if (mill_other(w))
		free_irq(w->irq, w);
}
//! epf-irq-leak: irq 'w->irq' is still requested when mill_pair_bad() returns
//!   -14 the kernel calls mill_pair_probe_ok()
//!   -10 'w->irq' is requested here
//!   -6 the kernel calls mill_pair_bad()
//!   -2 assuming mill_other() returns NULL
//!   fix: free under the condition of the request

struct platform_driver mill_pair = {
	.probe = mill_pair_probe_ok,
	.remove = mill_pair_bad,
};
