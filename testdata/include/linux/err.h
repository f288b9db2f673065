/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Error numbers carried in pointers: the last page of addresses. */
#ifndef EPFLINT_MINI_ERR_H
#define EPFLINT_MINI_ERR_H

#include <linux/types.h>
#include <linux/errno.h>

#define MAX_ERRNO 4095

static inline void *ERR_PTR(long code)
{
	return (void *)code;
}

static inline long PTR_ERR(const void *p)
{
	return (long)p;
}

static inline bool IS_ERR(const void *p)
{
	return (unsigned long)p > (unsigned long)(-MAX_ERRNO - 1);
}

static inline bool IS_ERR_OR_NULL(const void *p)
{
	return !p || IS_ERR(p);
}

static inline int PTR_ERR_OR_ZERO(const void *p)
{
	return IS_ERR(p) ? (int)PTR_ERR(p) : 0;
}

#endif
