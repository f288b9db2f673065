/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* How a device is put to sleep and woken up. */
#ifndef EPFLINT_MINI_PM_H
#define EPFLINT_MINI_PM_H

struct device;

typedef struct pm_message {
	int event;
} pm_message_t;

struct dev_pm_ops {
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*suspend_late)(struct device *dev);
	int (*resume_early)(struct device *dev);
};

/* Null in a kernel whose devices never sleep. */
#define pm_ptr(ptr) (1 ? (ptr) : (void *)0)
#define pm_sleep_ptr(ptr) (1 ? (ptr) : (void *)0)

#define SYSTEM_SLEEP_PM_OPS(down, up)				\
	.suspend = pm_sleep_ptr(down), .resume = pm_sleep_ptr(up),	\
	.freeze = pm_sleep_ptr(down), .thaw = pm_sleep_ptr(up),	\
	.poweroff = pm_sleep_ptr(down), .restore = pm_sleep_ptr(up)

#define DEFINE_SIMPLE_DEV_PM_OPS(name, down, up)	\
	const struct dev_pm_ops name = {		\
		SYSTEM_SLEEP_PM_OPS(down, up)		\
	}

#endif
