// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* What ends an object, or what the handler uses, comes behind the free. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct forge {
	struct pci_dev *pdev;
	void *bellows;
};

int forge_heat(struct forge *f);
int forge_add(struct forge *f);

static irqreturn_t forge_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void forge_end(struct forge *f)
{
	kfree(f->bellows);
	kfree(f);
}

static void forge_free_irq(struct forge *f)
{
	free_irq(f->pdev->irq, f);
}

static struct forge *forge_make(struct pci_dev *pdev)
{
	struct forge *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return NULL;
	f->pdev = pdev;

	if (request_irq(pdev->irq, forge_event, 0, "forge", f)) {
		kfree(f);
		return NULL;
	}
	return f;
}

/* The label ends what the line's number is read from. */
/* finds: epf-irq-leak */
static int forge_probe_bad(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct forge *f;
	int ret;

	f = forge_make(pdev);
	if (!f) {
		ret = -ENOMEM;
		goto err_out;
	}

	ret = forge_heat(f);
	if (ret)
		goto err_end;

	ret = forge_add(f);
	if (ret)
		goto err_end;
		//! epf-irq-leak: irq 'pdev->irq' is still requested when forge_probe_bad() fails
		//!   -12 calling forge_make()
		//!   -26 'pdev->irq' is requested here
		//!   -1 assuming forge_add() fails
		//!   fix: call forge_free_irq() at 'err_end'

	pci_set_drvdata(pdev, f);
	return 0;

err_end:
	forge_end(f);
err_out:
	return ret;
}

static void forge_remove(struct pci_dev *pdev)
{
	struct forge *f = pci_get_drvdata(pdev);

	forge_free_irq(f);
	forge_end(f);
}

struct pci_driver forge_driver = {
	.probe = forge_probe_bad,
	.remove = forge_remove,
};

static int forge_again_ok(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct forge *f;
	int ret;

	f = forge_make(pdev);
	if (!f)
		return -ENOMEM;

	ret = forge_heat(f);
	if (ret)
		goto err_end;

	pci_set_drvdata(pdev, f);
	return 0;

err_end:
	forge_free_irq(f);
	forge_end(f);
	return ret;
}

struct pci_driver forge_again_driver = {
	.probe = forge_again_ok,
	.remove = forge_remove,
};

struct kiln {
	int irq;
};

int kiln_light(struct kiln *k);
int kiln_level(struct kiln *k, int degree);

/* A condition that changes is no place for an assignment. */
/* finds: epf-irq-leak */
int kiln_open_bad(struct kiln *k)
{
	int ret;

	if (request_irq(k->irq, forge_event, 0, "kiln", k))
		return -EAGAIN;

	if ((ret = kiln_light(k)))
		return ret;
	if ((ret = kiln_level(k, 900)) < 0)
		return ret;
		//! epf-irq-leak: irq 'k->irq' is still requested when kiln_open_bad() fails
		//!   -6 'k->irq' is requested here
		//!   -1 assuming kiln_level() fails
		//!   fix: call free_irq() before leaving

	return 0;
}

int kiln_open_ok(struct kiln *k)
{
	int ret;

	if (request_irq(k->irq, forge_event, 0, "kiln", k))
		return -EAGAIN;

	ret = kiln_light(k);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

struct gong {
	int irq;
};

int gong_tell(int there);

static int gong_register(struct gong *g)
{
	return gong_tell(1);
}

static void gong_unregister(struct gong *g)
{
	gong_tell(0);
}

static int gong_probe(struct platform_device *pdev)
{
	struct gong *g = kzalloc(sizeof(*g), GFP_KERNEL);
	int ret;

	if (!g)
		return -ENOMEM;
	platform_set_drvdata(pdev, g);
	g->irq = 7;

	ret = gong_register(g);
	if (ret) {
		kfree(g);
		return ret;
	}

	ret = request_irq(g->irq, forge_event, 0, "gong", g);
	if (ret) {
		gong_unregister(g);
		kfree(g);
	}
	return ret;
}

/* What was registered before the request is unregistered behind the free. */
/* finds: epf-irq-leak */
static void gong_remove_bad(struct platform_device *pdev)
{
	struct gong *g = platform_get_drvdata(pdev);

	gong_unregister(g);
	kfree(g);
}
//! epf-irq-leak: irq 'g->irq' is still requested when gong_remove_bad() returns
//!   -32 the kernel calls gong_probe()
//!   -16 'g->irq' is requested here
//!   -6 the kernel calls gong_remove_bad()
//!   fix: call free_irq() in gong_remove_bad()

struct platform_driver gong_driver = {
	.probe = gong_probe,
	.remove = gong_remove_bad,
};

static void gong_remove_ok(struct platform_device *pdev)
{
	struct gong *g = platform_get_drvdata(pdev);

	free_irq(g->irq, g);
	gong_unregister(g);
	kfree(g);
}

struct platform_driver gong_driver_ok = {
	.probe = gong_probe,
	.remove = gong_remove_ok,
};
