// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A doorbell that the platform has exposed lies in a BAR of the platform's
 * choice. The driver may use it if that is the BAR it wants: for every entry.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define DOCK_BERTHS 8

struct dock_regs {
	u32 db_data[DOCK_BERTHS];
	u32 db_offset[DOCK_BERTHS];
};

struct dock {
	struct pci_epf *epf;
	const struct pci_epc_features *features;
	enum pci_barno bar;
	unsigned int count;
	struct dock_regs *regs;
	void *mem;
};

static irqreturn_t dock_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool dock_seen(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

/* Frees the lines of the first few doorbells, each line once. */
static void dock_free_lines(struct dock *d, unsigned int count)
{
	const struct pci_epf_doorbell_msg *db = d->epf->db_msg;

	while (count--)
		if (!dock_seen(db, count))
			free_irq(db[count].virq, d);
}

static int dock_request_lines(struct dock *d)
{
	const struct pci_epf_doorbell_msg *db = d->epf->db_msg;
	unsigned int i;
	int ret;

	for (i = 0; i < d->count; i++) {
		if (dock_seen(db, i))
			continue;
		ret = request_irq(db[i].virq, dock_rung, db[i].irq_flags,
				  "dock", d);
		if (ret) {
			dock_free_lines(d, i);
			return ret;
		}
	}

	return 0;
}

/* Maps the doorbells itself: for those that nobody has exposed. */
static int dock_map(struct dock *d)
{
	const struct pci_epf_doorbell_msg *db = d->epf->db_msg;
	struct pci_epf *epf = d->epf;
	dma_addr_t base;
	unsigned int i;
	size_t off;
	int ret;

	for (i = 0; i < d->count; i++) {
		u64 addr = db[i].msg.address_hi;

		addr = addr << 32 | db[i].msg.address_lo;
		ret = pci_epf_align_inbound_addr(epf, d->bar, addr, &base,
						 &off);
		if (ret)
			return ret;
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = off;
	}

	return pci_epc_set_bar(epf->epc, epf->func_no, epf->vfunc_no,
			       &epf->bar[d->bar]);
}

/* finds: epf-bar-unmatched */
int dock_never_compared_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	for (i = 0; i < d->count; i++) {
		if (d->epf->db_msg[i].bar != NO_BAR &&
		    d->epf->db_msg[i].bar != d->bar) {
			pci_epf_free_doorbell(d->epf);
			return -EINVAL;
		}
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	for (i = 0; i < d->count; i++) {
		if (db[i].bar == NO_BAR) {
			ret = -EOPNOTSUPP;
			goto err_lines;
		}
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, d->count);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

int dock_each_compared_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	for (i = 0; i < d->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, d->count);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* finds: epf-bar-unmatched */
int dock_first_compared_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	if (!d->count)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	for (i = 0; i < d->count; i++) {
		if (d->epf->db_msg[i].bar != NO_BAR &&
		    d->epf->db_msg[i].bar != d->bar) {
			pci_epf_free_doorbell(d->epf);
			return -EINVAL;
		}
	}

	db = d->epf->db_msg;
	if (db->bar == NO_BAR || db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	for (i = 0; i < d->count; i++) {
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* With one doorbell the first one is every one. */
int dock_only_one_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar == NO_BAR || db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* The first one is the one left out. */
/* finds: epf-bar-unmatched */
int dock_others_compared_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	for (i = 0; i < d->count; i++) {
		if (d->epf->db_msg[i].bar != NO_BAR &&
		    d->epf->db_msg[i].bar != d->bar) {
			pci_epf_free_doorbell(d->epf);
			return -EINVAL;
		}
	}

	db = d->epf->db_msg;
	for (i = 1; i < d->count; i++) {
		if (db[i].bar != d->bar) {
			ret = -EINVAL;
			goto err_doorbells;
		}
	}

	if (d->count && db->bar == NO_BAR) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	for (i = 0; i < d->count; i++) {
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Says so, and goes on. */
/* finds: epf-bar-unmatched */
int dock_only_warns_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	if (d->epf->db_msg[0].bar != NO_BAR &&
	    d->epf->db_msg[0].bar != d->bar) {
		pci_epf_free_doorbell(d->epf);
		return -EINVAL;
	}

	db = d->epf->db_msg;
	if (db->bar == NO_BAR) {
		ret = -EOPNOTSUPP;
		goto err_doorbells;
	}
	if (db->bar != d->bar)
		dev_warn(&d->epf->dev, "doorbell in BAR %d\n", db->bar);

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

int dock_warns_and_fails_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar != d->bar || db->bar <= NO_BAR) {
		dev_warn(&d->epf->dev, "doorbell in BAR %d\n", db->bar);
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* All in one BAR, but which? */
/* finds: epf-bar-unmatched */
int dock_all_alike_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	for (i = 0; i < d->count; i++) {
		if (d->epf->db_msg[i].bar != NO_BAR &&
		    d->epf->db_msg[i].bar != d->bar) {
			pci_epf_free_doorbell(d->epf);
			return -EINVAL;
		}
	}

	db = d->epf->db_msg;
	for (i = 0; i < d->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != db[0].bar) {
			ret = -EINVAL;
			goto err_doorbells;
		}
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	for (i = 0; i < d->count; i++) {
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* All in one BAR, and that is the one. */
int dock_all_alike_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	for (i = 0; i < d->count; i++) {
		if (db[i].bar == NO_BAR || db[i].bar != db[0].bar ||
		    db[0].bar != d->bar) {
			ret = -EINVAL;
			goto err_doorbells;
		}
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	for (i = 0; i < d->count; i++) {
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Not exposed means no offset, but it is read in that case too. */
/* finds: epf-bar-unmatched */
int dock_offset_of_nothing_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Exposed or not, each in its way. */
int dock_both_ways_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	if (!d->count)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	if (db->bar == NO_BAR) {
		ret = dock_map(d);
		if (ret)
			goto err_lines;
		return 0;
	}

	for (i = 0; i < d->count; i++) {
		if (db[i].bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, d->count);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* finds: epf-bar-unmatched */
int dock_both_ways_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	if (!d->count)
		return -EINVAL;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	if (db->bar == NO_BAR) {
		ret = dock_map(d);
		if (ret)
			goto err_lines;
		return 0;
	}

	for (i = 0; i < d->count; i++) {
		if (db[i].bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		if (!i && db[i].bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		d->regs->db_data[i] = db[i].msg.data;
		d->regs->db_offset[i] = db[i].offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, d->count);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

static bool dock_usable(const struct dock *d)
{
	const struct pci_epf_doorbell_msg *db = d->epf->db_msg;
	unsigned int i = d->count;

	while (i--)
		if (db[i].bar == NO_BAR || db[i].bar != d->bar)
			return false;
	return true;
}

int dock_helper_compares_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(d->epf, d->count);
	if (ret)
		return ret;

	ret = dock_usable(d) ? dock_request_lines(d) : -EINVAL;
	if (ret) {
		pci_epf_free_doorbell(d->epf);
		return ret;
	}

	for (i = 0, db = d->epf->db_msg; i < d->count; i++, db++) {
		d->regs->db_data[i] = db->msg.data;
		d->regs->db_offset[i] = db->offset;
	}

	return 0;
}
