// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Whether a free is come to hangs on something that the file does not decide:
 * it is counted, not told. Where the same code decides it, it is told.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct well {
	int irq;
	int pump_irq;
	bool wet;
	int state;
};

enum { WELL_DRY, WELL_WET };

int well_dig(struct well *w);
int well_is_deep(struct well *w);

void well_rain(struct well *w)
{
	w->irq = 3;
	w->wet = true;
	w->state = WELL_WET;
}

static irqreturn_t well_splash(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The failed request is freed under a flag that somebody else keeps. */
/* doubts: epf-irq-stray-free */
int well_flag_unsure(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	if (ret) {
		if (w->wet)
			free_irq(w->irq, w);
			//! doubt: epf-irq-stray-free: irq 'w->irq' is freed although its request failed
	}
	return ret;
}

/* finds: epf-irq-stray-free */
int well_flag_bad(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	w->wet = true;
	if (ret && w->wet)
		free_irq(w->irq, w);
		//! epf-irq-stray-free: irq 'w->irq' is freed although its request failed
		//!   -4 assuming request_irq() fails
		//!   fix: take out free_irq()
	return ret;
}

/* What another file says of how things are. */
/* doubts: epf-irq-stray-free */
int well_question_unsure(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	if (ret) {
		if (well_is_deep(w))
			free_irq(w->irq, w);
			//! doubt: epf-irq-stray-free: irq 'w->irq' is freed although its request failed
	}
	return ret;
}

/* That the line is a number says nothing of whether it is requested. */
/* finds: epf-irq-stray-free */
int well_number_bad(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	if (ret) {
		if (w->irq > 0)
			free_irq(w->irq, w);
			//! epf-irq-stray-free: irq 'w->irq' is freed although its request failed
			//!   -4 assuming request_irq() fails
			//!   -1 assuming 'w->irq > 0' is true
			//!   fix: take out free_irq()
	}
	return ret;
}

/* Freed twice, if the flag says so. */
/* doubts: epf-irq-stray-free */
int well_twice_unsure(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	if (ret)
		return ret;
	free_irq(w->irq, w);
	if (w->wet)
		free_irq(w->irq, w);
		//! doubt: epf-irq-stray-free: irq 'w->irq' is freed twice on this path
	return 0;
}

/* finds: epf-irq-stray-free */
int well_twice_bad(struct well *w)
{
	int ret = request_irq(w->irq, well_splash, 0, "well", w);

	if (ret)
		return ret;
	free_irq(w->irq, w);
	w->wet = true;
	if (w->wet)
		free_irq(w->irq, w);
		//! epf-irq-stray-free: irq 'w->irq' is freed twice on this path
		//!   -7 'w->irq' is requested here
		//!   -3 released here
		//!   fix: take out free_irq()
	return 0;
}

/* The request was left out because of what was there before. */
/* doubts: epf-irq-stray-free */
int well_left_out_unsure(struct well *w)
{
	int ret = 0;

	if (!w->wet)
		ret = request_irq(w->irq, well_splash, 0, "well", w);
	if (ret)
		return ret;

	ret = well_dig(w);
	if (ret)
		free_irq(w->irq, w);
		//! doubt: epf-irq-stray-free: irq 'w->irq' is freed but was not requested on this path
	return ret;
}

/* finds: epf-irq-stray-free */
int well_left_out_bad(struct well *w, bool wet)
{
	int ret = 0;

	if (!wet)
		ret = request_irq(w->irq, well_splash, 0, "well", w);
	if (ret)
		return ret;

	ret = well_dig(w);
	if (ret)
		free_irq(w->irq, w);
		//! epf-irq-stray-free: irq 'w->irq' is freed but was not requested on this path
		//!   -7 assuming '!wet' is false
		//!   -1 assuming well_dig() fails
		//!   fix: free under the condition of the request
	return ret;
}

static int state_probe(struct platform_device *pdev)
{
	struct well *w = platform_get_drvdata(pdev);

	if (request_irq(w->pump_irq, well_splash, 0, "pump", w))
		dev_warn(&pdev->dev, "no pump\n");
	return 0;
}

/* doubts: epf-irq-stray-free, epf-irq-leak */
static void state_remove_unsure(struct platform_device *pdev)
{
	struct well *w = platform_get_drvdata(pdev);

	switch (w->state) {
	case WELL_WET:
		free_irq(w->pump_irq, w);
		//! doubt: epf-irq-stray-free: irq 'w->pump_irq' is freed although its request failed
		break;
	default:
		break;
	}
}
//! doubt: epf-irq-leak: irq 'w->pump_irq' is still requested when state_remove_unsure() returns

struct platform_driver well_state_driver = {
	.probe = state_probe,
	.remove = state_remove_unsure,
};

static int wet_probe(struct platform_device *pdev)
{
	struct well *w = devm_kzalloc(&pdev->dev, sizeof(*w), GFP_KERNEL);

	if (!w)
		return -ENOMEM;
	platform_set_drvdata(pdev, w);
	w->pump_irq = platform_get_irq(pdev, 0);
	if (w->pump_irq < 0)
		return w->pump_irq;

	w->state = WELL_WET;
	if (request_irq(w->pump_irq, well_splash, 0, "pump", w))
		dev_warn(&pdev->dev, "no pump\n");
	return 0;
}

/* finds: epf-irq-stray-free */
static void wet_remove_bad(struct platform_device *pdev)
{
	struct well *w = platform_get_drvdata(pdev);

	switch (w->state) {
	case WELL_WET:
		free_irq(w->pump_irq, w);
		//! epf-irq-stray-free: irq 'w->pump_irq' is freed although its request failed
		//!   -24 the kernel calls wet_probe()
		//!   -12 assuming request_irq() fails
		//!   -6 the kernel calls wet_remove_bad()
		//!   fix: remember in a flag whether it is requested
		break;
	default:
		break;
	}
}

struct platform_driver well_wet_driver = {
	.probe = wet_probe,
	.remove = wet_remove_bad,
};

/* Of the branches of a chain, two request the line and one does not. */
/* doubts: epf-irq-stray-free */
int well_chain_unsure(struct well *w)
{
	int ret = 0;

	if (w->wet && w->state)
		ret = request_irq(w->irq, well_splash, 0, "well", w);
	else if (w->wet)
		well_is_deep(w);
	else
		ret = request_irq(w->irq, well_splash, IRQF_SHARED, "well", w);
	if (ret)
		return ret;

	ret = well_dig(w);
	if (ret)
		free_irq(w->irq, w);
		//! doubt: epf-irq-stray-free: irq 'w->irq' is freed but was not requested on this path
	return ret;
}
//! not judged: 1 a condition that is not decided leads past the free
//! not judged: 6 a condition that is not decided leads to the free
