// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A doorbell that the platform has exposed is reachable as it is. Programming
 * a mapping of one's own for it takes the BAR away from the platform.
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

static u64 dock_address(const struct pci_epf_doorbell_msg *db)
{
	return (u64)db->msg.address_hi << 32 | db->msg.address_lo;
}

static int dock_set_bar(struct dock *d, enum pci_barno bar)
{
	struct pci_epf *epf = d->epf;

	return pci_epc_set_bar(epf->epc, epf->func_no, epf->vfunc_no,
			       &epf->bar[bar]);
}

static int dock_map_one(struct dock *d)
{
	const struct pci_epf_doorbell_msg *db = d->epf->db_msg;
	dma_addr_t base;
	size_t off;
	int ret;

	ret = pci_epf_align_inbound_addr(d->epf, d->bar, dock_address(db),
					 &base, &off);
	if (ret)
		return ret;

	ret = pci_epf_assign_bar_space(d->epf, off + sizeof(u32), d->bar,
				       d->features, PRIMARY_INTERFACE, base);
	if (ret)
		return ret;

	ret = dock_set_bar(d, d->bar);
	if (ret)
		return ret;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = off;
	return 0;
}

/* The BAR is looked at, and then mapped all the same. */
/* finds: epf-bar-remapped */
int dock_always_maps_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar != NO_BAR && db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	ret = pci_epf_assign_bar_space(d->epf, 64, d->bar, d->features,
	//! epf-bar-remapped: pci_epf_assign_bar_space() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   -9 assuming 'db->bar != NO_BAR' is true
	//!   -9 assuming 'db->bar != d->bar' is false
	//!   +2 calling dock_address()
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: map only what no BAR exposes
				       PRIMARY_INTERFACE,
				       dock_address(db));
	if (ret)
		goto err_lines;

	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

