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
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 2);
	if (ret)
		return ret;

	for (i = 1; i < 2; i++) {
		if (c->epf->db_msg[i].bar != c->epf->db_msg[0].bar) {
			pci_epf_free_doorbell(c->epf);
			return -EINVAL;
		}
	}

	db = c->epf->db_msg;
	if (db[0].bar == NO_BAR || db[1].bar == NO_BAR) {
		pci_epf_free_doorbell(c->epf);
		return -EINVAL;
	}
	c->bar = db[0].bar;
	c->offset = db[0].offset;
	c->second = db[1].offset;
	return 0;
}
