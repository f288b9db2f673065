/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Memory, by hand and tied to a device. */
#ifndef EPFLINT_MINI_SLAB_H
#define EPFLINT_MINI_SLAB_H

#include <linux/types.h>
#include <linux/cleanup.h>
#include <linux/err.h>

struct device;

#define GFP_KERNEL	0x1u
#define GFP_ATOMIC	0x2u

extern void *kmalloc_noprof(size_t bytes, gfp_t how);
#define kmalloc(...)	({ kmalloc_noprof(__VA_ARGS__); })
extern void *kzalloc(size_t bytes, gfp_t how);
extern void *kcalloc(size_t count, size_t bytes, gfp_t how);
extern void *kmalloc_array(size_t count, size_t bytes, gfp_t how);
extern void kfree(const void *mem);

extern void *devm_kzalloc(struct device *owner, size_t bytes, gfp_t how);
extern void *devm_kcalloc(struct device *owner, size_t count, size_t bytes,
			  gfp_t how);

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))

#endif
