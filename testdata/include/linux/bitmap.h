/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Arrays of bits as a whole. */
#ifndef EPFLINT_MINI_BITMAP_H
#define EPFLINT_MINI_BITMAP_H

#include <linux/bitops.h>

static inline void bitmap_zero(unsigned long *map, unsigned int bits)
{
	unsigned int word;

	for (word = 0; word < (unsigned int)BITS_TO_LONGS(bits); word++)
		map[word] = 0;
}

#endif
