// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The driver's own part lies behind an object of the kernel's. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/mmc/host.h>
#include <linux/platform_device.h>

struct cartridge {
	int irq;
	bool listens;
};

static irqreturn_t cartridge_in(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int cartridge_probe(struct platform_device *pdev)
{
	struct mmc_host *host;
	struct cartridge *c;
	int ret;

	host = mmc_alloc_host(sizeof(*c), &pdev->dev);
	if (!host)
		return -ENOMEM;
	c = mmc_priv(host);
	platform_set_drvdata(pdev, host);
	c->irq = platform_get_irq(pdev, 0);
	c->listens = false;
	if (c->irq > 0) {
		ret = request_irq(c->irq, cartridge_in, 0, "cartridge", c);
		if (ret) {
			mmc_free_host(host);
			return ret;
		}
		c->listens = true;
	}
	return 0;
}

/* finds: epf-irq-cookie-mismatch */
static void cartridge_remove_bad(struct platform_device *pdev)
{
	struct mmc_host *host = platform_get_drvdata(pdev);
	struct cartridge *c = mmc_priv(host);

	if (c->listens)
		free_irq(c->irq, c);
	mmc_free_host(host);
}

static void cartridge_remove_ok(struct platform_device *pdev)
{
	struct mmc_host *host = platform_get_drvdata(pdev);
	struct cartridge *c = mmc_priv(host);

	if (c->listens)
		free_irq(c->irq, c);
	mmc_free_host(host);
}

struct platform_driver cartridge_driver = {
	.probe = cartridge_probe,
	.remove = cartridge_remove_bad,
};

struct platform_driver loaded_driver = {
	.probe = cartridge_probe,
	.remove = cartridge_remove_ok,
};
