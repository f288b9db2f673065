// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Every doorbell that the host is told of needs a handler on its line. Here
 * the skip that avoids duplicates skips lines that nobody has requested.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define HARBOUR_MOORINGS 8

struct harbour_regs {
	u32 db_data[HARBOUR_MOORINGS];
	u32 db_offset[HARBOUR_MOORINGS];
};

struct harbour {
	struct pci_epf *epf;
	enum pci_barno bar;
	unsigned int count;
	struct harbour_regs *regs;
};

static irqreturn_t harbour_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Works with what the platform has exposed in the BAR wanted, or not at all. */
static int harbour_publish(struct harbour *h)
{
	const struct pci_epf_doorbell_msg *db = h->epf->db_msg;
	unsigned int i;

	for (i = 0; i < h->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != h->bar)
			return -EINVAL;
		h->regs->db_data[i] = db[i].msg.data;
		h->regs->db_offset[i] = db[i].offset;
	}

	return 0;
}

static bool harbour_seen(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

/* Nothing but the first doorbell, in the belief that all share its line. */
/* finds: epf-irq-missing-handler */
int harbour_first_only_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	if (!h->count)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	ret = request_irq(db->virq, harbour_rung, db->irq_flags, "harbour", h);
	if (ret)
		goto err_doorbells;

	for (i = 0; i < h->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != h->bar) {
			ret = -EINVAL;
			goto err_irq;
		}
		h->regs->db_data[i] = db[i].msg.data;
		h->regs->db_offset[i] = db[i].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   -18 assuming '!h->count' is false
		//!   -5 assuming 'db[i].bar == NO_BAR' is false
		//!   -5 assuming 'db[i].bar != h->bar' is false
		//!   -6 assuming 'i < h->count' is true
		//!   -5 assuming 'db[i].bar == NO_BAR' is false
		//!   -5 assuming 'db[i].bar != h->bar' is false
		//!   -6 assuming 'i < h->count' is false
		//!   -10 no irq is requested for db_msg[1] here
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request all, then request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irq:
	free_irq(db->virq, h);
err_doorbells:
	pci_epf_free_doorbell(h->epf);
	return ret;
}

