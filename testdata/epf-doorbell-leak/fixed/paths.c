// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Doorbells that were allocated and are not freed on some path. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
#include <linux/slab.h>

struct lodge {
	struct pci_epf *epf;
	enum pci_barno bar;
	u32 *slots;
	u32 *db_data;
	u32 *db_offset;
};

int lodge_open(struct lodge *l);

static irqreturn_t lodge_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-doorbell-leak */
int lodge_request_fails_bad(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (ret) {
		pci_epf_free_doorbell(epf);
		return ret;
	}

	return 0;
}

int lodge_request_fails_ok(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (ret) {
		pci_epf_free_doorbell(epf);
		return ret;
	}

	return 0;
}

/* finds: epf-doorbell-leak */
int lodge_other_bar_bad(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	if (epf->db_msg->bar == NO_BAR || epf->db_msg->bar != l->bar) {
		ret = -EINVAL;
		goto err_doorbell;
	}

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (ret)
		goto err_doorbell;

	l->db_data[0] = epf->db_msg->msg.data;
	l->db_offset[0] = epf->db_msg->offset;
	return 0;

err_doorbell:
	pci_epf_free_doorbell(epf);
	return ret;
}

int lodge_other_bar_ok(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	if (epf->db_msg->bar == NO_BAR || epf->db_msg->bar != l->bar) {
		ret = -EINVAL;
		goto err_doorbell;
	}

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (ret)
		goto err_doorbell;

	l->db_data[0] = epf->db_msg->msg.data;
	l->db_offset[0] = epf->db_msg->offset;
	return 0;

err_doorbell:
	pci_epf_free_doorbell(epf);
	return ret;
}

/* finds: epf-doorbell-leak */
int lodge_label_too_low_bad(struct lodge *l)
{
	int ret;

	l->slots = kcalloc(4, sizeof(*l->slots), GFP_KERNEL);
	if (!l->slots)
		return -ENOMEM;

	ret = pci_epf_alloc_doorbell(l->epf, 1);
	if (ret)
		goto err_slots;

	ret = lodge_open(l);
	if (ret)
		goto err_free_doorbell;

	return 0;

err_free_doorbell:
	pci_epf_free_doorbell(l->epf);
err_slots:
	kfree(l->slots);
	return ret;
}

int lodge_label_too_low_ok(struct lodge *l)
{
	int ret;

	l->slots = kcalloc(4, sizeof(*l->slots), GFP_KERNEL);
	if (!l->slots)
		return -ENOMEM;

	ret = pci_epf_alloc_doorbell(l->epf, 1);
	if (ret)
		goto err_slots;

	ret = lodge_open(l);
	if (ret)
		goto err_doorbell;

	return 0;

err_doorbell:
	pci_epf_free_doorbell(l->epf);
err_slots:
	kfree(l->slots);
	return ret;
}

/* The line is given back, its doorbell is not. */
/* finds: epf-doorbell-leak */
int lodge_line_only_bad(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (ret)
		goto err_doorbell;

	ret = lodge_open(l);
	if (ret) {
		free_irq(epf->db_msg->virq, l);
		goto err_doorbell;
	}

	return 0;

err_doorbell:
	pci_epf_free_doorbell(epf);
	return ret;
}

int lodge_line_and_doorbell_ok(struct lodge *l)
{
	struct pci_epf *epf = l->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, lodge_rung,
			  epf->db_msg->irq_flags, "lodge", l);
	if (!ret) {
		ret = lodge_open(l);
		if (ret)
			free_irq(epf->db_msg->virq, l);
	}
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

/* Nothing was allocated, so there is nothing to free. */
int lodge_falls_back_ok(struct lodge *l)
{
	if (pci_epf_alloc_doorbell(l->epf, 1))
		return lodge_open(l);

	pci_epf_free_doorbell(l->epf);
	return 0;
}
