// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * That a line is requested is remembered in a flag, which looks like what it
 * stands beside, and which all frees of the line ask.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

/**
 * struct reef - a reef and its lamp
 * @dev:	the device
 * @virq:	the line of the lamp, which is there
 *		once it is mapped
 * @polyps:	how many live there
 */
struct reef {
	struct device *dev;
	int virq;
	int polyps;
};

int reef_map(struct reef *r);
void reef_unmap(int virq);
void reef_complain(int ret);
void reef_light(struct reef *r);
void reef_sweep(struct reef *r);
int reef_plant(struct reef *r);

static irqreturn_t reef_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int reef_init_lamp(struct reef *r)
{
	int ret;

	r->virq = reef_map(r);
	ret = request_irq(r->virq, reef_event, 0, "reef", r);
	reef_complain(ret);
	if (ret) {
		reef_unmap(r->virq);
		return ret;
	}

	reef_light(r);

	return 0;
}

static void reef_cleanup_lamp(struct reef *r)
{
	free_irq(r->virq, r);
	reef_unmap(r->virq);
}

static void reef_clear(struct reef *r)
{
	reef_cleanup_lamp(r);
	if (r->polyps)
		reef_sweep(r);
}

/* The object is made here: nobody could ask the flag a second time. */
/* finds: epf-irq-stray-free */
static int reef_probe_bad(struct platform_device *pdev)
{
	struct reef *r;
	int ret;

	r = devm_kzalloc(&pdev->dev, sizeof(*r), GFP_KERNEL);
	if (!r)
		return -ENOMEM;

	platform_set_drvdata(pdev, r);
	ret = reef_init_lamp(r);
	if (ret)
		goto err;

	return 0;

err:
	reef_clear(r);
	//! epf-irq-stray-free: irq 'r->virq' is freed although its request failed
	//!   -7 calling reef_init_lamp()
	//!   -44 assuming request_irq() fails
	//!   +0 calling reef_clear()
	//!   fix: remember in a flag whether it is requested
	return ret;
}

static void reef_remove(struct platform_device *pdev)
{
	reef_clear(platform_get_drvdata(pdev));
}

struct platform_driver reef_driver = {
	.probe = reef_probe_bad,
	.remove = reef_remove,
};

struct shoal {
	struct device *dev;
	int depth;
};

int shoal_sound(struct shoal *s);
int shoal_buoy(struct shoal *s);

static irqreturn_t shoal_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Set-up goes on without the line: both frees are wrong for one reason. */
/* finds: epf-irq-stray-free */
static int shoal_probe_bad(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct shoal *s;
	int ret;

	s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;

	pci_set_drvdata(pdev, s);

	ret = shoal_sound(s);
	if (ret)
		goto err;

	if (pdev->irq) {
		ret = request_irq(pdev->irq, shoal_event, 0, "shoal", s);
		if (ret)
			dev_err(&pdev->dev, "no line: %d\n", ret);
	}

	ret = shoal_buoy(s);
	if (ret)
		goto err;

	return 0;

err:
	if (pdev->irq)
		free_irq(pdev->irq, s);
		//! epf-irq-stray-free: irq 'pdev->irq' is freed although its request failed
		//!   -14 assuming 'pdev->irq' is true
		//!   -13 assuming request_irq() fails
		//!   -7 assuming shoal_buoy() fails
		//!   fix: remember in a flag whether it is requested
		//! epf-irq-stray-free: irq 'pdev->irq' is freed but was not requested on this path
		//!   -17 assuming shoal_sound() fails
		//!   -1 assuming 'pdev->irq' is true
		//!   fix: go past what is not held
	return ret;
}

/* finds: epf-irq-stray-free */
static void shoal_remove_bad(struct pci_dev *pdev)
{
	struct shoal *s = pci_get_drvdata(pdev);

	if (pdev->irq)
		free_irq(pdev->irq, s);
		//! epf-irq-stray-free: irq 'pdev->irq' is freed although its request failed
		//!   -39 the kernel calls shoal_probe_bad()
		//!   -23 assuming request_irq() fails
		//!   -5 the kernel calls shoal_remove_bad()
		//!   fix: remember in a flag whether it is requested
}

struct pci_driver shoal_driver = {
	.probe = shoal_probe_bad,
	.remove = shoal_remove_bad,
};

struct fleet {
	int boats;
	int boat_irq[4];
	struct device *dev;
};

/* The handler looks among those that are counted: what counts it stays. */
static irqreturn_t fleet_event(int irq, void *data)
{
	struct fleet *f = data;
	int i;

	for (i = 0; i < f->boats; i++)
		if (f->boat_irq[i] == irq)
			return IRQ_HANDLED;

	return IRQ_NONE;
}

/* finds: epf-irq-stray-free */
int fleet_sail_bad(struct fleet *f)
{
	int ret = 0, i;

	f->boats = 0;
	for (i = 0; i < 3; i++) {
		f->boats++;
		ret = request_irq(f->boat_irq[i], fleet_event, 0, "boat", f);
		if (ret)
			goto err;
	}

	return 0;

err:
	for (i = 0; i < f->boats; i++)
		free_irq(f->boat_irq[i], f);
		//! epf-irq-stray-free: irq 'f->boat_irq[i]' is freed although its request failed
		//!   -9 assuming request_irq() fails
		//!   fix: count it no longer where its request fails
	return ret;
}
