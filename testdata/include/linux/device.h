/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The device a driver serves, its private data and its log. */
#ifndef EPFLINT_MINI_DEVICE_H
#define EPFLINT_MINI_DEVICE_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/pm.h>

struct module;
struct device;

struct device_driver {
	const char *name;
	struct module *owner;
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	const struct dev_pm_ops *pm;
};

struct device {
	struct device *parent;
	struct device_driver *driver;
	void *driver_data;
};

static inline void dev_set_drvdata(struct device *dev, void *mine)
{
	dev->driver_data = mine;
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

const char *dev_name(const struct device *dev);

__printf(2, 3) void dev_err(const struct device *dev, const char *fmt, ...);
__printf(2, 3) void dev_warn(const struct device *dev, const char *fmt, ...);
__printf(2, 3) void dev_info(const struct device *dev, const char *fmt, ...);
__printf(2, 3) void dev_dbg(const struct device *dev, const char *fmt, ...);

/* Logs and hands the error number back. */
__printf(3, 4) int dev_err_probe(const struct device *dev, int code,
				 const char *fmt, ...);

/* Runs action(data) when the driver leaves the device, or now if that fails. */
int __must_check devm_add_action_or_reset(struct device *dev,
					  void (*action)(void *data),
					  void *data);

#endif
