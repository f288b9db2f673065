// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Doorbells in order of their lines: whoever differs from the one in front of
 * it differs from all in front of it.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define PEAL_BELLS 3

struct peal {
	struct pci_epf *epf;
	unsigned int order[PEAL_BELLS];
};

static irqreturn_t peal_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void peal_sort(struct peal *p)
{
	const struct pci_epf_doorbell_msg *db = p->epf->db_msg;
	int i, j;

	for (i = 0; i < PEAL_BELLS; i++) {
		for (j = i; j > 0; j--) {
			if (db[p->order[j - 1]].virq <= db[i].virq)
				break;
			p->order[j] = p->order[j - 1];
		}
		p->order[j] = i;
	}
}

static void peal_as_they_are(struct peal *p)
{
	int i;

	for (i = 0; i < PEAL_BELLS; i++)
		p->order[i] = i;
}

static bool peal_first(struct peal *p, int i)
{
	const struct pci_epf_doorbell_msg *db = p->epf->db_msg;

	return !i || db[p->order[i]].virq != db[p->order[i - 1]].virq;
}

int peal_sorted_ok(struct peal *p)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(p->epf, PEAL_BELLS);
	if (ret)
		return ret;

	db = p->epf->db_msg;
	peal_sort(p);
	for (i = 0; i < PEAL_BELLS; i++) {
		if (!peal_first(p, i))
			continue;
		ret = request_irq(db[p->order[i]].virq, peal_rung,
				  db[p->order[i]].irq_flags, "peal", p);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (peal_first(p, i))
			free_irq(db[p->order[i]].virq, p);
	pci_epf_free_doorbell(p->epf);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int peal_unsorted_bad(struct peal *p)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(p->epf, PEAL_BELLS);
	if (ret)
		return ret;

	db = p->epf->db_msg;
	peal_as_they_are(p);
	for (i = 0; i < PEAL_BELLS; i++) {
		if (!peal_first(p, i))
			continue;
		ret = request_irq(db[p->order[i]].virq, peal_rung,
		//! epf-irq-duplicate-handler: virq 'db[p->order[i]].virq' is requested again when doorbells share it
		//!   +0 'db[p->order[i]].virq' is requested here
		//!   -2 assuming '!peal_first(p, i)' is false
		//!   +0 assuming db_msg[2].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  db[p->order[i]].irq_flags, "peal", p);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (peal_first(p, i))
			free_irq(db[p->order[i]].virq, p);
	pci_epf_free_doorbell(p->epf);
	return ret;
}
