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

	if (d->irq)
		free_irq(d->irq, d);
}

static int drum_probe(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct snd_card *card;
	struct drum *d;
	int ret;
	int irq;

	ret = snd_devm_card_new(&pci->dev, 0, "drum", sizeof(*d), &card);
	if (ret < 0)
		return ret;
	d = card->private_data;
	d->pci = pci;
	irq = pci->irq;
	card->private_free = drum_free_bad;
	ret = request_irq(irq, drum_beats, IRQF_SHARED, "drum", d);
	if (ret)
		return ret;
	d->irq = irq;
	return snd_card_register(card);
}

struct pci_driver drum_driver = {
	.name = "drum",
	.probe = drum_probe,
};
