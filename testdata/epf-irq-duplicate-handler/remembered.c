// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Arrays and masks that remember what was requested, rightly and wrongly. */

#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define BELFRY_BELLS 8

enum belfry_mode { BELFRY_HOURS, BELFRY_QUARTERS };

struct belfry {
	struct pci_epf *epf;
	unsigned int count;
	bool requested[BELFRY_BELLS];
	DECLARE_BITMAP(owners, BELFRY_BELLS);
	enum belfry_mode mode;
	int hour_irq;
};

int belfry_wind(struct belfry *b);

static irqreturn_t belfry_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void belfry_free_remembered(struct belfry *b)
{
	unsigned int i;

	for (i = 0; i < b->count; i++) {
		if (b->requested[i])
			free_irq(b->epf->db_msg[i].virq, b);
		b->requested[i] = false;
	}
}

/* Remembers by doorbell, but asks only about the doorbell itself. */
/* finds: epf-irq-duplicate-handler */
int belfry_asks_itself_bad(struct belfry *b)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	if (b->count > BELFRY_BELLS)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	for (i = 0; i < b->count; i++)
		b->requested[i] = false;

	for (i = 0; i < b->count; i++) {
		db = &b->epf->db_msg[i];
		if (b->requested[i])
			continue;
		ret = request_irq(db->virq, belfry_rung, db->irq_flags,
		//! epf-irq-duplicate-handler: virq 'db->virq' is requested again when doorbells share it
		//!   -14 assuming 'b->count > BELFRY_BELLS' is false
		//!   -7 assuming 'i < b->count' is true
		//!   -7 assuming 'i < b->count' is false
		//!   +0 'db->virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "belfry", b);
		if (ret)
			goto err_irqs;
		b->requested[i] = true;
	}

	return 0;

err_irqs:
	belfry_free_remembered(b);
	pci_epf_free_doorbell(b->epf);
	return ret;
}

int belfry_asks_others_ok(struct belfry *b)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	if (b->count > BELFRY_BELLS)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	for (i = 0; i < b->count; i++)
		b->requested[i] = false;

	for (i = 0; i < b->count; i++) {
		db = &b->epf->db_msg[i];
		for (j = 0; j < i; j++)
			if (b->requested[j] &&
			    b->epf->db_msg[j].virq == db->virq)
				break;
		if (j != i)
			continue;
		ret = request_irq(db->virq, belfry_rung, db->irq_flags,
				  "belfry", b);
		if (ret)
			goto err_irqs;
		b->requested[i] = true;
	}

	return 0;

err_irqs:
	belfry_free_remembered(b);
	pci_epf_free_doorbell(b->epf);
	return ret;
}

