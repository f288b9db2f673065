/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Doorbells: addresses whose writes raise an interrupt on this side. */
#ifndef EPFLINT_MINI_PCI_EP_MSI_H
#define EPFLINT_MINI_PCI_EP_MSI_H

#include <linux/msi.h>
#include <linux/pci-epc.h>

struct pci_epf;

enum pci_epf_doorbell_type {
	PCI_EPF_DOORBELL_MSI,
	PCI_EPF_DOORBELL_EMBEDDED,
};

/*
 * bar is NO_BAR when the driver has to map msg into a BAR itself. Otherwise
 * the platform has exposed it there already, at offset.
 */
struct pci_epf_doorbell_msg {
	struct msi_msg msg;
	int virq;
	unsigned long irq_flags;
	enum pci_epf_doorbell_type type;
	enum pci_barno bar;
	resource_size_t offset;
};

int pci_epf_alloc_doorbell(struct pci_epf *epf, u16 count);
void pci_epf_free_doorbell(struct pci_epf *epf);

#endif
