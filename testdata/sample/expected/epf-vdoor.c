// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A PCI endpoint function with doorbells: the host rings one by a write, and
 * an interrupt on this side, or else a poll of memory, notices it.
 *
 * This is the driver that the demo looks at. It knows nothing of doorbells that
 * the platform exposes or that share an interrupt, and its unwinding is wrong.
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

/*
 * finds: epf-irq-flags-ignored, epf-irq-duplicate-handler, epf-bar-unmatched,
 * epf-bar-remapped, epf-irq-leak
 */
static int vdoor_init_irq_doorbells(struct vdoor *vd, enum pci_barno bar)
{
	u64 addr, lowest = ~0ULL, highest = 0;
	struct pci_epf *epf = vd->epf;
	dma_addr_t window, base;
	struct msi_msg *msg;
	unsigned int i;
	size_t offset;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, vd->db_count);
	if (ret)
		return ret;

	for (i = 0; i < vd->db_count; i++) {
		ret = request_irq(epf->db_msg[i].virq, vdoor_rung, 0,
		//! epf-irq-duplicate-handler: virq 'epf->db_msg[i].virq' is requested again when doorbells share it
		//!   +174 calling vdoor_init_doorbells()
		//!   +108 calling vdoor_init_irq_doorbells()
		//!   +0 'epf->db_msg[i].virq' is requested here
		//!   +0 assuming db_msg[1].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
		//! epf-irq-flags-ignored: 'epf->db_msg[i].virq' is requested without its irq_flags: '0'
		//!   +174 calling vdoor_init_doorbells()
		//!   +108 calling vdoor_init_irq_doorbells()
		//!   fix: request it with its own irq_flags
				  "epf-vdoor", vd);
		if (ret) {
			dev_err(&epf->dev, "doorbell %u has no interrupt: %d\n",
				i, ret);
			goto err_irqs;
		}
	}

	/* One window over the addresses of all doorbells. */
	for (i = 0; i < vd->db_count; i++) {
		addr = vdoor_address(&epf->db_msg[i].msg);
		lowest = min(lowest, addr);
		highest = max(highest, addr);
	}

	ret = pci_epf_align_inbound_addr(epf, bar, lowest, &window, &offset);
	//! epf-bar-remapped: pci_epf_align_inbound_addr() maps doorbell 'db_msg[0]' although a BAR may already expose it
	//!   +158 calling vdoor_init_doorbells()
	//!   +92 calling vdoor_init_irq_doorbells()
	//!   -5 calling vdoor_address()
	//!   +0 assuming db_msg[0].bar is not NO_BAR
	//!   fix: refuse doorbells that a BAR exposes already
	if (ret)
		goto err_irqs;

	ret = pci_epf_assign_bar_space(epf, highest - window + sizeof(u32), bar,
				       vd->features, PRIMARY_INTERFACE, window);
	if (ret)
		goto err_irqs;

	ret = vdoor_set_bar(vd, bar);
	if (ret)
		goto err_irqs;

	for (i = 0; i < vd->db_count; i++) {
		msg = &epf->db_msg[i].msg;
		addr = vdoor_address(msg);

		ret = pci_epf_align_inbound_addr(epf, bar, addr, &base,
						 &offset);
		if (ret) {
			dev_err(&epf->dev, "doorbell %u is out of reach\n", i);
			goto err_bar;
			//! epf-irq-leak: irq 'epf->db_msg[i].virq' is still requested when vdoor_init_irq_doorbells() fails
			//!   +137 calling vdoor_init_doorbells()
			//!   +71 calling vdoor_init_irq_doorbells()
			//!   -37 'epf->db_msg[i].virq' is requested here
			//!   -2 assuming pci_epf_align_inbound_addr() fails
			//!   fix: count requests with 'req', which nothing else uses
		}

		vd->regs->db_data[i] = msg->data;
		//! epf-bar-unmatched: doorbell 'db_msg[0]' is used without comparing its bar with the BAR it is to appear in
		//!   +0 assuming db_msg[0].bar is another BAR
		//!   fix: refuse doorbells that a BAR exposes already
		vd->regs->db_offset[i] = base - window + offset;
	}

	vd->irq_driven = true;
	return 0;

err_bar:
	vdoor_clear_bar(vd, bar);
err_irqs:
	while (i--)
		free_irq(epf->db_msg[i].virq, vd);
	pci_epf_free_doorbell(epf);
	return ret;
}

static void vdoor_clear_irq_doorbells(struct vdoor *vd)
{
	struct pci_epf *epf = vd->epf;
	unsigned int i;

	vdoor_clear_bar(vd, vd->db_bar);
	for (i = 0; i < vd->db_count; i++)
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
