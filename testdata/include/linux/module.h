/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What makes a file a module. */
#ifndef EPFLINT_MINI_MODULE_H
#define EPFLINT_MINI_MODULE_H

#include <linux/types.h>

struct module;

#define THIS_MODULE	((struct module *)NULL)

/* Both functions get a name the linker can find, as in a loadable module. */
#define module_init(fn)	int init_module(void) __attribute__((alias(#fn)));
#define module_exit(fn)	void cleanup_module(void) __attribute__((alias(#fn)));

/* A module that only registers one driver and takes it away again. */
#define module_driver(drv, add, del)			\
	static int __init drv##_init(void)		\
	{						\
		return add(&(drv));			\
	}						\
	module_init(drv##_init)				\
	static void __exit drv##_exit(void)		\
	{						\
		del(&(drv));				\
	}						\
	module_exit(drv##_exit)

#define MODULE_INFO_(tag, text)	_Static_assert(sizeof(text), #tag)

#define MODULE_LICENSE(text)		MODULE_INFO_(license, text)
#define MODULE_AUTHOR(text)		MODULE_INFO_(author, text)
#define MODULE_DESCRIPTION(text)	MODULE_INFO_(description, text)
#define MODULE_DEVICE_TABLE(bus, table)	MODULE_INFO_(bus, table)

#endif
