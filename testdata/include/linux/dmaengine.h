/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* DMA engines: what a driver of one fills in, member by member. */
#ifndef EPFLINT_MINI_DMAENGINE_H
#define EPFLINT_MINI_DMAENGINE_H

struct dma_device;

struct dma_chan {
	struct dma_device *device;
	void *private;
};

struct dma_device {
	/* The number of descriptors, or a negative error number. */
	int (*device_alloc_chan_resources)(struct dma_chan *chan);
	void (*device_free_chan_resources)(struct dma_chan *chan);
};

int dma_async_device_register(struct dma_device *dma);

#endif
