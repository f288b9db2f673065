// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A sound card whose destructor is set before the irq is requested: it runs
 * where set-up fails, too.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <sound/core.h>

struct drum {
	struct pci_dev *pci;
	int irq;
};

static irqreturn_t drum_beats(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
static void drum_free_bad(struct snd_card *card)
{
	struct drum *d = card->private_data;

	free_irq(d->irq, d);
	//! epf-irq-stray-free: irq 'd->irq' is freed although its request failed
	//!   +3 the kernel calls drum_probe()
	//!   +16 assuming request_irq() fails
	//!   -4 the kernel calls drum_free_bad()
	//!   fix: store the number once it is requested
}

static int drum_probe(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct snd_card *card;
	struct drum *d;
	int ret;

	ret = snd_devm_card_new(&pci->dev, 0, "drum", sizeof(*d), &card);
	if (ret < 0)
		return ret;
	d = card->private_data;
	d->pci = pci;
	d->irq = pci->irq;
	card->private_free = drum_free_bad;
	ret = request_irq(d->irq, drum_beats, IRQF_SHARED, "drum", d);
	if (ret)
		return ret;
	return snd_card_register(card);
}

struct pci_driver drum_driver = {
	.name = "drum",
	.probe = drum_probe,
};
