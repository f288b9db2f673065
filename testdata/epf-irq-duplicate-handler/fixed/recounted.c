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

static bool barge_virq_is_duplicate(const struct pci_epf_doorbell_msg *db,
				    unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (db[i].virq == db[nr].virq)
			return true;

	return false;
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
		if (barge_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, barge_rung, db[i].irq_flags,
				  "barge", b);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (barge_virq_is_duplicate(db, i))
			continue;
		free_irq(db[i].virq, b);
	}
err_doorbells:
	pci_epf_free_doorbell(b->epf);
	return ret;
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
		if (barge_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, barge_rung, db[i].irq_flags,
				  "barge", b);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!barge_virq_is_duplicate(db, i))
			free_irq(db[i].virq, b);
err_doorbells:
	pci_epf_free_doorbell(b->epf);
	return ret;
}
