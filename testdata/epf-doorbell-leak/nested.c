// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* One return for all, also for an allocation that has failed. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct porch {
	struct pci_epf *epf;
	bool open;
};

int porch_check(struct porch *p);

/* finds: epf-doorbell-leak */
int porch_setup_bad(struct porch *p)
{
	int ret;

	ret = pci_epf_alloc_doorbell(p->epf, 1);
	if (!ret) {
		ret = porch_check(p);
		if (!ret)
			p->open = true;
	}

	return ret;
	//! epf-doorbell-leak: doorbells of 'p->epf' are still allocated when porch_setup_bad() fails
	//!   -7 'p->epf' is allocated doorbells here
	//!   -5 assuming porch_check() fails
	//!   fix: release where porch_check() fails
}
