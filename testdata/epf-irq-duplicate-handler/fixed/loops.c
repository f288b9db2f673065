// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Doorbells may share a line. A loop that requests the line of every doorbell
 * requests some line twice.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct gong {
	struct pci_epf *epf;
	unsigned int count;
};

static irqreturn_t gong_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool gong_virq_is_duplicate(const struct pci_epf_doorbell_msg *db,
				   unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (db[i].virq == db[nr].virq)
			return true;

	return false;
}

/* finds: epf-irq-duplicate-handler */
int gong_each_doorbell_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

int gong_each_line_ok(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		for (j = 0; j < i; j++)
			if (db[j].virq == db[i].virq)
				break;
		if (j < i)
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		for (j = 0; j < i; j++)
			if (db[j].virq == db[i].virq)
				break;
		if (j == i)
			free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int gong_neighbours_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int gong_search_from_one_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (!gong_virq_is_duplicate(db, i))
			free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* As above with the search from 0, written the other way round. */
static bool gong_is_new(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	const struct pci_epf_doorbell_msg *other;

	for (other = db; other != &db[i]; other++)
		if (other->virq == db[i].virq)
			return false;
	return true;
}

int gong_search_from_zero_ok(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		if (!gong_is_new(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i) {
		if (gong_is_new(db, --i))
			free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int gong_only_embedded_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (!gong_virq_is_duplicate(db, i))
			free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* The search ends before it starts. */
/* finds: epf-irq-duplicate-handler */
int gong_empty_search_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, g->count);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	for (i = 0; i < g->count; i++) {
		bool seen = false;

		for (j = i; j < i; j++)
			seen |= db[j].virq == db[i].virq;
		if (seen)
			continue;
		if (gong_virq_is_duplicate(db, i))
			continue;
		ret = request_irq(db[i].virq, gong_rung, db[i].irq_flags,
				  "gong", g);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (gong_virq_is_duplicate(db, i))
			continue;
		free_irq(db[i].virq, g);
	}
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* finds: epf-irq-duplicate-handler */
int gong_two_by_hand_bad(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, 2);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	ret = request_irq(db[0].virq, gong_rung, db[0].irq_flags, "gong", g);
	if (ret)
		goto err_doorbells;

	if (db[1].virq != db[0].virq) {
		ret = request_irq(db[1].virq, gong_rung, db[1].irq_flags,
				  "gong", g);
		if (ret)
			goto err_first;
	}

	return 0;

err_first:
	free_irq(db[0].virq, g);
err_doorbells:
	pci_epf_free_doorbell(g->epf);
	return ret;
}

int gong_two_by_hand_ok(struct gong *g)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, 2);
	if (ret)
		return ret;

	db = g->epf->db_msg;
	ret = request_irq(db[0].virq, gong_rung, db[0].irq_flags, "gong", g);
	if (ret)
		goto err_doorbells;

	if (db[1].virq != db[0].virq) {
		ret = request_irq(db[1].virq, gong_rung, db[1].irq_flags,
				  "gong", g);
		if (ret)
			goto err_first;
	}

	return 0;

err_first:
	free_irq(db[0].virq, g);
err_doorbells:
	pci_epf_free_doorbell(g->epf);
	return ret;
}

/* With one doorbell there is no other to share with. */
int gong_single_ok(struct gong *g)
{
	int ret;

	ret = pci_epf_alloc_doorbell(g->epf, 1);
	if (ret)
		return ret;

	ret = request_irq(g->epf->db_msg->virq, gong_rung,
			  g->epf->db_msg->irq_flags, "gong", g);
	if (ret)
		pci_epf_free_doorbell(g->epf);

	return ret;
}
