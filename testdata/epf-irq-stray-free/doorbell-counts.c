// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Set-up asks fewer doorbells than teardown. The skip is the same in both: what
 * the teardown frees in excess differs from all that is requested.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define CARILLON_BELLS 4

struct carillon {
	struct pci_epf *epf;
};

static irqreturn_t carillon_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool carillon_seen(const struct pci_epf_doorbell_msg *db,
			  unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (db[i].virq == db[nr].virq)
			return true;

	return false;
}

static int carillon_first_bind(struct pci_epf *epf)
{
	struct carillon *c = epf_get_drvdata(epf);
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < 1; i++) {
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

/* finds: epf-irq-stray-free */
static void carillon_first_unbind_bad(struct pci_epf *epf)
{
	struct carillon *c = epf_get_drvdata(epf);
	struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i;

	for (i = 0; i < CARILLON_BELLS; i++)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
			//! epf-irq-stray-free: irq 'db[i].virq' is freed but was not requested on this path
			//!   -40 the kernel calls carillon_first_bind()
			//!   -8 the kernel calls carillon_first_unbind_bad()
			//!   -1 calling carillon_seen()
			//!   fix: free as many as were requested
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops carillon_first_ops = {
	.bind = carillon_first_bind,
	.unbind = carillon_first_unbind_bad,
};

static int carillon_all_bind(struct pci_epf *epf)
{
	struct carillon *c = epf_get_drvdata(epf);
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < CARILLON_BELLS; i++) {
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

static void carillon_all_unbind_ok(struct pci_epf *epf)
{
	struct carillon *c = epf_get_drvdata(epf);
	struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i;

	for (i = 0; i < CARILLON_BELLS; i++)
		if (!carillon_seen(db, i))
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops carillon_all_ops = {
	.bind = carillon_all_bind,
	.unbind = carillon_all_unbind_ok,
};
