// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * How many doorbells there are, and in which BAR, is settled by a function that
 * requests nothing and is too long to be entered for what it writes: afterwards
 * both may be anything. That they are tested while doorbells and lines are held
 * must not end a scenario.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct barge {
	struct pci_epf *epf;
	enum pci_barno bar;
	u32 count;
};

static irqreturn_t barge_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The first BAR that is free, and no more doorbells than interrupts. */
static int barge_settle(struct barge *b)
{
	struct pci_epf *epf = b->epf;
	const struct pci_epc_features *features;
	int ret;

	features = pci_epc_get_features(epf->epc, epf->func_no, epf->vfunc_no);
	if (!features || !features->msi_capable) {
		dev_err(&epf->dev, "no doorbells without MSI\n");
		return -EOPNOTSUPP;
	}

	b->bar = pci_epc_get_first_free_bar(features);
	if (b->bar < 0) {
		dev_err(&epf->dev, "no BAR is free\n");
		return -ENOSPC;
	}

	if (b->count > epf->msi_interrupts) {
		dev_info(&epf->dev, "%u doorbells will do\n",
			 epf->msi_interrupts);
		b->count = epf->msi_interrupts;
	}

	ret = pci_epc_set_msi(epf->epc, epf->func_no, epf->vfunc_no,
			      epf->msi_interrupts);
	if (ret)
		dev_err(&epf->dev, "no MSI: %d\n", ret);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int barge_start_bad(struct barge *b)
{
	struct pci_epf_doorbell_msg *db;
	u32 i;
	int ret;

	ret = barge_settle(b);
	if (ret)
		return ret;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	if (b->count && db[0].bar != NO_BAR && db[0].bar != b->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	for (i = 0; i < b->count; i++) {
		ret = request_irq(db[i].virq, barge_rung, db[i].irq_flags,
		//! epf-irq-duplicate-handler: virq 'db[i].virq' is requested again when doorbells share it
		//!   -6 assuming 'b->count' is true
		//!   -6 assuming 'db[0].bar != NO_BAR' is false
		//!   +0 'db[i].virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "barge", b);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(db[i].virq, b);
err_doorbells:
	pci_epf_free_doorbell(b->epf);
	return ret;
}

static bool barge_has_line(const struct pci_epf_doorbell_msg *db, u32 i)
{
	u32 j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

int barge_start_ok(struct barge *b)
{
	struct pci_epf_doorbell_msg *db;
	u32 i;
	int ret;

	ret = barge_settle(b);
	if (ret)
		return ret;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	if (b->count && db[0].bar != NO_BAR && db[0].bar != b->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	for (i = 0; i < b->count; i++) {
		if (barge_has_line(db, i))
			continue;
		ret = request_irq(db[i].virq, barge_rung, db[i].irq_flags,
				  "barge", b);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!barge_has_line(db, i))
			free_irq(db[i].virq, b);
err_doorbells:
	pci_epf_free_doorbell(b->epf);
	return ret;
}
