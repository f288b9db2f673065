// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A label that the good cases come to is no way out for an error. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct gong {
	struct pci_epf *epf;
	enum pci_barno bar;
	unsigned int count;
	bool rung_by_irq;
	u32 *offsets;
};

static irqreturn_t gong_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int gong_map(struct gong *g)
{
	return g->epf->db_msg->bar == NO_BAR ? 0 : -EINVAL;
}

/* finds: epf-bar-unmatched */
int gong_first_compared_bad(struct gong *g)
{
	struct pci_epf *epf = g->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, g->count);
	if (ret)
		return ret;

	if (epf->db_msg[0].bar != NO_BAR && epf->db_msg[0].bar != g->bar) {
		ret = -EINVAL;
		goto err_doorbell;
	}

	ret = request_irq(epf->db_msg[0].virq, gong_rung,
			  epf->db_msg[0].irq_flags | IRQF_SHARED, "gong", g);
	if (ret)
		goto err_doorbell;

	for (i = 1; i < g->count; i++) {
		if (epf->db_msg[i].virq == epf->db_msg[0].virq)
			continue;
		ret = -EBUSY;
		goto err_irq;
	}

	if (epf->db_msg[0].bar != NO_BAR) {
		for (i = 0; i < g->count; i++) {
			if (epf->db_msg[i].bar != g->bar) {
				ret = -EINVAL;
				goto err_irq;
			}
			g->offsets[i] = epf->db_msg[i].offset;
		}
		goto out;
	}

	ret = gong_map(g);
	if (ret)
		goto err_irq;

out:
	g->rung_by_irq = true;
	return 0;

err_irq:
	free_irq(epf->db_msg[0].virq, g);
err_doorbell:
	pci_epf_free_doorbell(epf);
	return ret;
}
