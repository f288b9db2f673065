/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A queue of buffers, as far as starting and stopping it goes. */
#ifndef EPFLINT_MINI_VIDEOBUF2_CORE_H
#define EPFLINT_MINI_VIDEOBUF2_CORE_H

struct vb2_queue {
	void *drv_priv;
};

struct vb2_ops {
	int (*start_streaming)(struct vb2_queue *queue, unsigned int buffers);
	void (*stop_streaming)(struct vb2_queue *queue);
};

static inline void *vb2_get_drv_priv(struct vb2_queue *queue)
{
	return queue->drv_priv;
}

#endif
