// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* More than one doorbell: whose flags go with whose line. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct carillon {
	struct pci_epf *epf;
	unsigned int count;
};

static irqreturn_t carillon_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool carillon_seen(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

/* finds: epf-irq-flags-ignored */
int carillon_first_flags_bad(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, c->count);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < c->count; i++) {
		if (carillon_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, carillon_rung, db[i].irq_flags,
				  "carillon", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

int carillon_own_flags_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, c->count);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < c->count; i++) {
		if (carillon_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, carillon_rung,
				  (db + i)->irq_flags, "carillon", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* finds: epf-irq-flags-ignored */
int carillon_pair_swapped_bad(struct carillon *c)
{
	struct pci_epf_doorbell_msg *low, *high;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 2);
	if (ret)
		return ret;

	low = &c->epf->db_msg[0];
	high = low + 1;

	ret = request_irq(low->virq, carillon_rung, low->irq_flags, "low", c);
	if (ret)
		goto err_doorbells;

	if (high->virq != low->virq) {
		ret = request_irq(high->virq, carillon_rung, high->irq_flags,
				  "high", c);
		if (ret)
			goto err_low;
	}

	return 0;

err_low:
	free_irq(low->virq, c);
err_doorbells:
	pci_epf_free_doorbell(c->epf);
	return ret;
}

int carillon_pair_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *low, *high;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 2);
	if (ret)
		return ret;

	low = &c->epf->db_msg[0];
	high = low + 1;

	ret = request_irq(low->virq, carillon_rung, low->irq_flags, "low", c);
	if (ret)
		goto err_doorbells;

	if (high->virq != low->virq) {
		ret = request_irq(high->virq, carillon_rung, high->irq_flags,
				  "high", c);
		if (ret)
			goto err_low;
	}

	return 0;

err_low:
	free_irq(low->virq, c);
err_doorbells:
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* Read once in front of the loop. */
/* finds: epf-irq-flags-ignored */
int carillon_stale_variable_bad(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned long flags = 0;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, c->count);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < c->count; i++) {
		if (!i)
			flags = db[i].irq_flags;
		if (carillon_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, carillon_rung, db[i].irq_flags,
				  "carillon", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* Flags gathered from all doorbells hold those of each. */
int carillon_gathered_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned long flags = 0;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, c->count);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < c->count; i++)
		flags |= db[i].irq_flags;

	for (i = 0; i < c->count; i++) {
		if (carillon_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, carillon_rung, flags, "carillon",
				  c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}
