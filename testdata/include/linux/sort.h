/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef EPFLINT_MINI_SORT_H
#define EPFLINT_MINI_SORT_H

#include <linux/types.h>

void sort(void *base, size_t count, size_t size,
	  int (*order)(const void *, const void *),
	  void (*exchange)(void *, void *, int size));

#endif
