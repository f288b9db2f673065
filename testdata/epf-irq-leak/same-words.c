// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Ways out that leave by the same words, and meet in the caller: all are mended at
 * once. And one that jumps past the part of the clean-up that gives back.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct choir {
	struct pci_dev *pdev;
	void *voices[4];
	void *conductor;
	bool singing;
	int irq;
};

int choir_tune(struct choir *c, int voice);
void choir_hush(struct choir *c);
void choir_clap(int times);

static irqreturn_t choir_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Does nothing for a choir that does not sing yet. */
static void choir_leave(struct choir *c)
{
	if (!c->singing)
		return;
	choir_hush(c);
	free_irq(c->pdev->irq, c);
}

/* finds: epf-irq-leak */
static int choir_enter_bad(struct choir *c)
{
	struct pci_dev *pdev = c->pdev;

	if (request_irq(pdev->irq, choir_event, 0, "choir", c) != 0) {
		choir_leave(c);
		return -1;
	}
	if (choir_tune(c, 0)) {
		choir_leave(c);
		return -1;
	}
	if (choir_tune(c, 1)) {
		choir_leave(c);
		return -1;
	}
	if (choir_tune(c, 2)) {
		choir_leave(c);
		return -1;
		//! epf-irq-leak: irq 'pdev->irq' is still requested when choir_enter_bad() fails
		//!   +24 calling choir_enter_bad()
		//!   -14 'pdev->irq' is requested here
		//!   -2 assuming choir_tune() fails
		//!   -1 calling choir_leave(), which does not free it here
		//!   -24 returning here
		//!   fix: call free_irq() before leaving
	}
	c->voices[0] = kzalloc(16, GFP_KERNEL);
	if (!c->voices[0]) {
		choir_leave(c);
		return -1;
	}
	if (!c->conductor) {
		choir_leave(c);
		return -1;
	}
	c->singing = true;

	return 0;
}

static int choir_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct choir *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	c->pdev = pdev;
	pci_set_drvdata(pdev, c);
	if (choir_enter_bad(c)) {
		kfree(c);
		return -ENODEV;
	}

	return 0;
}

static void choir_remove(struct pci_dev *pdev)
{
	struct choir *c = pci_get_drvdata(pdev);

	choir_leave(c);
	kfree(c);
}

struct pci_driver choir_driver = {
	.probe = choir_probe,
	.remove = choir_remove,
};

struct row {
	void *seats[2];
	int irq;
};

bool row_taken(struct row *r, int seat);

static irqreturn_t row_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int row_irq(struct row *r)
{
	return request_irq(r->irq, row_event, 0, "row", r);
}

static void row_free_irq(struct row *r)
{
	free_irq(r->irq, r);
}

/* The clean-up asks on its way, and is left by a return that all share. */
/* finds: epf-irq-leak */
int row_fill_bad(struct row *r, int rest)
{
	int i, err;

	err = row_irq(r);
	if (err)
		return err;

	for (i = 0; i < 2; i++) {
		r->seats[i] = kzalloc(16, GFP_KERNEL);
		if (!r->seats[i]) {
			err = -ENOMEM;
			goto empty;
		}
	}

	choir_clap(1);
	if (rest) {
		err = -EBUSY;
		goto stop;
	}

	return 0;

stop:
	choir_clap(2);
	row_free_irq(r);
empty:
	for (i = 0; i < 2; i++) {
		if (!row_taken(r, i))
			continue;
		kfree(r->seats[i]);
		r->seats[i] = NULL;
	}
	return err;
	//! epf-irq-leak: irq 'r->irq' is still requested when row_fill_bad() fails
	//!   -30 calling row_irq()
	//!   -44 'r->irq' is requested here
	//!   -24 assuming kzalloc() fails
	//!   -5 assuming '!row_taken(r, i)' is false
	//!   fix: go to 'stop', which gives it back
}
