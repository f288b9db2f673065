/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The endpoint controller: BARs, header, features. */
#ifndef EPFLINT_MINI_PCI_EPC_H
#define EPFLINT_MINI_PCI_EPC_H

#include <linux/device.h>
#include <linux/pci.h>

struct pci_epf_bar;
struct pci_epf_header;

enum pci_barno {
	NO_BAR = -1,
	BAR_0,
	BAR_1,
	BAR_2,
	BAR_3,
	BAR_4,
	BAR_5,
};

enum pci_epc_interface_type {
	UNKNOWN_INTERFACE = -1,
	PRIMARY_INTERFACE,
	SECONDARY_INTERFACE,
};

enum pci_epc_bar_type {
	BAR_PROGRAMMABLE,
	BAR_FIXED,
	BAR_RESERVED,
};

struct pci_epc_bar_desc {
	enum pci_epc_bar_type type;
	u64 fixed_size;
	bool only_64bit;
};

struct pci_epc_features {
	unsigned int msi_capable : 1;
	unsigned int msix_capable : 1;
	struct pci_epc_bar_desc bar[PCI_STD_NUM_BARS];
	size_t align;
};

struct pci_epc {
	struct device dev;
	u8 max_functions;
	bool init_complete;
};

const struct pci_epc_features *pci_epc_get_features(struct pci_epc *epc,
						    u8 func, u8 vfunc);
enum pci_barno
pci_epc_get_first_free_bar(const struct pci_epc_features *features);
enum pci_barno
pci_epc_get_next_free_bar(const struct pci_epc_features *features,
			  enum pci_barno from);

int pci_epc_write_header(struct pci_epc *epc, u8 func, u8 vfunc,
			 struct pci_epf_header *header);
int pci_epc_set_bar(struct pci_epc *epc, u8 func, u8 vfunc,
		    struct pci_epf_bar *bar);
void pci_epc_clear_bar(struct pci_epc *epc, u8 func, u8 vfunc,
		       struct pci_epf_bar *bar);
int pci_epc_set_msi(struct pci_epc *epc, u8 func, u8 vfunc, u8 count);
int pci_epc_raise_irq(struct pci_epc *epc, u8 func, u8 vfunc,
		      unsigned int kind, u16 nr);
int pci_epc_start(struct pci_epc *epc);
void pci_epc_stop(struct pci_epc *epc);

#endif
