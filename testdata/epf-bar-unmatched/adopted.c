// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The driver takes the BAR that a doorbell is in for its own. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct chime {
	struct pci_epf *epf;
	enum pci_barno bar;
	unsigned int offset;
	unsigned int second;
};

int chime_pick(struct chime *c);
int chime_map(struct chime *c, enum pci_barno bar);

int chime_adopts_ok(struct chime *c)
{
	struct pci_epf_doorbell_msg *db;
	enum pci_barno bar;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 1);
	if (ret)
		return ret;

	db = &c->epf->db_msg[0];
	bar = db->bar;
	if (bar == NO_BAR)
		bar = chime_pick(c);
	c->bar = bar;
	if (db->bar != NO_BAR) {
		c->offset = db->offset;
		return 0;
	}

	ret = chime_map(c, bar);
	if (ret)
		pci_epf_free_doorbell(c->epf);
	return ret;
}

int chime_adopts_either_ok(struct chime *c)
{
	struct pci_epf_doorbell_msg *db;
	enum pci_barno bar = NO_BAR;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 1);
	if (ret)
		return ret;

	db = &c->epf->db_msg[0];
	if (db->bar == NO_BAR)
		bar = chime_pick(c);
	c->bar = db->bar == NO_BAR ? bar : db->bar;
	if (db->bar != NO_BAR) {
		c->offset = db->offset;
		return 0;
	}

	ret = chime_map(c, bar);
	if (ret)
		pci_epf_free_doorbell(c->epf);
	return ret;
}

/* The first doorbell's BAR is taken, the second's is not asked. */
/* finds: epf-bar-unmatched */
int chime_second_bad(struct chime *c)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 2);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	if (db[0].bar == NO_BAR || db[1].bar == NO_BAR) {
		pci_epf_free_doorbell(c->epf);
		return -EINVAL;
	}
	c->bar = db[0].bar;
	c->offset = db[0].offset;
	c->second = db[1].offset;
	//! epf-bar-unmatched: doorbell 'db_msg[1]' is used without comparing its bar with the BAR it is to appear in
	//!   -6 assuming 'db[0].bar == NO_BAR' is false
	//!   -6 assuming 'db[1].bar == NO_BAR' is false
	//!   +0 assuming db_msg[1].bar is another BAR
	//!   fix: refuse doorbells that are not all in one BAR
	return 0;
}
