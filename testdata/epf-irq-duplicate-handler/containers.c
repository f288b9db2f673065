// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Which virqs there were stands in a container that is not followed, in a sum of
 * answers, in an array with a mark for none, or in bits.
 */

#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#define CARILLON_BELLS 4

struct carillon_line {
	int virq;
	struct list_head node;
};

struct carillon {
	struct pci_epf *epf;
	struct xarray lines;
	struct list_head rung;
	unsigned int offsets[CARILLON_BELLS];
	int held[CARILLON_BELLS];
	DECLARE_BITMAP(taken, CARILLON_BELLS);
};

/* Gives back all lines that stand in a container. */
void carillon_free_lines(struct carillon *c);

static irqreturn_t carillon_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-missing-handler */
static int carillon_show(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i;

	for (i = 0; i < CARILLON_BELLS; i++)
		if (db[i].bar != BAR_2)
			return -EINVAL;
	for (i = 0; i < CARILLON_BELLS; i++)
		c->offsets[i] = db[i].offset;
		//! doubt: epf-irq-missing-handler: doorbell 'db_msg[2]' is published without a handler for its virq
	return 0;
}

/* doubts: epf-irq-duplicate-handler */
int carillon_tree_unsure(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	for (i = 0; i < CARILLON_BELLS; i++) {
		db = &c->epf->db_msg[i];
		if (xa_load(&c->lines, db->virq))
			continue;
		ret = request_irq(db->virq, carillon_rung, db->irq_flags,
		//! doubt: epf-irq-duplicate-handler: virq 'db->virq' is requested again when doorbells share it
				  "carillon", c);
		if (ret)
			goto err;
		xa_store(&c->lines, db->virq, db, GFP_KERNEL);
	}

	ret = carillon_show(c);
	if (ret)
		goto err;
	return 0;

err:
	carillon_free_lines(c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

static bool carillon_has(struct carillon *c, int virq)
{
	struct carillon_line *line;

	list_for_each_entry(line, &c->rung, node)
		if (line->virq == virq)
			return true;
	return false;
}

static int carillon_add(struct carillon *c, struct pci_epf_doorbell_msg *db)
{
	struct carillon_line *line = kzalloc(sizeof(*line), GFP_KERNEL);
	int ret;

	if (!line)
		return -ENOMEM;
	line->virq = db->virq;
	ret = request_irq(line->virq, carillon_rung, db->irq_flags, "carillon",
			  c);
	if (ret) {
		kfree(line);
		return ret;
	}
	list_add(&line->node, &c->rung);
	return 0;
}

int carillon_list_ok(struct carillon *c)
{
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	for (i = 0; i < CARILLON_BELLS; i++) {
		if (carillon_has(c, c->epf->db_msg[i].virq))
			continue;
		ret = carillon_add(c, &c->epf->db_msg[i]);
		if (ret)
			goto err;
	}

	ret = carillon_show(c);
	if (ret)
		goto err;
	return 0;

err:
	carillon_free_lines(c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* Answers are or-ed together. */
int carillon_or_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < CARILLON_BELLS; i++)
		c->held[i] = 0;
	for (i = 0; i < CARILLON_BELLS; i++) {
		bool again = false;

		for (j = 0; j < i; j++)
			again |= db[j].virq == db[i].virq;
		if (again)
			continue;
		ret = request_irq(db[i].virq, carillon_rung, db[i].irq_flags,
				  "carillon", c);
		if (ret)
			goto err;
		c->held[i] = 1;
	}

	ret = carillon_show(c);
	if (ret)
		goto err;
	return 0;

err:
	for (i = 0; i < CARILLON_BELLS; i++)
		if (c->held[i])
			free_irq(db[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* No virq is -1, so that the mark is equal to none. */
int carillon_mark_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	for (i = 0; i < CARILLON_BELLS; i++)
		c->held[i] = -1;
	for (i = 0; i < CARILLON_BELLS; i++) {
		for (j = 0; j < i; j++)
			if (c->held[j] == db[i].virq)
				break;
		if (j < i)
			continue;
		ret = request_irq(db[i].virq, carillon_rung, db[i].irq_flags,
				  "carillon", c);
		if (ret)
			goto err;
		c->held[i] = db[i].virq;
	}

	ret = carillon_show(c);
	if (ret)
		goto err;
	return 0;

err:
	for (i = 0; i < CARILLON_BELLS; i++)
		if (c->held[i] >= 0)
			free_irq(c->held[i], c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}

/* The bits that are set are gone through. */
int carillon_bits_ok(struct carillon *c)
{
	struct pci_epf_doorbell_msg *db;
	unsigned long bit;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, CARILLON_BELLS);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	bitmap_zero(c->taken, CARILLON_BELLS);
	for (i = 0; i < CARILLON_BELLS; i++) {
		bool again = false;

		for_each_set_bit(bit, c->taken, CARILLON_BELLS)
			if (db[bit].virq == db[i].virq)
				again = true;
		if (again)
			continue;
		ret = request_irq(db[i].virq, carillon_rung, db[i].irq_flags,
				  "carillon", c);
		if (ret)
			goto err;
		__set_bit(i, c->taken);
	}
	return 0;

err:
	for_each_set_bit(bit, c->taken, CARILLON_BELLS)
		free_irq(db[bit].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}
//! not judged: 23 a function not looked into decides what is done
//! not judged: 115 a function of another file may give back what is held
//! not judged: 2 a container that is not followed tells which virqs there were
