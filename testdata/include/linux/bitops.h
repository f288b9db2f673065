/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Single bits in arrays of words. */
#ifndef EPFLINT_MINI_BITOPS_H
#define EPFLINT_MINI_BITOPS_H

#include <linux/types.h>

#define BITS_TO_LONGS(n)	(((n) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, n)	unsigned long name[BITS_TO_LONGS(n)]

static inline void __set_bit(unsigned int n, unsigned long *map)
{
	map[n / BITS_PER_LONG] |= BIT(n % BITS_PER_LONG);
}

static inline void __clear_bit(unsigned int n, unsigned long *map)
{
	map[n / BITS_PER_LONG] &= ~BIT(n % BITS_PER_LONG);
}

static inline bool test_bit(unsigned int n, const unsigned long *map)
{
	return map[n / BITS_PER_LONG] >> (n % BITS_PER_LONG) & 1;
}

unsigned long find_next_bit(const unsigned long *map, unsigned long bits,
			    unsigned long from);

#define for_each_set_bit(bit, map, bits)				\
	for ((bit) = 0; (bit) = find_next_bit((map), (bits), (bit)),	\
	     (bit) < (bits); (bit)++)

#define BIT_ULL(n)	(1ULL << (n))

/* The number of the lowest bit that is set. */
unsigned int __ffs64(u64 word);

#endif
