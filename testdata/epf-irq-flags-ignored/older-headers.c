// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* headers: include-old */
/*
 * Where the doorbell has no irq_flags, no bar and no offset, no rule speaks of
 * them. Where it has no type, each is an MSI with a line of its own.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct cowbell {
	struct pci_epf *epf;
	enum pci_barno bar;
	unsigned int count;
	u32 *db_data;
};

static irqreturn_t cowbell_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

int cowbell_no_flags_ok(struct cowbell *c)
{
	struct pci_epf_doorbell_msg *db;
	dma_addr_t base;
	size_t off;
	u64 addr;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, 1);
	if (ret)
		return ret;

	db = c->epf->db_msg;
	ret = request_irq(db->virq, cowbell_rung, 0, "cowbell", c);
	if (ret)
		goto err_doorbell;

	addr = (u64)db->msg.address_hi << 32 | db->msg.address_lo;
	ret = pci_epf_align_inbound_addr(c->epf, c->bar, addr, &base, &off);
	if (ret)
		goto err_irq;

	c->db_data[0] = db->msg.data;
	return 0;

err_irq:
	free_irq(db->virq, c);
err_doorbell:
	pci_epf_free_doorbell(c->epf);
	return ret;
}

int cowbell_own_lines_ok(struct cowbell *c)
{
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(c->epf, c->count);
	if (ret)
		return ret;

	for (i = 0; i < c->count; i++) {
		ret = request_irq(c->epf->db_msg[i].virq, cowbell_rung, 0,
				  "cowbell", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(c->epf->db_msg[i].virq, c);
	pci_epf_free_doorbell(c->epf);
	return ret;
}
