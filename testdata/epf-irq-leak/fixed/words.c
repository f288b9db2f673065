// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The driver's struct lies in an array of words of another: what is handed the
 * struct writes the struct no more than elsewhere.
 */

#include <linux/interrupt.h>

struct drum_host {
	int irq;
	unsigned long words[];
};

struct drum {
	bool loud;
	int skin;
};

int drum_tune(struct drum *d);

static irqreturn_t drum_beats(int irq, void *data)
{
	return IRQ_HANDLED;
}

int drum_start_ok(struct drum_host *h)
{
	struct drum *d = (struct drum *)h->words;
	int ret;

	d->loud = true;
	ret = request_irq(h->irq, drum_beats, 0, "drum", d);
	if (ret)
		return ret;

	ret = drum_tune(d);
	if (ret) {
		if (d->loud)
			free_irq(h->irq, d);
		return ret;
	}
	return 0;
}

/* finds: epf-irq-leak */
int drum_start_bad(struct drum_host *h)
{
	struct drum *d = (struct drum *)h->words;
	int ret;

	d->loud = true;
	ret = request_irq(h->irq, drum_beats, 0, "drum", d);
	if (ret)
		return ret;

	ret = drum_tune(d);
	if (ret && d->loud) {
		free_irq(h->irq, d);
		return ret;
	}
	return 0;
}
