/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Doorbells as older kernels have them: no flags, no type, no BAR. Comes
 * before the include directory on the command line of a case that wants it.
 */
#ifndef EPFLINT_MINI_PCI_EP_MSI_H
#define EPFLINT_MINI_PCI_EP_MSI_H

#include <linux/msi.h>
#include <linux/pci-epc.h>

struct pci_epf;

struct pci_epf_doorbell_msg {
	struct msi_msg msg;
	int virq;
};

int pci_epf_alloc_doorbell(struct pci_epf *epf, u16 count);
void pci_epf_free_doorbell(struct pci_epf *epf);

#endif
