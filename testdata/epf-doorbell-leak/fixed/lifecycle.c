// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Doorbells that live from bind to unbind, or should. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct inn {
	struct pci_epf *epf;
	bool irq_driven;
	unsigned long polls;
};

static irqreturn_t inn_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int forgets_bind(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

/* finds: epf-doorbell-leak */
static void forgets_unbind_bad(struct pci_epf *epf)
{
	free_irq(epf->db_msg->virq, epf_get_drvdata(epf));
	pci_epf_free_doorbell(epf);
}

const struct pci_epf_ops forgets_ops = {
	.bind = forgets_bind,
	.unbind = forgets_unbind_bad,
};

static int remembers_bind_ok(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

static void remembers_unbind_ok(struct pci_epf *epf)
{
	free_irq(epf->db_msg->virq, epf_get_drvdata(epf));
	pci_epf_free_doorbell(epf);
}

const struct pci_epf_ops remembers_ops = {
	.bind = remembers_bind_ok,
	.unbind = remembers_unbind_ok,
};

/* Polls when the line is refused, and forgets the doorbell. */
/* finds: epf-doorbell-leak */
static int polls_epc_init_bad(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	inn->irq_driven = false;
	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return 0;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	if (ret) {
		inn->polls = 1;
		pci_epf_free_doorbell(epf);
		return 0;
	}

	inn->irq_driven = true;
	return 0;
}

static void polls_epc_deinit(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);

	if (!inn->irq_driven)
		return;

	free_irq(epf->db_msg->virq, inn);
	pci_epf_free_doorbell(epf);
	inn->irq_driven = false;
}

const struct pci_epc_event_ops polls_event_ops = {
	.epc_init = polls_epc_init_bad,
	.epc_deinit = polls_epc_deinit,
};

static int polls_epc_init_ok(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	inn->irq_driven = false;
	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return 0;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	if (ret) {
		pci_epf_free_doorbell(epf);
		inn->polls = 1;
		return 0;
	}

	inn->irq_driven = true;
	return 0;
}

static void polls_epc_deinit_ok(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);

	if (!inn->irq_driven)
		return;

	free_irq(epf->db_msg->virq, inn);
	pci_epf_free_doorbell(epf);
	inn->irq_driven = false;
}

const struct pci_epc_event_ops polls_ok_event_ops = {
	.epc_init = polls_epc_init_ok,
	.epc_deinit = polls_epc_deinit_ok,
};

/* Without the line, the doorbell is left behind. */
static int half_bind(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	inn->irq_driven = !ret;
	return 0;
}

/* finds: epf-doorbell-leak */
static void half_unbind_bad(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);

	if (inn->irq_driven)
		free_irq(epf->db_msg->virq, inn);
	pci_epf_free_doorbell(epf);
}

const struct pci_epf_ops half_ops = {
	.bind = half_bind,
	.unbind = half_unbind_bad,
};

static int whole_bind_ok(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, inn_rung, epf->db_msg->irq_flags,
			  "inn", inn);
	inn->irq_driven = !ret;
	return 0;
}

static void whole_unbind_ok(struct pci_epf *epf)
{
	struct inn *inn = epf_get_drvdata(epf);

	if (inn->irq_driven)
		free_irq(epf->db_msg->virq, inn);
	pci_epf_free_doorbell(epf);
}

const struct pci_epf_ops whole_ops = {
	.bind = whole_bind_ok,
	.unbind = whole_unbind_ok,
};