int harbour_each_line_ok(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	for (i = 0; i < h->count; i++) {
		if (harbour_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	ret = harbour_publish(h);
	if (ret)
		goto err_irqs;

	return 0;

err_irqs:
	while (i--)
		if (!harbour_seen(db, i))
			free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* Only the first is used, and so only the first is published. */
int harbour_first_alone_ok(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, 1);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	if (db->bar == NO_BAR || db->bar != h->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = request_irq(db->virq, harbour_rung, db->irq_flags, "harbour", h);
	if (ret)
		goto err_doorbells;

	h->regs->db_data[0] = db->msg.data;
	h->regs->db_offset[0] = db->offset;
	return 0;

err_doorbells:
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* A break where a continue belongs: a duplicate ends the search for more. */
/* finds: epf-irq-missing-handler */
int harbour_breaks_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	for (i = 0; i < h->count; i++) {
		if (harbour_seen(db, i))
			break;
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	for (j = 0; j < h->count; j++) {
		if (db[j].bar == NO_BAR || db[j].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[j] = db[j].msg.data;
		h->regs->db_offset[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[2]' is published without a handler for its virq
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -12 no irq is requested for db_msg[2] here
		//!   +0 assuming db_msg[2].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* The first doorbell is compared with itself too, and never requested. */
static bool harbour_like_first(const struct pci_epf_doorbell_msg *db,
			       unsigned int i)
{
	return db[i].virq == db[0].virq;
}

/* finds: epf-irq-missing-handler */
int harbour_skips_first_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, 2);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	if (!harbour_like_first(db, 0)) {
		ret = request_irq(db[0].virq, harbour_rung, db[0].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_doorbells;
	}

	if (!harbour_like_first(db, 1)) {
		ret = request_irq(db[1].virq, harbour_rung, db[1].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_doorbells;
	}

	h->count = 2;
	for (i = 0; i < h->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[i] = db[i].msg.data;
		h->regs->db_offset[i] = db[i].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[0]' is published without a handler for its virq
		//!   -14 assuming '!harbour_like_first(db, 1)' is true
		//!   -5 assuming 'db[i].bar == NO_BAR' is false
		//!   -5 assuming 'db[i].bar != h->bar' is false
		//!   -5 assuming 'db[i].bar == NO_BAR' is false
		//!   -5 assuming 'db[i].bar != h->bar' is false
		//!   -13 no irq is requested for db_msg[0] here
		//!   +0 assuming db_msg[0].virq differs from every virq requested
		//!   fix: request the first doorbell as well, then call free_irq() at 'err_irqs'
	}

	return 0;

err_irqs:
	if (!harbour_like_first(db, 1))
		free_irq(db[1].virq, h);
err_doorbells:
	pci_epf_free_doorbell(h->epf);
	return ret;
}

int harbour_takes_first_ok(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, 2);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	ret = request_irq(db[0].virq, harbour_rung, db[0].irq_flags, "harbour",
			  h);
	if (ret)
		goto err_doorbells;

	if (!harbour_like_first(db, 1)) {
		ret = request_irq(db[1].virq, harbour_rung, db[1].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_first;
	}

	h->count = 2;
	ret = harbour_publish(h);
	if (ret)
		goto err_second;

	return 0;

err_second:
	if (!harbour_like_first(db, 1))
		free_irq(db[1].virq, h);
err_first:
	free_irq(db[0].virq, h);
err_doorbells:
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* Embedded ones are taken to share a line, others looked at. */
static bool harbour_skips_embedded(const struct pci_epf_doorbell_msg *db,
				   unsigned int i)
{
	if (i && db[i].type == PCI_EPF_DOORBELL_EMBEDDED)
		return true;
	return harbour_seen(db, i);
}

/* finds: epf-irq-missing-handler */
int harbour_embedded_skipped_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	for (i = 0; i < h->count; i++) {
		if (harbour_skips_embedded(db, i))
			continue;
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	for (j = 0; j < h->count; j++) {
		if (db[j].bar == NO_BAR || db[j].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[j] = db[j].msg.data;
		h->regs->db_offset[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -14 no irq is requested for db_msg[1] where 'harbour_skips_embedded(db, i)' is true
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irqs:
	while (i--)
		if (!harbour_skips_embedded(db, i))
			free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* The type decides how many: wrong both ways. */
/* finds: epf-irq-duplicate-handler, epf-irq-missing-handler */
int harbour_count_by_type_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j, lines;
	int ret;

	if (!h->count)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	lines = db->type == PCI_EPF_DOORBELL_EMBEDDED ? 1 : h->count;
	for (i = 0; i < lines; i++) {
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
		//! epf-irq-duplicate-handler: virq 'db[i].virq' is requested again when doorbells share it
		//!   -10 assuming '!h->count' is false
		//!   -2 assuming 'db->type == PCI_EPF_DOORBELL_EMBEDDED' is false
		//!   +0 'db[i].virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	for (j = 0; j < h->count; j++) {
		if (db[j].bar == NO_BAR || db[j].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[j] = db[j].msg.data;
		h->regs->db_offset[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   -22 assuming '!h->count' is false
		//!   -14 assuming 'db->type == PCI_EPF_DOORBELL_EMBEDDED' is true
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -6 assuming 'j < h->count' is true
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -6 assuming 'j < h->count' is false
		//!   -12 no irq is requested for db_msg[1] here
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* If the first two share a line, so must all: wrong both ways again. */
/* finds: epf-irq-duplicate-handler, epf-irq-missing-handler */
int harbour_first_two_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j, lines = 3;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, 3);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	if (db[0].virq == db[1].virq)
		lines = 1;

	for (i = 0; i < lines; i++) {
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
		//! epf-irq-duplicate-handler: virq 'db[i].virq' is requested again when doorbells share it
		//!   -4 assuming 'db[0].virq == db[1].virq' is false
		//!   +0 'db[i].virq' is requested here
		//!   +0 assuming db_msg[2].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	h->count = 3;
	for (j = 0; j < h->count; j++) {
		if (db[j].bar == NO_BAR || db[j].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[j] = db[j].msg.data;
		h->regs->db_offset[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[2]' is published without a handler for its virq
		//!   -17 assuming 'db[0].virq == db[1].virq' is true
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -13 no irq is requested for db_msg[2] here
		//!   +0 assuming db_msg[2].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}

/* The last doorbell is published without ever being looked at. */
/* finds: epf-irq-missing-handler */
int harbour_one_short_bad(struct harbour *h)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	ret = pci_epf_alloc_doorbell(h->epf, h->count);
	if (ret)
		return ret;

	db = h->epf->db_msg;
	for (i = 0; i + 1 < h->count; i++) {
		if (harbour_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, harbour_rung, db[i].irq_flags,
				  "harbour", h);
		if (ret)
			goto err_irqs;
	}

	for (j = 0; j < h->count; j++) {
		if (db[j].bar == NO_BAR || db[j].bar != h->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		h->regs->db_data[j] = db[j].msg.data;
		h->regs->db_offset[j] = db[j].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -5 assuming 'db[j].bar == NO_BAR' is false
		//!   -5 assuming 'db[j].bar != h->bar' is false
		//!   -12 no irq is requested for db_msg[1] here
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	return 0;

err_irqs:
	while (i--)
		if (!harbour_seen(db, i))
			free_irq(db[i].virq, h);
	pci_epf_free_doorbell(h->epf);
	return ret;
}