int dock_maps_if_needed_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar != NO_BAR && db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	if (db->bar == NO_BAR) {
		ret = dock_map_one(d);
		if (ret)
			goto err_lines;
	} else {
		d->regs->db_data[0] = db->msg.data;
		d->regs->db_offset[0] = db->offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Neither compared nor left alone, as drivers were before BARs were exposed. */
/* finds: epf-bar-unmatched, epf-bar-remapped */
int dock_knows_nothing_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	ret = pci_epf_assign_bar_space(d->epf, 64, d->bar, d->features,
	//! epf-bar-remapped: pci_epf_assign_bar_space() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   +2 calling dock_address()
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: refuse doorbells that a BAR exposes already
				       PRIMARY_INTERFACE,
				       dock_address(db));
	if (ret)
		goto err_lines;

	d->regs->db_data[0] = db->msg.data;
	//! epf-bar-unmatched: doorbell 'db_msg[0]' is used without comparing its bar with the BAR it is to appear in
	//!   +0 assuming db_msg[0].bar is another BAR
	//!   fix: refuse doorbells that a BAR exposes already
	d->regs->db_offset[0] = 0;
	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* No goto behind the exposed case: it runs into the other one. */
/* finds: epf-bar-remapped */
int dock_runs_into_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	if (db->bar != NO_BAR) {
		if (db->bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		d->regs->db_data[0] = db->msg.data;
		d->regs->db_offset[0] = db->offset;
	}

	ret = pci_epc_set_bar(d->epf->epc, d->epf->func_no, d->epf->vfunc_no,
	//! epf-bar-remapped: pci_epc_set_bar() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   -9 assuming 'db->bar != NO_BAR' is true
	//!   -8 assuming 'db->bar != d->bar' is false
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: map only what no BAR exposes
			      &d->epf->bar[d->bar]);
	if (ret)
		goto err_lines;

	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

int dock_goes_round_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	db = d->epf->db_msg;
	if (db->bar != NO_BAR) {
		if (db->bar != d->bar) {
			ret = -EINVAL;
			goto err_lines;
		}
		d->regs->db_data[0] = db->msg.data;
		d->regs->db_offset[0] = db->offset;
		goto out;
	}

	ret = dock_map_one(d);
	if (ret)
		goto err_lines;

out:
	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Whether a doorbell is exposed is not a matter of its type. */
/* finds: epf-bar-remapped */
int dock_maps_by_type_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	if (db->bar != NO_BAR && db->bar != d->bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	if (db->type == PCI_EPF_DOORBELL_MSI || db->bar == NO_BAR) {
		ret = pci_epf_assign_bar_space(d->epf, 64, d->bar, d->features,
		//! epf-bar-remapped: pci_epf_assign_bar_space() maps doorbell 'db_msg[0]' although a BAR may already expose it
		//!   -10 assuming 'db->bar != NO_BAR' is true
		//!   -10 assuming 'db->bar != d->bar' is false
		//!   -1 assuming 'db->type == PCI_EPF_DOORBELL_MSI' is true
		//!   +2 calling dock_address()
		//!   +0 assuming db_msg[0].bar is not NO_BAR
		//!   fix: ask for its BAR instead of its type
					       PRIMARY_INTERFACE,
					       dock_address(db));
		if (ret)
			goto err_lines;
	} else {
		d->regs->db_data[0] = db->msg.data;
		d->regs->db_offset[0] = db->offset;
	}

	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Memory of one's own in the platform's BAR is no better. */
/* finds: epf-bar-remapped */
int dock_own_memory_bad(struct dock *d)
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

	d->mem = pci_epf_alloc_space(d->epf, 64, d->bar, d->features,
	//! epf-bar-remapped: pci_epf_alloc_space() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   -9 assuming 'db->bar == NO_BAR' is false
	//!   -9 assuming 'db->bar != d->bar' is false
	//!   -4 calling dock_request_lines()
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: map only what no BAR exposes
				     PRIMARY_INTERFACE);
	if (!d->mem) {
		ret = -ENOMEM;
		goto err_lines;
	}

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Another BAR, for something else, may well be programmed. */
int dock_other_bar_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	if (d->bar == BAR_0)
		return -EINVAL;

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

	ret = dock_set_bar(d, BAR_0);
	if (ret)
		goto err_lines;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = db->offset;
	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* Aligning programs nothing yet, but is for mappings only. */
/* finds: epf-bar-remapped */
int dock_aligns_exposed_bad(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	dma_addr_t base;
	size_t off;
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

	ret = pci_epf_align_inbound_addr(d->epf, d->bar, dock_address(db),
	//! epf-bar-remapped: pci_epf_align_inbound_addr() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   -9 assuming 'db->bar == NO_BAR' is false
	//!   -9 assuming 'db->bar != d->bar' is false
	//!   +0 calling dock_address()
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: map only what no BAR exposes
					 &base, &off);
	if (ret)
		goto err_lines;

	d->regs->db_data[0] = db->msg.data;
	d->regs->db_offset[0] = off;
	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* A doorbell that is exposed is refused: there is nothing left to remap. */
int dock_refuses_exposed_ok(struct dock *d)
{
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	if (d->epf->db_msg->bar != NO_BAR) {
		ret = -EOPNOTSUPP;
		goto err_doorbells;
	}

	ret = dock_request_lines(d);
	if (ret)
		goto err_doorbells;

	ret = dock_map_one(d);
	if (ret)
		goto err_lines;

	return 0;

err_lines:
	dock_free_lines(d, 1);
err_doorbells:
	pci_epf_free_doorbell(d->epf);
	return ret;
}

/* The choice is made once and remembered. */
int dock_remembers_ok(struct dock *d)
{
	struct pci_epf_doorbell_msg *db;
	bool exposed;
	int ret;

	d->count = 1;
	ret = pci_epf_alloc_doorbell(d->epf, 1);
	if (ret)
		return ret;

	db = d->epf->db_msg;
	exposed = db->bar != NO_BAR;
	if (exposed && db->bar != d->bar) {
		pci_epf_free_doorbell(d->epf);
		return -EINVAL;
	}

	ret = dock_request_lines(d);
	if (!ret && !exposed) {
		ret = dock_map_one(d);
		if (ret)
			dock_free_lines(d, 1);
	}
	if (ret) {
		pci_epf_free_doorbell(d->epf);
		return ret;
	}

	if (exposed) {
		d->regs->db_data[0] = db->msg.data;
		d->regs->db_offset[0] = db->offset;
	}

	return 0;
}
