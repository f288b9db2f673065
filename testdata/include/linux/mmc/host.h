/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A host controller, with the driver's own part behind it. */
#ifndef EPFLINT_MINI_MMC_HOST_H
#define EPFLINT_MINI_MMC_HOST_H

#include <linux/device.h>

struct mmc_host {
	struct device *parent;
	unsigned long own[];
};

struct mmc_host *mmc_alloc_host(int extra, struct device *dev);
void mmc_free_host(struct mmc_host *host);

static inline void *mmc_priv(struct mmc_host *host)
{
	return (void *)host->own;
}

#endif
