// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * How many doorbells there are is settled by a function that requests nothing
 * and is therefore not entered: afterwards the count is any number. That it
 * is tested while lines are held must not end a scenario.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define FERRY_BERTHS 8

struct ferry_regs {
	u32 db_data[FERRY_BERTHS];
	u32 db_offset[FERRY_BERTHS];
};

struct ferry {
	struct pci_epf *epf;
	enum pci_barno bar;
	u32 count;
	bool rings;
	struct ferry_regs *regs;
};

static irqreturn_t ferry_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/*
 * The controller says what kind of interrupt there is, and how many can ring.
 * Longer than what is entered for the fields that it writes.
 */
static int ferry_settle(struct ferry *f)
{
	struct pci_epf *epf = f->epf;
	const struct pci_epc_features *features;
	u32 count;
	int ret;

	features = pci_epc_get_features(epf->epc, epf->func_no, epf->vfunc_no);
	if (!(features->msi_capable || features->msix_capable)) {
		dev_err(&epf->dev, "no doorbells without MSI or MSI-X\n");
		return -EINVAL;
	}

	count = f->count;
	if (count > FERRY_BERTHS) {
		dev_err(&epf->dev, "no more than %d doorbells\n", FERRY_BERTHS);
		return -EINVAL;
	}

	f->count = count;

	if (features->msi_capable) {
		ret = pci_epc_set_msi(epf->epc, epf->func_no, epf->vfunc_no,
				      16);
		if (ret) {
			dev_err(&epf->dev, "no MSI: %d\n", ret);
			return ret;
		}
	}

	return 0;
}

static bool ferry_has_line(struct ferry *f, u32 i)
{
	u32 j;

	for (j = 0; j < i; j++)
		if (f->epf->db_msg[j].virq == f->epf->db_msg[i].virq)
			return true;
	return false;
}

/* One line for embedded doorbells, one each for others: wrong both ways. */
/* finds: epf-irq-duplicate-handler, epf-irq-missing-handler */
static int ferry_ring_by_type_bad(struct ferry *f)
{
	struct pci_epf *epf = f->epf;
	u32 i, req, lines;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, f->count);
	if (ret)
		return ret;

	lines = f->count;
	if (epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED)
		lines = 1;

	for (req = 0; req < lines; req++) {
		ret = request_irq(epf->db_msg[req].virq, ferry_rung,
		//! epf-irq-duplicate-handler: virq 'epf->db_msg[req].virq' is requested again when doorbells share it
		//!   +35 calling ferry_ring_by_type_bad()
		//!   -4 assuming 'epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED' is false
		//!   +0 'epf->db_msg[req].virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  epf->db_msg[req].irq_flags, "ferry", f);
		if (ret)
			goto err_irqs;
	}

	for (i = 0; i < f->count; i++) {
		if (epf->db_msg[i].bar == NO_BAR ||
		    epf->db_msg[i].bar != f->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		f->regs->db_data[i] = epf->db_msg[i].msg.data;
		f->regs->db_offset[i] = epf->db_msg[i].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   +22 calling ferry_ring_by_type_bad()
		//!   -17 assuming 'epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED' is true
		//!   -7 assuming 'i < f->count' is true
		//!   -6 assuming 'epf->db_msg[i].bar == NO_BAR' is false
		//!   -5 assuming 'epf->db_msg[i].bar != f->bar' is false
		//!   -7 assuming 'i < f->count' is true
		//!   -6 assuming 'epf->db_msg[i].bar == NO_BAR' is false
		//!   -5 assuming 'epf->db_msg[i].bar != f->bar' is false
		//!   -7 assuming 'i < f->count' is false
		//!   -13 no irq is requested for db_msg[1] here
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

	f->rings = true;
	return 0;

err_irqs:
	while (req)
		free_irq(epf->db_msg[--req].virq, f);
	pci_epf_free_doorbell(epf);
	return ret;
}

static int ferry_bind_by_type(struct pci_epf *epf)
{
	struct ferry *f = epf_get_drvdata(epf);
	int ret;

	ret = ferry_settle(f);
	if (ret)
		return ret;

	return ferry_ring_by_type_bad(f);
}

static void ferry_unbind_by_type(struct pci_epf *epf)
{
	struct ferry *f = epf_get_drvdata(epf);
	u32 i, lines = f->count;

	if (!f->rings)
		return;

	if (epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED)
		lines = 1;
	for (i = 0; i < lines; i++)
		free_irq(epf->db_msg[i].virq, f);
	pci_epf_free_doorbell(epf);
	f->rings = false;
}

const struct pci_epf_ops ferry_by_type_ops = {
	.bind = ferry_bind_by_type,
	.unbind = ferry_unbind_by_type,
};

static int ferry_ring_each_line_ok(struct ferry *f)
{
	struct pci_epf *epf = f->epf;
	u32 i, req;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, f->count);
	if (ret)
		return ret;

	for (req = 0; req < f->count; req++) {
		if (ferry_has_line(f, req))
			continue;
		ret = request_irq(epf->db_msg[req].virq, ferry_rung,
				  epf->db_msg[req].irq_flags, "ferry", f);
		if (ret)
			goto err_irqs;
	}

	for (i = 0; i < f->count; i++) {
		if (epf->db_msg[i].bar == NO_BAR ||
		    epf->db_msg[i].bar != f->bar) {
			ret = -EINVAL;
			goto err_irqs;
		}
		f->regs->db_data[i] = epf->db_msg[i].msg.data;
		f->regs->db_offset[i] = epf->db_msg[i].offset;
	}

	f->rings = true;
	return 0;

err_irqs:
	while (req--)
		if (!ferry_has_line(f, req))
			free_irq(epf->db_msg[req].virq, f);
	pci_epf_free_doorbell(epf);
	return ret;
}

static int ferry_bind_each_line_ok(struct pci_epf *epf)
{
	struct ferry *f = epf_get_drvdata(epf);
	int ret;

	ret = ferry_settle(f);
	if (ret)
		return ret;

	return ferry_ring_each_line_ok(f);
}

static void ferry_unbind_each_line_ok(struct pci_epf *epf)
{
	struct ferry *f = epf_get_drvdata(epf);
	u32 i;

	if (!f->rings)
		return;

	for (i = 0; i < f->count; i++)
		if (!ferry_has_line(f, i))
			free_irq(epf->db_msg[i].virq, f);
	pci_epf_free_doorbell(epf);
	f->rings = false;
}

const struct pci_epf_ops ferry_each_line_ops = {
	.bind = ferry_bind_each_line_ok,
	.unbind = ferry_unbind_each_line_ok,
};
