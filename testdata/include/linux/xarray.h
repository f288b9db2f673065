/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Pointers by number, as many as are stored. */
#ifndef EPFLINT_MINI_XARRAY_H
#define EPFLINT_MINI_XARRAY_H

#include <linux/types.h>

struct xarray {
	void *head;
};

void *xa_load(struct xarray *xa, unsigned long index);
void *xa_store(struct xarray *xa, unsigned long index, void *entry, unsigned int gfp);
void *xa_erase(struct xarray *xa, unsigned long index);

#endif
