// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What is held at an exit depends on the branch that was taken before.
 */

#include <linux/device.h>
#include <linux/interrupt.h>

struct spinet {
	struct device *dev;
	int bass_irq;
	int tenor_irq;
	int alto_irq;
	int treble_irq;
	int manuals;
};

int spinet_tune(struct spinet *s);

static irqreturn_t spinet_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* What was requested in a branch is given back under its condition. */
/* finds: epf-irq-leak */
int spinet_branch_bad(struct spinet *s)
{
	int ret;

	ret = request_irq(s->bass_irq, spinet_event, 0, "bass", s);
	if (ret)
		return ret;

	if (s->manuals > 2) {
		ret = request_irq(s->treble_irq, spinet_event, 0, "treble", s);
		if (ret)
			return ret;
	}

	ret = spinet_tune(s);
	if (ret < 0)
		return -ENODEV;
		//! epf-irq-leak: irq 's->bass_irq' is still requested when spinet_branch_bad() fails
		//!   -12 's->bass_irq' is requested here
		//!   -8 assuming 's->manuals > 2' is false
		//!   -1 assuming spinet_tune() fails
		//!   fix: give back all that is held, by one chain of labels
		//! epf-irq-leak: irq 's->treble_irq' is still requested when spinet_branch_bad() fails
		//!   -8 assuming 's->manuals > 2' is true
		//!   -7 's->treble_irq' is requested here
		//!   -1 assuming spinet_tune() fails
		//!   fix: give back all that is held, by one chain of labels

	return 0;
}

int spinet_request_others(struct spinet *s)
{
	int ret;

	ret = request_irq(s->alto_irq, spinet_event, 0, "alto", s);
	if (ret)
		return ret;

	ret = request_irq(s->treble_irq, spinet_event, 0, "treble", s);
	if (ret)
		free_irq(s->alto_irq, s);

	return ret;
}

void spinet_mute(struct spinet *s);

/* Some that come to the exit hold nothing: it is given back before. */
/* finds: epf-irq-leak */
int spinet_either_bad(struct spinet *s)
{
	int ret;

	if (s->manuals > 1) {
		ret = request_irq(s->bass_irq, spinet_event, 0, "bass", s);
		if (!ret)
			ret = spinet_request_others(s);
	} else {
		ret = request_irq(s->tenor_irq, spinet_event, 0, "tenor", s);
	}
	if (ret) {
		dev_err(s->dev, "no sound: %d\n", ret);
		goto err;
		//! epf-irq-leak: irq 's->bass_irq' is still requested when spinet_either_bad() fails
		//!   -9 assuming 's->manuals > 1' is true
		//!   -8 's->bass_irq' is requested here
		//!   -6 calling spinet_request_others()
		//!   -24 assuming request_irq() fails
		//!   fix: release where spinet_request_others() fails
	}

	return 0;

err:
	spinet_mute(s);
	return ret;
}
