// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Where there are no doorbells the driver polls, and remembers that it does. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct gong {
	bool polls;
	bool warm;
};

int gong_warm(struct pci_epf *epf);
void gong_look(struct pci_epf *epf);
struct gong *gong_of(struct pci_epf *epf);

static irqreturn_t gong_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int gong_listen(struct pci_epf *epf)
{
	int ret = pci_epf_alloc_doorbell(epf, 1);

	if (ret)
		return ret;

	ret = request_irq(epf->db_msg[0].virq, gong_rung,
			  epf->db_msg[0].irq_flags, "gong", epf);
	if (ret)
		pci_epf_free_doorbell(epf);
	return ret;
}

static int gong_poll(struct pci_epf *epf)
{
	gong_of(epf)->polls = true;
	return gong_warm(epf);
}

static int gong_bind(struct pci_epf *epf)
{
	int ret = gong_listen(epf);

	if (ret)
		return gong_poll(epf);
	gong_of(epf)->polls = false;
	return 0;
}

/* doubts: epf-doorbell-leak, epf-doorbell-use-after-free, epf-irq-leak */
static void gong_unbind_unsure(struct pci_epf *epf)
{
	if (gong_of(epf)->polls) {
		gong_look(epf);
		return;
	}

	free_irq(epf->db_msg[0].virq, epf);
	//! doubt: epf-doorbell-use-after-free: 'epf->db_msg[0].virq' is used after pci_epf_free_doorbell()
	pci_epf_free_doorbell(epf);
}
//! doubt: epf-doorbell-leak: doorbells of 'epf' are still allocated when gong_unbind_unsure() returns
//! doubt: epf-irq-leak: irq 'epf->db_msg[0].virq' is still requested when gong_unbind_unsure() returns

const struct pci_epf_ops gong_ops = {
	.bind = gong_bind,
	.unbind = gong_unbind_unsure,
};
//! not judged: 2 a condition that is not decided leads past the free
//! not judged: 1 a condition that is not decided leads to the use
