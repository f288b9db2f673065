/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The endpoint function: what an EPF driver binds to a controller. */
#ifndef EPFLINT_MINI_PCI_EPF_H
#define EPFLINT_MINI_PCI_EPF_H

#include <linux/device.h>
#include <linux/module.h>
#include <linux/pci-epc.h>

struct pci_epf;
struct pci_epf_doorbell_msg;

struct pci_epf_header {
	u16 vendorid, deviceid;
	u8 revid, baseclass_code, subclass_code;
};

struct pci_epf_device_id {
	char name[20];
};

struct pci_epf_bar {
	dma_addr_t phys_addr;
	void *addr;
	size_t size;
	enum pci_barno barno;
	int flags;
};

struct pci_epf_ops {
	int (*bind)(struct pci_epf *epf);
	void (*unbind)(struct pci_epf *epf);
};

struct pci_epc_event_ops {
	int (*epc_init)(struct pci_epf *epf);
	void (*epc_deinit)(struct pci_epf *epf);
	int (*link_up)(struct pci_epf *epf);
	int (*link_down)(struct pci_epf *epf);
	int (*bus_master_enable)(struct pci_epf *epf);
};

struct pci_epf_driver {
	int (*probe)(struct pci_epf *epf, const struct pci_epf_device_id *id);
	void (*remove)(struct pci_epf *epf);
	struct device_driver driver;
	const struct pci_epf_ops *ops;
	struct module *owner;
	const struct pci_epf_device_id *id_table;
};

struct pci_epf {
	struct device dev;
	const char *name;
	struct pci_epf_header *header;
	struct pci_epf_bar bar[PCI_STD_NUM_BARS];
	u8 msi_interrupts;
	u16 msix_interrupts;
	u8 func_no;
	u8 vfunc_no;
	struct pci_epc *epc;
	struct pci_epf_driver *driver;
	const struct pci_epc_event_ops *event_ops;
	struct pci_epf_doorbell_msg *db_msg;
	u16 num_db;
};

static inline void epf_set_drvdata(struct pci_epf *epf, void *mine)
{
	dev_set_drvdata(&epf->dev, mine);
}

static inline void *epf_get_drvdata(struct pci_epf *epf)
{
	return dev_get_drvdata(&epf->dev);
}

/* Memory of our own behind a BAR. */
void *pci_epf_alloc_space(struct pci_epf *epf, size_t size, enum pci_barno bar,
			  const struct pci_epc_features *features,
			  enum pci_epc_interface_type type);
void pci_epf_free_space(struct pci_epf *epf, void *mem, enum pci_barno bar,
			enum pci_epc_interface_type type);

/* An address that exists already behind a BAR. */
int pci_epf_assign_bar_space(struct pci_epf *epf, size_t size,
			     enum pci_barno bar,
			     const struct pci_epc_features *features,
			     enum pci_epc_interface_type type,
			     dma_addr_t addr);
int pci_epf_align_inbound_addr(struct pci_epf *epf, enum pci_barno bar,
			       u64 addr, dma_addr_t *base, size_t *off);

int __pci_epf_register_driver(struct pci_epf_driver *driver,
			      struct module *owner);
void pci_epf_unregister_driver(struct pci_epf_driver *driver);

#define pci_epf_register_driver(drv) \
	__pci_epf_register_driver(drv, THIS_MODULE)

#endif
