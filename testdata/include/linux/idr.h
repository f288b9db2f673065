/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Numbers for objects. */
#ifndef EPFLINT_MINI_IDR_H
#define EPFLINT_MINI_IDR_H

#include <linux/types.h>

struct idr {
	void *top;
};

int idr_alloc(struct idr *idr, void *object, int from, int to, gfp_t gfp);
void *idr_remove(struct idr *idr, unsigned long id);
int idr_for_each(const struct idr *idr,
		 int (*visit)(int id, void *object, void *data), void *data);

#endif
