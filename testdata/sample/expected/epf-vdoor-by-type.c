// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A PCI endpoint function with doorbells: the host rings one by a write, and
 * an interrupt on this side, or else a poll of memory, notices it.
 *
 * This version decides by the type of the first doorbell whether all of them
 * share an interrupt.
 */

#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epc.h>
#include <linux/pci-epf.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#define VDOOR_MAX_DOORBELLS	16
#define VDOOR_POLL_MS		5

/* What the host reads: where to write what, to ring doorbell n. */
struct vdoor_regs {
	u32 db_count;
	u32 db_data[VDOOR_MAX_DOORBELLS];
	u32 db_offset[VDOOR_MAX_DOORBELLS];
};

struct vdoor {
	struct pci_epf *epf;
	const struct pci_epc_features *features;
	struct vdoor_regs *regs;
	enum pci_barno regs_bar;
	enum pci_barno db_bar;
	unsigned int db_count;
	bool irq_driven;
	bool db_mapped;

	/* Used only when the doorbells are polled. */
	u32 *db_mem;
	struct delayed_work poll;
	unsigned long rings;
};

static struct pci_epf_header vdoor_header = {
	.vendorid = 0x1de5,
	.deviceid = 0x0d0b,
	.baseclass_code = 0x06,
};

static irqreturn_t vdoor_rung(int irq, void *data)
{
	struct vdoor *vd = data;

	vd->rings++;
	return IRQ_HANDLED;
}

static void vdoor_poll(struct work_struct *work)
{
	struct vdoor *vd = container_of(work, struct vdoor, poll.work);
	unsigned int i;

	for (i = 0; i < vd->db_count; i++) {
		if (!READ_ONCE(vd->db_mem[i]))
			continue;
		WRITE_ONCE(vd->db_mem[i], 0);
		vd->rings++;
	}

	schedule_delayed_work(&vd->poll, msecs_to_jiffies(VDOOR_POLL_MS));
}

static int vdoor_set_bar(struct vdoor *vd, enum pci_barno bar)
{
	struct pci_epf *epf = vd->epf;

	return pci_epc_set_bar(epf->epc, epf->func_no, epf->vfunc_no,
			       &epf->bar[bar]);
}

static void vdoor_clear_bar(struct vdoor *vd, enum pci_barno bar)
{
	struct pci_epf *epf = vd->epf;

	pci_epc_clear_bar(epf->epc, epf->func_no, epf->vfunc_no,
			  &epf->bar[bar]);
}

static u64 vdoor_address(const struct msi_msg *msg)
{
	return (u64)msg->address_hi << 32 | msg->address_lo;
}

/* Puts one window over the addresses of all doorbells, and publishes them. */
static int vdoor_map_doorbells(struct vdoor *vd, enum pci_barno bar)
{
	u64 lowest = ~0ULL, highest = 0;
	struct pci_epf *epf = vd->epf;
	dma_addr_t window;
	unsigned int i;
	size_t skew;
	int ret;

	for (i = 0; i < vd->db_count; i++) {
		u64 addr = vdoor_address(&epf->db_msg[i].msg);

		lowest = min(lowest, addr);
		highest = max(highest, addr);
	}

	ret = pci_epf_align_inbound_addr(epf, bar, lowest, &window, &skew);
	if (ret)
		return ret;

	ret = pci_epf_assign_bar_space(epf, highest - window + sizeof(u32), bar,
				       vd->features, PRIMARY_INTERFACE, window);
	if (ret)
		return ret;

	ret = vdoor_set_bar(vd, bar);
	if (ret)
		return ret;

	for (i = 0; i < vd->db_count; i++) {
		struct msi_msg *msg = &epf->db_msg[i].msg;

		vd->regs->db_data[i] = msg->data;
		vd->regs->db_offset[i] = vdoor_address(msg) - window;
	}

	vd->db_mapped = true;
	return 0;
}

