/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Work done later, at once or after a delay. */
#ifndef EPFLINT_MINI_WORKQUEUE_H
#define EPFLINT_MINI_WORKQUEUE_H

#include <linux/types.h>

struct work_struct;
struct workqueue_struct;

typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	work_func_t func;
};

struct delayed_work {
	struct work_struct work;
};

#define INIT_WORK(w, fn)		((w)->func = (fn))
#define INIT_DELAYED_WORK(w, fn)	INIT_WORK(&(w)->work, fn)

#define WQ_HIGHPRI	0x10
#define WQ_MEM_RECLAIM	0x08

struct workqueue_struct *alloc_workqueue(const char *name, unsigned int flags,
					 int max_active);
void destroy_workqueue(struct workqueue_struct *wq);

bool schedule_work(struct work_struct *w);
bool schedule_delayed_work(struct delayed_work *w, unsigned long wait);
bool queue_work(struct workqueue_struct *wq, struct work_struct *w);
bool cancel_work_sync(struct work_struct *w);
bool cancel_delayed_work_sync(struct delayed_work *w);

unsigned long msecs_to_jiffies(unsigned int ms);

#endif
