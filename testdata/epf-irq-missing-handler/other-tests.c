// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Lines compared in other words than ==, and messages that are only looked at.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
#include <linux/string.h>

#define TOLL_BELLS 3

struct toll {
	struct pci_epf *epf;
	u32 data[TOLL_BELLS];
};

static irqreturn_t toll_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int toll_show(struct toll *t)
{
	const struct pci_epf_doorbell_msg *db = t->epf->db_msg;
	unsigned int i;

	for (i = 0; i < TOLL_BELLS; i++) {
		if (db[i].bar != BAR_2)
			return -EINVAL;
		t->data[i] = db[i].msg.data;
	}

	return 0;
}

static bool toll_by_difference(const struct pci_epf_doorbell_msg *db, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!(db[n].virq - db[i].virq))
			return true;
	return false;
}

static bool toll_by_bits(const struct pci_epf_doorbell_msg *db, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (db[n].virq ^ db[i].virq)
			continue;
		return true;
	}
	return false;
}

static bool toll_by_bytes(const struct pci_epf_doorbell_msg *db, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!memcmp(&db[n].virq, &db[i].virq, sizeof(db[n].virq)))
			return true;
	return false;
}

static bool toll_silent(const struct pci_epf_doorbell_msg *db, int n)
{
	return !db[n].msg.address_lo && !db[n].msg.address_hi;
}

int toll_difference_ok(struct toll *t)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(t->epf, TOLL_BELLS);
	if (ret)
		return ret;

	db = t->epf->db_msg;
	for (i = 0; i < TOLL_BELLS; i++) {
		if (toll_by_difference(db, i))
			continue;
		ret = request_irq(db[i].virq, toll_rung, db[i].irq_flags,
				  "toll", t);
		if (ret)
			goto err_irqs;
	}

	ret = toll_show(t);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i--)
		if (!toll_by_difference(db, i))
			free_irq(db[i].virq, t);
	pci_epf_free_doorbell(t->epf);
	return ret;
}

int toll_bits_ok(struct toll *t)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(t->epf, TOLL_BELLS);
	if (ret)
		return ret;

	db = t->epf->db_msg;
	for (i = 0; i < TOLL_BELLS; i++) {
		if (toll_by_bits(db, i))
			continue;
		ret = request_irq(db[i].virq, toll_rung, db[i].irq_flags,
				  "toll", t);
		if (ret)
			goto err_irqs;
	}

	ret = toll_show(t);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i--)
		if (!toll_by_bits(db, i))
			free_irq(db[i].virq, t);
	pci_epf_free_doorbell(t->epf);
	return ret;
}

int toll_bytes_ok(struct toll *t)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(t->epf, TOLL_BELLS);
	if (ret)
		return ret;

	db = t->epf->db_msg;
	for (i = 0; i < TOLL_BELLS; i++) {
		if (toll_by_bytes(db, i))
			continue;
		ret = request_irq(db[i].virq, toll_rung, db[i].irq_flags,
				  "toll", t);
		if (ret)
			goto err_irqs;
	}

	ret = toll_show(t);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i--)
		if (!toll_by_bytes(db, i))
			free_irq(db[i].virq, t);
	pci_epf_free_doorbell(t->epf);
	return ret;
}

/* What has no address is not shown, and needs no handler. */
int toll_silent_ok(struct toll *t)
{
	struct pci_epf_doorbell_msg *db;
	int i, n, ret;

	ret = pci_epf_alloc_doorbell(t->epf, TOLL_BELLS);
	if (ret)
		return ret;

	db = t->epf->db_msg;
	for (i = 0; i < TOLL_BELLS; i++) {
		if (toll_silent(db, i) || toll_by_bits(db, i))
			continue;
		if (db[i].bar != BAR_2) {
			ret = -EINVAL;
			goto err_irqs;
		}
		ret = request_irq(db[i].virq, toll_rung, db[i].irq_flags,
				  "toll", t);
		if (ret)
			goto err_irqs;
	}

	for (n = 0; n < TOLL_BELLS; n++)
		t->data[n] = toll_silent(db, n) ? 0 : 1;

	return 0;

err_irqs:
	while (i--)
		if (!toll_silent(db, i) && !toll_by_bits(db, i))
			free_irq(db[i].virq, t);
	pci_epf_free_doorbell(t->epf);
	return ret;
}
