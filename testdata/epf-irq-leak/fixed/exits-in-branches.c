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
			goto err_free_bass_irq;
	}

	ret = spinet_tune(s);
	if (ret < 0) {
		ret = -ENODEV;
		goto err_free_treble_irq;
	}

	return 0;

err_free_treble_irq:
	if (s->manuals > 2)
		free_irq(s->treble_irq, s);
err_free_bass_irq:
	free_irq(s->bass_irq, s);
	return ret;
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
		if (!ret) {
			ret = spinet_request_others(s);
			if (ret)
				free_irq(s->bass_irq, s);
		}
	} else {
		ret = request_irq(s->tenor_irq, spinet_event, 0, "tenor", s);
	}
	if (ret) {
		dev_err(s->dev, "no sound: %d\n", ret);
		goto err;
	}

	return 0;

err:
	spinet_mute(s);
	return ret;
}
