// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A line that lives as long as the module. */

#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_driver siren_driver = {
	.driver.name = "siren",
};

static int siren_irq = 17;
static int siren_cookie;

static irqreturn_t siren_wail(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
static int __init siren_init_bad(void)
{
	int ret;

	ret = request_irq(siren_irq, siren_wail, 0, "siren", &siren_cookie);
	if (ret)
		return ret;

	ret = platform_driver_register(&siren_driver);
	if (ret)
		free_irq(siren_irq, &siren_cookie);

	return ret;
}
module_init(siren_init_bad);

static void __exit siren_exit(void)
{
	platform_driver_unregister(&siren_driver);
	free_irq(siren_irq, &siren_cookie);
}
module_exit(siren_exit);