/* finds: epf-irq-duplicate-handler, epf-irq-missing-handler */
static int vdoor_init_irq_doorbells(struct vdoor *vd, enum pci_barno bar)
{
	struct pci_epf *epf = vd->epf;
	unsigned int i, req, lines;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, vd->db_count);
	if (ret)
		return ret;

	if (epf->db_msg[0].bar != NO_BAR && epf->db_msg[0].bar != bar) {
		ret = -EINVAL;
		goto err_doorbells;
	}

	/* Embedded doorbells all ring the one line of their controller. */
	lines = vd->db_count;
	if (epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED)
		lines = 1;

	for (req = 0; req < lines; req++) {
		ret = request_irq(epf->db_msg[req].virq, vdoor_rung,
		//! epf-irq-duplicate-handler: virq 'epf->db_msg[req].virq' is requested again when doorbells share it
		//!   +164 calling vdoor_init_doorbells()
		//!   +98 calling vdoor_init_irq_doorbells()
		//!   -11 assuming 'epf->db_msg[0].bar != NO_BAR' is false
		//!   -4 assuming 'epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED' is false
		//!   +0 'epf->db_msg[req].virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  epf->db_msg[req].irq_flags, "epf-vdoor", vd);
		if (ret) {
			dev_err(&epf->dev, "doorbell %u has no interrupt: %d\n",
				req, ret);
			goto err_irqs;
		}
	}

	if (epf->db_msg[0].bar == NO_BAR) {
		ret = vdoor_map_doorbells(vd, bar);
		if (ret)
			goto err_irqs;
		goto done;
	}

	for (i = 0; i < vd->db_count; i++) {
		if (epf->db_msg[i].bar != bar) {
			ret = -EINVAL;
			goto err_irqs;
		}

		vd->regs->db_data[i] = epf->db_msg[i].msg.data;
		vd->regs->db_offset[i] = epf->db_msg[i].offset;
		//! epf-irq-missing-handler: doorbell 'db_msg[1]' is published without a handler for its virq
		//!   +141 calling vdoor_init_doorbells()
		//!   +75 calling vdoor_init_irq_doorbells()
		//!   -34 assuming 'epf->db_msg[0].bar != NO_BAR' is true
		//!   -27 assuming 'epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED' is true
		//!   -7 assuming 'i < vd->db_count' is true
		//!   -7 assuming 'i < vd->db_count' is false
		//!   -23 no irq is requested for db_msg[1] here
		//!   +0 assuming db_msg[1].virq differs from every virq requested
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
	}

done:
	vd->irq_driven = true;
	return 0;

err_irqs:
	while (req)
		free_irq(epf->db_msg[--req].virq, vd);
err_doorbells:
	pci_epf_free_doorbell(epf);
	return ret;
}

static void vdoor_clear_irq_doorbells(struct vdoor *vd)
{
	struct pci_epf *epf = vd->epf;
	unsigned int lines = vd->db_count;
	unsigned int i;

	if (vd->db_mapped)
		vdoor_clear_bar(vd, vd->db_bar);
	vd->db_mapped = false;

	if (epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED)
		lines = 1;

	for (i = 0; i < lines; i++)
		free_irq(epf->db_msg[i].virq, vd);

	pci_epf_free_doorbell(epf);
	vd->irq_driven = false;
}

static int vdoor_init_polled_doorbells(struct vdoor *vd, enum pci_barno bar)
{
	struct pci_epf *epf = vd->epf;
	unsigned int i;
	u32 *mem;
	int ret;

	mem = pci_epf_alloc_space(epf, vd->db_count * sizeof(*mem), bar,
				  vd->features, PRIMARY_INTERFACE);
	if (!mem)
		return -ENOMEM;

	ret = vdoor_set_bar(vd, bar);
	if (ret) {
		pci_epf_free_space(epf, mem, bar, PRIMARY_INTERFACE);
		return ret;
	}

	for (i = 0; i < vd->db_count; i++) {
		vd->regs->db_data[i] = 1;
		vd->regs->db_offset[i] = i * sizeof(*mem);
	}

	vd->db_mem = mem;
	schedule_delayed_work(&vd->poll, msecs_to_jiffies(VDOOR_POLL_MS));
	return 0;
}

static void vdoor_clear_polled_doorbells(struct vdoor *vd)
{
	cancel_delayed_work_sync(&vd->poll);
	vdoor_clear_bar(vd, vd->db_bar);
	pci_epf_free_space(vd->epf, vd->db_mem, vd->db_bar, PRIMARY_INTERFACE);
	vd->db_mem = NULL;
}

