// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A driver that publishes doorbells and never requests one. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define RATTLE_BELLS 4

struct rattle {
	struct pci_epf *epf;
	unsigned int offsets[RATTLE_BELLS];
	bool polled;
};

static irqreturn_t rattle_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int rattle_show(struct rattle *r)
{
	struct pci_epf_doorbell_msg *db = r->epf->db_msg;
	unsigned int i;

	for (i = 0; i < RATTLE_BELLS; i++)
		if (db[i].bar != BAR_2)
			return -EINVAL;
	for (i = 0; i < RATTLE_BELLS; i++)
		r->offsets[i] = db[i].offset;
	return 0;
}

static bool rattle_seen(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

static bool rattle_known(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j <= i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

/* Each is compared with itself as well, so that none is ever requested. */
/* finds: epf-irq-missing-handler */
int rattle_itself_bad(struct rattle *r)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(r->epf, RATTLE_BELLS);
	if (ret)
		return ret;

	db = r->epf->db_msg;
	for (i = 0; i < RATTLE_BELLS; i++) {
		if (rattle_known(db, i))
			continue;
		ret = request_irq(db[i].virq, rattle_rung, db[i].irq_flags,
				  "rattle", r);
		if (ret)
			goto err;
	}

	for (j = 0; j < RATTLE_BELLS; j++) {
		ret = -EINVAL;
		if (db[j].bar != BAR_2)
			goto err;
		r->offsets[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[0]' is published without a handler for its virq
		//!   -2 assuming 'db[j].bar != BAR_2' is false
		//!   -12 no irq is requested for db_msg[0] where 'rattle_known(db, i)' is true
		//!   fix: compare each doorbell with earlier ones only
	}
	return 0;

err:
	while (i-- > 0)
		if (!rattle_known(db, i))
			free_irq(db[i].virq, r);
	pci_epf_free_doorbell(r->epf);
	return ret;
}

int rattle_earlier_ok(struct rattle *r)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(r->epf, RATTLE_BELLS);
	if (ret)
		return ret;

	db = r->epf->db_msg;
	for (i = 0; i < RATTLE_BELLS; i++) {
		for (j = 0; j < i; j++)
			if (db[j].virq == db[i].virq)
				break;
		if (j < i)
			continue;
		ret = request_irq(db[i].virq, rattle_rung, db[i].irq_flags,
				  "rattle", r);
		if (ret)
			goto err;
	}

	ret = rattle_show(r);
	if (ret)
		goto err;
	return 0;

err:
	while (i-- > 0) {
		for (j = 0; j < i; j++)
			if (db[j].virq == db[i].virq)
				break;
		if (j == i)
			free_irq(db[i].virq, r);
	}
	pci_epf_free_doorbell(r->epf);
	return ret;
}

/* Who polls needs no handler, where the driver is told to. */
int rattle_polled_ok(struct rattle *r)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(r->epf, RATTLE_BELLS);
	if (ret)
		return ret;

	db = r->epf->db_msg;
	for (i = 0; i < RATTLE_BELLS; i++) {
		if (r->polled || rattle_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, rattle_rung, db[i].irq_flags,
				  "rattle", r);
		if (ret)
			goto err;
	}

	ret = rattle_show(r);
	if (ret)
		goto err;
	return 0;

err:
	while (i-- > 0)
		if (!r->polled && !rattle_seen(db, i))
			free_irq(db[i].virq, r);
	pci_epf_free_doorbell(r->epf);
	return ret;
}
