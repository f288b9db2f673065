/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Devices that sit on the SoC itself. */
#ifndef EPFLINT_MINI_PLATFORM_DEVICE_H
#define EPFLINT_MINI_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/module.h>

struct platform_device {
	const char *name;
	int id;
	struct device dev;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	void (*remove)(struct platform_device *pdev);
	void (*shutdown)(struct platform_device *pdev);
	struct device_driver driver;
};

static inline void platform_set_drvdata(struct platform_device *pdev,
					void *mine)
{
	dev_set_drvdata(&pdev->dev, mine);
}

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

/* A line above zero, or a negative error number. */
int platform_get_irq(struct platform_device *pdev, unsigned int nr);
int platform_get_irq_optional(struct platform_device *pdev, unsigned int nr);
int platform_get_irq_byname(struct platform_device *pdev, const char *name);

int platform_driver_register(struct platform_driver *driver);
int __platform_driver_probe(struct platform_driver *driver,
			    int (*probe)(struct platform_device *pdev),
			    struct module *owner);
void platform_driver_unregister(struct platform_driver *driver);

/* For devices that are there at once: the probe is not kept. */
#define platform_driver_probe(drv, probe) \
	__platform_driver_probe(drv, probe, THIS_MODULE)

#define module_platform_driver(drv)			\
	module_driver(drv, platform_driver_register,	\
		      platform_driver_unregister)

#endif