/* A bitmap, set ahead of the requests. */
int belfry_bitmap_ok(struct belfry *b)
{
	const struct pci_epf_doorbell_msg *db;
	unsigned int i, j;
	int ret;

	if (b->count > BELFRY_BELLS)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	bitmap_zero(b->owners, BELFRY_BELLS);
	for (i = 0; i < b->count; i++) {
		__set_bit(i, b->owners);
		for (j = 0; j < i; j++) {
			if (db[j].virq == db[i].virq) {
				__clear_bit(i, b->owners);
				break;
			}
		}
	}

	for (i = 0; i < b->count; i++) {
		if (!test_bit(i, b->owners))
			continue;
		ret = request_irq(db[i].virq, belfry_rung, db[i].irq_flags,
				  "belfry", b);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		if (test_bit(i, b->owners))
			free_irq(db[i].virq, b);
	pci_epf_free_doorbell(b->epf);
	return ret;
}

/* Remembers the lines themselves. */
int belfry_line_list_ok(struct belfry *b)
{
	unsigned int i, j, lines = 0;
	int line[BELFRY_BELLS];
	int ret;

	if (b->count > BELFRY_BELLS)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	for (i = 0; i < b->count; i++) {
		struct pci_epf_doorbell_msg *db = &b->epf->db_msg[i];

		for (j = 0; j < lines; j++)
			if (line[j] == db->virq)
				goto known;

		ret = request_irq(db->virq, belfry_rung, db->irq_flags,
				  "belfry", b);
		if (ret)
			goto err_irqs;
		line[lines++] = db->virq;
known:
		;
	}

	return 0;

err_irqs:
	while (lines)
		free_irq(line[--lines], b);
	pci_epf_free_doorbell(b->epf);
	return ret;
}

/* Keeps the last line only. */
/* finds: epf-irq-duplicate-handler */
int belfry_last_line_bad(struct belfry *b)
{
	unsigned int i, lines = 0;
	int line[BELFRY_BELLS];
	int ret;

	if (b->count > BELFRY_BELLS)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(b->epf, b->count);
	if (ret)
		return ret;

	for (i = 0; i < b->count; i++) {
		struct pci_epf_doorbell_msg *db = &b->epf->db_msg[i];

		if (lines && line[lines - 1] == db->virq)
			continue;

		ret = request_irq(db->virq, belfry_rung, db->irq_flags,
		//! epf-irq-duplicate-handler: virq 'db->virq' is requested again when doorbells share it
		//!   -13 assuming 'b->count > BELFRY_BELLS' is false
		//!   -6 assuming 'i < b->count' is true
		//!   +0 'db->virq' is requested here
		//!   -6 assuming 'i < b->count' is true
		//!   -3 assuming 'line[lines - 1] == db->virq' is false
		//!   -6 assuming 'i < b->count' is true
		//!   -3 assuming 'line[lines - 1] == db->virq' is false
		//!   +0 assuming db_msg[2].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "belfry", b);
		if (ret)
			goto err_irqs;
		line[lines++] = db->virq;
	}

	return 0;

err_irqs:
	while (lines)
		free_irq(line[--lines], b);
	pci_epf_free_doorbell(b->epf);
	return ret;
}

/* A missing break requests the same plain line again. */
/* finds: epf-irq-duplicate-handler */
int belfry_falls_through_bad(struct belfry *b)
{
	int ret = 0;

	switch (b->mode) {
	case BELFRY_QUARTERS:
		ret = request_irq(b->hour_irq, belfry_rung, IRQF_SHARED,
				  "belfry-quarters", b);
		if (ret)
			return ret;
		fallthrough;
	case BELFRY_HOURS:
		ret = request_irq(b->hour_irq, belfry_rung, IRQF_SHARED,
		//! epf-irq-duplicate-handler: irq 'b->hour_irq' is requested again with dev_id 'b' while it is still requested
		//!   -7 assuming the case 'BELFRY_QUARTERS'
		//!   -6 'b->hour_irq' is requested here
		//!   fix: end the case before the same is requested again
				  "belfry-hours", b);
		if (ret && b->mode == BELFRY_QUARTERS)
			free_irq(b->hour_irq, b);
		break;
	}

	return ret;
}

int belfry_breaks_ok(struct belfry *b)
{
	int ret = 0;

	switch (b->mode) {
	case BELFRY_QUARTERS:
		ret = request_irq(b->hour_irq, belfry_rung, IRQF_SHARED,
				  "belfry-quarters", b);
		break;
	case BELFRY_HOURS:
		ret = request_irq(b->hour_irq, belfry_rung, IRQF_SHARED,
				  "belfry-hours", b);
		break;
	}

	return ret;
}

/* Requested again only after it was given back. */
int belfry_rewound_ok(struct belfry *b)
{
	int ret;

	ret = request_irq(b->hour_irq, belfry_rung, 0, "belfry", b);
	if (ret)
		return ret;

	free_irq(b->hour_irq, b);
	ret = belfry_wind(b);
	if (ret)
		return ret;

	return request_irq(b->hour_irq, belfry_rung, 0, "belfry", b);
}
