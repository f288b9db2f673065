/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The words of the kernel's C that every other miniature header builds on:
 * integer types, attributes, and the handful of macros drivers use daily.
 */
#ifndef EPFLINT_MINI_TYPES_H
#define EPFLINT_MINI_TYPES_H

typedef _Bool bool;
#define true	1
#define false	0

typedef signed char		s8;
typedef unsigned char		u8;
typedef short			s16;
typedef unsigned short		u16;
typedef int			s32;
typedef unsigned int		u32;
typedef long long		s64;
typedef unsigned long long	u64;

typedef __SIZE_TYPE__	size_t;
typedef long		ssize_t;
typedef u64		dma_addr_t;
typedef u64		phys_addr_t;
typedef phys_addr_t	resource_size_t;
typedef unsigned int	gfp_t;

#define NULL ((void *)0)

/* Annotations that mean nothing to this compiler. */
#define __init
#define __exit
#define __iomem
#define __percpu

#define __must_check		__attribute__((warn_unused_result))
#define __printf(fmt, first)	__attribute__((format(printf, fmt, first)))
#define __maybe_unused		__attribute__((unused))
#define fallthrough		__attribute__((fallthrough))

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define READ_ONCE(x)		(*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v)	(*(volatile __typeof__(x) *)&(x) = (v))

#define BIT(n)		(1UL << (n))
#define GENMASK(h, l)	(((BIT(h) << 1) - 1) & ~(BIT(l) - 1))
#define BITS_PER_LONG	(8 * (int)sizeof(long))

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof(*(a)))

#define offsetof(type, member)	__builtin_offsetof(type, member)

/* From a pointer to a member back to the object around it. */
#define container_of(ptr, type, member) ({				\
	const void *inner_ = (ptr);					\
	(type *)((const char *)inner_ - offsetof(type, member));	\
})

#define min(a, b) ({			\
	__auto_type lhs_ = (a);		\
	__auto_type rhs_ = (b);		\
	rhs_ < lhs_ ? rhs_ : lhs_;	\
})

#define max(a, b) ({			\
	__auto_type lhs_ = (a);		\
	__auto_type rhs_ = (b);		\
	rhs_ > lhs_ ? rhs_ : lhs_;	\
})

#define min_t(type, a, b)	min((type)(a), (type)(b))
#define max_t(type, a, b)	max((type)(a), (type)(b))

#define lower_32_bits(v)	((u32)(v))
#define upper_32_bits(v)	((u32)((u64)(v) >> 32))

#endif