static int vdoor_init_doorbells(struct vdoor *vd)
{
	int ret;

	ret = vdoor_init_irq_doorbells(vd, vd->db_bar);
	if (!ret)
		return 0;

	dev_info(&vd->epf->dev, "polling, as interrupts failed: %d\n", ret);
	return vdoor_init_polled_doorbells(vd, vd->db_bar);
}

static void vdoor_clear_doorbells(struct vdoor *vd)
{
	if (vd->irq_driven)
		vdoor_clear_irq_doorbells(vd);
	else
		vdoor_clear_polled_doorbells(vd);
}

static int vdoor_init_regs(struct vdoor *vd)
{
	struct pci_epf *epf = vd->epf;
	int ret;

	vd->regs = pci_epf_alloc_space(epf, sizeof(*vd->regs), vd->regs_bar,
				       vd->features, PRIMARY_INTERFACE);
	if (!vd->regs)
		return -ENOMEM;

	ret = vdoor_set_bar(vd, vd->regs_bar);
	if (ret) {
		pci_epf_free_space(epf, vd->regs, vd->regs_bar,
				   PRIMARY_INTERFACE);
		return ret;
	}

	vd->regs->db_count = vd->db_count;
	return 0;
}

static void vdoor_clear_regs(struct vdoor *vd)
{
	vdoor_clear_bar(vd, vd->regs_bar);
	pci_epf_free_space(vd->epf, vd->regs, vd->regs_bar, PRIMARY_INTERFACE);
}

static int vdoor_bind(struct pci_epf *epf)
{
	struct vdoor *vd = epf_get_drvdata(epf);
	int ret;

	vd->features = pci_epc_get_features(epf->epc, epf->func_no,
					    epf->vfunc_no);
	if (!vd->features)
		return -EOPNOTSUPP;

	vd->db_count = epf->msi_interrupts;
	if (!vd->db_count || vd->db_count > VDOOR_MAX_DOORBELLS)
		return -EINVAL;

	vd->regs_bar = pci_epc_get_first_free_bar(vd->features);
	vd->db_bar = pci_epc_get_next_free_bar(vd->features, vd->regs_bar + 1);
	if (vd->regs_bar < 0 || vd->db_bar < 0)
		return -ENOSPC;

	ret = vdoor_init_regs(vd);
	if (ret)
		return ret;

	ret = vdoor_init_doorbells(vd);
	if (ret)
		goto err_regs;

	ret = pci_epc_write_header(epf->epc, epf->func_no, epf->vfunc_no,
				   epf->header);
	if (ret)
		goto err_doorbells;

	return 0;

err_doorbells:
	vdoor_clear_doorbells(vd);
err_regs:
	vdoor_clear_regs(vd);
	return ret;
}

static void vdoor_unbind(struct pci_epf *epf)
{
	struct vdoor *vd = epf_get_drvdata(epf);

	vdoor_clear_doorbells(vd);
	vdoor_clear_regs(vd);
}

static const struct pci_epf_ops vdoor_ops = {
	.bind = vdoor_bind,
	.unbind = vdoor_unbind,
};

static int vdoor_probe(struct pci_epf *epf, const struct pci_epf_device_id *id)
{
	struct vdoor *vd;

	vd = devm_kzalloc(&epf->dev, sizeof(*vd), GFP_KERNEL);
	if (!vd)
		return -ENOMEM;

	vd->epf = epf;
	INIT_DELAYED_WORK(&vd->poll, vdoor_poll);
	epf->header = &vdoor_header;
	epf_set_drvdata(epf, vd);
	return 0;
}

static const struct pci_epf_device_id vdoor_ids[] = {
	{ .name = "epf_vdoor" },
	{ },
};

static struct pci_epf_driver vdoor_driver = {
	.driver.name = "epf_vdoor",
	.probe = vdoor_probe,
	.id_table = vdoor_ids,
	.ops = &vdoor_ops,
	.owner = THIS_MODULE,
};

static int __init vdoor_init(void)
{
	return pci_epf_register_driver(&vdoor_driver);
}
module_init(vdoor_init);

static void __exit vdoor_exit(void)
{
	pci_epf_unregister_driver(&vdoor_driver);
}
module_exit(vdoor_exit);

MODULE_DESCRIPTION("Doorbells that a PCI host rings on this endpoint");
