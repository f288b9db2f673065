// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Sound cards, whose destructor gives back the irq: the driver lets go of the
 * card, or the device core does. Before the destructor is set nobody does.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <sound/core.h>

struct flute {
	struct snd_card *card;
	int irq;
};

static irqreturn_t flute_plays(int irq, void *data)
{
	return IRQ_HANDLED;
}

int flute_tune(struct flute *f);

static void flute_free(struct snd_card *card)
{
	struct flute *f = card->private_data;

	if (f->irq >= 0)
		free_irq(f->irq, f);
}

static int flute_create(struct snd_card *card, struct pci_dev *pci)
{
	struct flute *f = card->private_data;

	f->card = card;
	f->irq = -1;
	if (request_irq(pci->irq, flute_plays, IRQF_SHARED, "flute", f))
		return -EBUSY;
	f->irq = pci->irq;
	card->private_free = flute_free;
	return 0;
}

static int flute_make(struct pci_dev *pci)
{
	struct snd_card *card;
	int ret;

	ret = snd_devm_card_new(&pci->dev, 0, "flute", sizeof(struct flute),
				&card);
	if (ret < 0)
		return ret;
	ret = flute_create(card, pci);
	if (ret < 0)
		return ret;
	ret = flute_tune(card->private_data);
	if (ret < 0)
		return ret;
	return snd_card_register(card);
}

static int flute_probe_ok(struct pci_dev *pci, const struct pci_device_id *id)
{
	return snd_card_free_on_error(&pci->dev, flute_make(pci));
}

struct pci_driver flute_driver = {
	.name = "flute",
	.probe = flute_probe_ok,
};

/* What fails before the destructor is set leaves the irq behind. */

/* finds: epf-irq-leak */
static int piccolo_create_bad(struct snd_card *card, struct pci_dev *pci)
{
	struct flute *f = card->private_data;
	int ret;

	f->card = card;
	ret = request_irq(pci->irq, flute_plays, IRQF_SHARED, "piccolo", f);
	if (ret)
		return ret;
	f->irq = pci->irq;
	ret = flute_tune(f);
	if (ret < 0)
		return ret;
		//! epf-irq-leak: irq 'pci->irq' is still requested when piccolo_create_bad() fails
		//!   +14 calling piccolo_create_bad()
		//!   -6 'pci->irq' is requested here
		//!   -1 assuming flute_tune() fails
		//!   fix: call free_irq() before leaving
	card->private_free = flute_free;
	return 0;
}

static int piccolo_probe(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct snd_card *card;
	int ret;

	ret = snd_devm_card_new(&pci->dev, 0, "piccolo", sizeof(struct flute),
				&card);
	if (ret < 0)
		return ret;
	ret = piccolo_create_bad(card, pci);
	if (ret < 0)
		return ret;
	return snd_card_register(card);
}

struct pci_driver piccolo_driver = {
	.name = "piccolo",
	.probe = piccolo_probe,
};

/* A driver that lets go of the card itself, and one that forgets to. */

static int oboe_probe_ok(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct snd_card *card;
	int ret;

	ret = snd_card_new(&pci->dev, 0, "oboe", sizeof(struct flute), &card);
	if (ret < 0)
		return ret;
	ret = flute_create(card, pci);
	if (ret == 0)
		ret = snd_card_register(card);
	if (ret < 0) {
		snd_card_free(card);
		return ret;
	}
	pci_set_drvdata(pci, card);
	return 0;
}

static void oboe_remove_ok(struct pci_dev *pci)
{
	snd_card_free(pci_get_drvdata(pci));
}

struct pci_driver oboe_driver = {
	.name = "oboe",
	.probe = oboe_probe_ok,
	.remove = oboe_remove_ok,
};

/* finds: epf-irq-leak */
static int shawm_probe_bad(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct snd_card *card;
	int ret;

	ret = snd_card_new(&pci->dev, 0, "shawm", sizeof(struct flute), &card);
	if (ret < 0)
		return ret;
	ret = flute_create(card, pci);
	if (ret < 0)
		goto err_free;
	ret = snd_card_register(card);
	if (ret < 0)
		return ret;
		//! epf-irq-leak: irq 'pci->irq' is still requested when shawm_probe_bad() fails
		//!   -5 calling flute_create()
		//!   -121 'pci->irq' is requested here
		//!   -1 assuming snd_card_register() fails
		//!   fix: go to 'err_free', which gives it back
	pci_set_drvdata(pci, card);
	return 0;

err_free:
	snd_card_free(card);
	return ret;
}

struct pci_driver shawm_driver = {
	.name = "shawm",
	.probe = shawm_probe_bad,
	.remove = oboe_remove_ok,
};

/* Which cards there are an array tells, of which too little is known. */

static struct snd_card *cards[8];

static int lyre_add(struct pci_dev *pci, int number)
{
	struct snd_card *card;
	int ret;

	ret = snd_card_new(&pci->dev, number, "lyre", sizeof(struct flute),
			   &card);
	if (ret < 0)
		return ret;
	ret = flute_create(card, pci);
	if (ret < 0) {
		snd_card_free(card);
		return ret;
	}
	cards[number] = card;
	return 0;
}

struct pci_dev *lyre_at(int slot);
int lyre_slot(void);

static int __init lyre_init(void)
{
	int slot = lyre_slot();

	return lyre_add(lyre_at(slot), slot);
}

/* doubts: epf-irq-leak */
static void __exit lyre_exit_unsure(void)
{
	int i;

	for (i = 0; i < 8; i++)
		if (cards[i])
			snd_card_free(cards[i]);
}
//! doubt: epf-irq-leak: irq 'pci->irq' is still requested when lyre_exit_unsure() returns

module_init(lyre_init);
module_exit(lyre_exit_unsure);
//! not judged: 2 a callback may give back what is held
//! not judged: 1 a condition that is not decided leads past the free
